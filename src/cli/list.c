// SPDX-License-Identifier: GPL-3.0-or-later
// `sij list`: prints what a case can name: tissues, drugs, sites, landmarks and targets, presets, patients and protocols.
#include "input.h"
#include "verbs.h"

#include "sij/anatomy/landmarks.h"
#include "sij/anatomy/sites.h"
#include "sij/anatomy/targets.h"
#include "sij/base/nearest.h"
#include "sij/base/units.h"
#include "sij/casefile/shelf.h"
#include "sij/report/grid.h"
#include "sij/report/wrap.h"

#include <stdio.h>
#include <string.h>

enum { SITES = 64, PLACES = 64, TARGETS = 96, SUBJECTS = 8 };

/** What can be listed: its name, its columns and what fills them. What a case chooses by name is listed from its shelf. */
typedef struct {
  const char *name;
  int         columns;
  GridKind    kind[8];
  const char *title[8];
  PetscErrorCode (*add)(const Case *input, Grid *grid);
  const char *shelf, *note;
} Subject;

static PetscErrorCode add_tissues(const Case *input, Grid *grid)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++) {
    const Tissue *tissue = &input->tissue[i];

    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", region_name((Region)i)));
    PetscCall(
      grid_cell(grid, GRID_PLAIN, "%s", tissue->pore.kind == PORE_FILM ? "film" : "matrix"));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.3g", tissue->pore.phi_0));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.3g", tissue->pore.phi_1));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.3g", tissue->pore.p_dil / UNIT_KPA));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.2e", tissue->conductivity_along));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.2e", tissue->conductivity_across));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.2e", tissue->perfusion));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const char *name_drug_kind(DrugKind kind)
{
  static const char *const NAMES[] = {"anaesthetic", "steroid", "prodrug", "other"};

  return NAMES[kind];
}

// A constant that a drug does not have is a dash.
static PetscErrorCode add_positive(Grid *grid, int digits, double value)
{
  PetscFunctionBeginUser;
  if (value > 0.0) PetscCall(grid_cell(grid, GRID_PLAIN, "%.*g", digits, value));
  else PetscCall(grid_cell(grid, GRID_PLAIN, "-"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_drugs(const Case *input, Grid *grid)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_drugs; i++) {
    const CaseDrug *drug = &input->drug[i];

    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", drug->name));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", name_drug_kind(drug->kind)));
    PetscCall(add_positive(grid, 5, drug->molar_mass / UNIT_GRAM));
    PetscCall(add_positive(grid, 3, drug->diffusivity));
    PetscCall(add_positive(grid, 3, drug->ec50_a_delta));
    PetscCall(add_positive(grid, 3, drug->ec50_c));
    PetscCall(add_positive(grid, 4, drug->max_dose / UNIT_MG));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What lies in the median plane of a left joint has x = -0.
static double convert_to_mm(double x)
{
  return x / UNIT_MM + 0.0;
}

static PetscErrorCode add_point(Grid *grid, Vec3 point)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < 3; k++)
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.1f", convert_to_mm(point.x[k])));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_sites(const Case *input, Grid *grid)
{
  Site      site[SITES];
  const int n = anatomy_sites(&input->anatomy, SITES, site);

  PetscFunctionBeginUser;
  for (int i = 0; i < n && i < SITES; i++) {
    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", site[i].name));
    PetscCall(add_point(grid, site[i].tip));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%.1f", site[i].depth / UNIT_MM));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", site[i].text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_places(const Case *input, Grid *grid)
{
  Landmark  place[PLACES];
  const int n = anatomy_landmarks(&input->anatomy, PLACES, place);

  PetscFunctionBeginUser;
  for (int i = 0; i < n && i < PLACES; i++) {
    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", place[i].name));
    PetscCall(add_point(grid, place[i].point));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", region_name(place[i].region)));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", place[i].text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_targets(const Case *input, Grid *grid)
{
  static const char *const KINDS[] = {"curve", "surface", "volume"};
  Target                  *target;
  int                      n;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(TARGETS, &target));
  n = anatomy_targets(input, TARGETS, target);
  for (int i = 0; i < n && i < TARGETS; i++) {
    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", target[i].name));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", KINDS[target[i].kind]));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s%s", target[i].text ? target[i].text : "",
                        target[i].spill ? " (spill)" : ""));
  }
  PetscCall(PetscFree(target));
  PetscFunctionReturn(PETSC_SUCCESS);
}

#define FIGURE GRID_RIGHT

static const Subject LIST[SUBJECTS] = {
  {"tissues",
   8,
   {GRID_LEFT, GRID_LEFT, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE},
   {"tissue", "kind", "porosity at rest", "porosity dilated", "dilates kPa", "conductivity along",
    "conductivity across", "perfusion 1/s"},
   add_tissues,
   NULL,
   "Conductivity at rest, along and across the fibres, in m^2/(Pa s)."},
  {"drugs",
   7,
   {GRID_LEFT, GRID_LEFT, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE},
   {"drug", "kind", "molar mass g/mol", "diffusivity m^2/s", "EC50 A-delta mM", "EC50 C mM",
    "max dose mg"},
   add_drugs,
   NULL,
   NULL},
  {"sites",
   6,
   {GRID_LEFT, FIGURE, FIGURE, FIGURE, FIGURE, GRID_TEXT},
   {"site", "x mm", "y mm", "z mm", "depth mm"},
   add_sites,
   NULL,
   NULL},
  {"places",
   6,
   {GRID_LEFT, FIGURE, FIGURE, FIGURE, GRID_LEFT, GRID_TEXT},
   {"place", "x mm", "y mm", "z mm", "of the"},
   add_places,
   NULL,
   NULL},
  {"targets", 3, {GRID_LEFT, GRID_LEFT, GRID_TEXT}, {"target", "kind"}, add_targets, NULL, NULL},
  {"presets", 2, {GRID_LEFT, GRID_TEXT}, {"preset"}, NULL, "presets", "Chosen by anatomy.preset."},
  {"patients",
   2,
   {GRID_LEFT, GRID_TEXT},
   {"patient"},
   NULL,
   "patients",
   "Chosen by pain.patient; the weights of the sources of pain."},
  {"protocols",
   2,
   {GRID_LEFT, GRID_TEXT},
   {"protocol"},
   NULL,
   "protocols",
   "Chosen by mechanics.protocol."}};

static PetscErrorCode begin_list(const Subject *subject, Grid **grid)
{
  PetscFunctionBeginUser;
  PetscCall(grid_create(subject->columns, subject->kind, grid));
  PetscCall(grid_begin(*grid, GRID_HEAD));
  for (int c = 0; c < subject->columns; c++)
    PetscCall(grid_cell(*grid, GRID_STRONG, "%s", subject->title[c] ? subject->title[c] : ""));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_pieces(int n, const ShelfPiece piece[], Grid *grid)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", piece[i].name));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", piece[i].text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Of rank 0.
static PetscErrorCode print_list(const Subject *subject, const Case *input, int n,
                                 const ShelfPiece piece[])
{
  const GridPlace place = grid_place();
  Grid           *grid;

  PetscFunctionBeginUser;
  PetscCall(begin_list(subject, &grid));
  if (subject->add) PetscCall(subject->add(input, grid));
  else PetscCall(add_pieces(n, piece, grid));
  if (grid_is_empty(grid)) printf("none: a mesh of your own has no named %s\n", subject->name);
  else grid_print(grid, &place);
  if (subject->note) {
    printf("\n");
    wrap_print(stdout, place.width, 0, 0, subject->note);
  }
  PetscCall(grid_destroy(&grid));
  PetscFunctionReturn(PETSC_SUCCESS);
}

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
      "there is no list of \"%s\"; tissues, drugs, sites, places, targets, presets, patients or "
      "protocols are wanted",
      word));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode list_pieces(MPI_Comm comm, const char *path, const Arguments *arguments,
                                  const char *shelf, int *n, ShelfPiece **piece, Problems *problems)
{
  const CaseSource source = {.path     = path,
                             .n        = arguments->n_keys,
                             .override = arguments->key,
                             .outside  = arguments_flag(arguments, "--allow-outside")};

  PetscFunctionBeginUser;
  *n     = 0;
  *piece = NULL;
  if (shelf) PetscCall(case_shelf(comm, &source, shelf, n, piece, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_list(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  const char    *path = arguments->n_operands > 1 ? arguments->operand[1] : NULL;
  const Subject *subject;
  ShelfPiece    *piece;
  Case          *input = NULL;
  int            rank, n;

  PetscFunctionBeginUser;
  (void)status;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(find_subject(arguments->operand[0], &subject, problems));
  if (!subject) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(input_load(comm, path, arguments, &input, NULL, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(list_pieces(comm, path, arguments, subject->shelf, &n, &piece, problems));
  if (rank == 0 && problems->count == 0) PetscCall(print_list(subject, input, n, piece));
  PetscCall(PetscFree(piece));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
