// SPDX-License-Identifier: GPL-3.0-or-later
// `sij list`: prints the tissues, drugs, sites, landmarks and targets that a case can name.
#include "input.h"
#include "verbs.h"

#include "sij/anatomy/landmarks.h"
#include "sij/anatomy/sites.h"
#include "sij/anatomy/targets.h"
#include "sij/base/nearest.h"
#include "sij/base/units.h"

#include <stdio.h>
#include <string.h>

enum { SITES = 64, PLACES = 64, TARGETS = 96, SUBJECTS = 5 };

/** What can be listed: its name and the table of it. */
typedef struct {
  const char *name;
  PetscErrorCode (*print)(const Case *input);
} Subject;

static PetscErrorCode print_tissues(const Case *input)
{
  PetscFunctionBeginUser;
  printf("%-19s%-8s%15s%10s%22s%12s\n", "tissue", "kind", "porosity", "dilates", "conductivity",
         "perfusion");
  printf("%-19s%-8s%15s%10s%11s%11s%12s\n", "", "", "rest to dilated", "kPa", "along", "across",
         "1/s");
  for (int i = 0; i < REGION_COUNT; i++) {
    const Tissue *tissue = &input->tissue[i];

    printf("%-19s%-8s%7.3g to%5.3g%10.3g%11.2e%11.2e%12.2e\n", region_name((Region)i),
           tissue->pore.kind == PORE_FILM ? "film" : "matrix", tissue->pore.phi_0,
           tissue->pore.phi_1, tissue->pore.p_dil / UNIT_KPA, tissue->conductivity_along,
           tissue->conductivity_across, tissue->perfusion);
  }
  printf("conductivity at rest, along and across the fibres, in m^2/(Pa s)\n");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const char *name_drug_kind(DrugKind kind)
{
  static const char *const NAMES[] = {"anaesthetic", "steroid", "prodrug", "other"};

  return NAMES[kind];
}

static void print_positive(int width, const char *format, double value)
{
  char text[32] = "-";

  if (value > 0.0) (void)snprintf(text, sizeof text, format, value);
  printf("%*s", width, text);
}

static PetscErrorCode print_drugs(const Case *input)
{
  PetscFunctionBeginUser;
  printf("%-26s%-12s%12s%13s%11s%9s%10s\n", "drug", "kind", "molar mass", "diffusivity", "EC50 A-d",
         "EC50 C", "max dose");
  printf("%-26s%-12s%12s%13s%11s%9s%10s\n", "", "", "g/mol", "m^2/s", "mM", "mM", "mg");
  for (int i = 0; i < input->n_drugs; i++) {
    const CaseDrug *drug = &input->drug[i];

    printf("%-26s%-12s", drug->name, name_drug_kind(drug->kind));
    print_positive(12, "%.2f", drug->molar_mass / UNIT_GRAM);
    print_positive(13, "%.2e", drug->diffusivity);
    print_positive(11, "%.3g", drug->ec50_a_delta);
    print_positive(9, "%.3g", drug->ec50_c);
    print_positive(10, "%.4g", drug->max_dose / UNIT_MG);
    printf("\n");
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_sites(const Case *input)
{
  Site      site[SITES];
  const int n = anatomy_sites(&input->anatomy, SITES, site);

  PetscFunctionBeginUser;
  printf("%-26s%24s%10s\n", "site", "tip x, y, z in mm", "depth mm");
  for (int i = 0; i < n && i < SITES; i++)
    printf("%-26s%8.1f%8.1f%8.1f%10.1f  %s\n", site[i].name, site[i].tip.x[0] / UNIT_MM,
           site[i].tip.x[1] / UNIT_MM, site[i].tip.x[2] / UNIT_MM, site[i].depth / UNIT_MM,
           site[i].text);
  if (n == 0) printf("none: a mesh of your own has no named sites\n");
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What lies in the median plane of a left joint has x = -0.
static double convert_to_mm(double x)
{
  return x / UNIT_MM + 0.0;
}

static PetscErrorCode print_places(const Case *input)
{
  Landmark  place[PLACES];
  const int n = anatomy_landmarks(&input->anatomy, PLACES, place);

  PetscFunctionBeginUser;
  printf("%-20s%24s  %-8s\n", "place", "x, y, z in mm", "of the");
  for (int i = 0; i < n && i < PLACES; i++)
    printf("%-20s%8.1f%8.1f%8.1f  %-8s%s\n", place[i].name, convert_to_mm(place[i].point.x[0]),
           convert_to_mm(place[i].point.x[1]), convert_to_mm(place[i].point.x[2]),
           region_name(place[i].region), place[i].text);
  if (n == 0) printf("none: a mesh of your own has no named places\n");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_targets(const Case *input)
{
  static const char *const KINDS[] = {"curve", "surface", "volume"};
  Target                  *target;
  int                      n;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(TARGETS, &target));
  n = anatomy_targets(input, TARGETS, target);
  printf("%-26s%-9s\n", "target", "kind");
  for (int i = 0; i < n && i < TARGETS; i++)
    printf("%-26s%-9s%s%s\n", target[i].name, KINDS[target[i].kind],
           target[i].text ? target[i].text : "", target[i].spill ? " (spill)" : "");
  PetscCall(PetscFree(target));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const Subject LIST[SUBJECTS] = {{"tissues", print_tissues},
                                       {"drugs", print_drugs},
                                       {"sites", print_sites},
                                       {"places", print_places},
                                       {"targets", print_targets}};

static PetscErrorCode find_subject(const char *word, const Subject **subject, Problems *problems)
{
  const char *name[SUBJECTS], *nearest;

  PetscFunctionBeginUser;
  *subject = NULL;
  for (int i = 0; i < SUBJECTS; i++) {
    name[i] = LIST[i].name;
    if (strcmp(word, name[i]) == 0) *subject = &LIST[i];
  }
  if (*subject) PetscFunctionReturn(PETSC_SUCCESS);
  nearest = nearest_name(word, SUBJECTS, name);
  if (nearest)
    PetscCall(problems_add(problems, "sij list", "there is no list of \"%s\"; did you mean \"%s\"?",
                           word, nearest));
  else
    PetscCall(problems_add(
      problems, "sij list",
      "there is no list of \"%s\"; tissues, drugs, sites, places or targets are wanted", word));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_list(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  const char    *path = arguments->n_operands > 1 ? arguments->operand[1] : NULL;
  const Subject *subject;
  Case          *input = NULL;
  int            rank;

  PetscFunctionBeginUser;
  (void)status;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(find_subject(arguments->operand[0], &subject, problems));
  if (!subject) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(input_load(comm, path, arguments, &input, NULL, problems));
  if (input && rank == 0) PetscCall(subject->print(input));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
