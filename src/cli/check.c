// SPDX-License-Identifier: GPL-3.0-or-later
// `sij check`: prints in the units of a clinician what a case would run.
#include "input.h"
#include "verbs.h"

#include "sij/anatomy.h"
#include "sij/base/units.h"

#include <math.h>
#include <stdio.h>

// Relative: a dose at its limit, converted between units, is not above it.
static const double ROUNDING = 1e-9;

// In the unit a person would choose.
static void print_time(double seconds)
{
  if (seconds < 2 * UNIT_MINUTE) printf("%g s", seconds);
  else if (seconds < 2 * UNIT_HOUR) printf("%g min", seconds / UNIT_MINUTE);
  else if (seconds < 72 * UNIT_HOUR) printf("%g h", seconds / UNIT_HOUR);
  else printf("%g d", seconds / (24 * UNIT_HOUR));
}

static void print_anatomy(const Case *input)
{
  const Anatomy *anatomy = &input->anatomy;
  const Meshing *meshing = &input->meshing;

  if (anatomy->mesh_file[0]) {
    printf("mesh        %s, 1 unit = %g mm\n", anatomy->mesh_file, anatomy->mesh_unit / UNIT_MM);
  } else {
    printf("anatomy     generated, %s joint, cartilage %g and %g mm, cavity %g mm\n",
           anatomy->side == SIDE_LEFT ? "left" : "right", anatomy->cartilage_sacral / UNIT_MM,
           anatomy->cartilage_iliac / UNIT_MM, anatomy->cavity / UNIT_MM);
    printf("mesh        %g mm at the joint, %g in ligaments, %g at needles, %g far away\n",
           meshing->size_joint / UNIT_MM, meshing->size_ligament / UNIT_MM,
           meshing->size_needle / UNIT_MM, meshing->size_far / UNIT_MM);
  }
  if (meshing->refine > 0) printf("            then refined %d times\n", meshing->refine);
}

static void print_tip(const Injection *injection)
{
  const double *x = injection->tip.x;

  if (injection->site[0]) printf("at %s", injection->site);
  else printf("at (%g, %g, %g) mm", x[0] / UNIT_MM, x[1] / UNIT_MM, x[2] / UNIT_MM);
  if (injection->needle_offset > 0.0)
    printf(", %g mm back along the needle", injection->needle_offset / UNIT_MM);
}

static void print_contents(const Case *input, const Injection *injection)
{
  for (int i = 0; i < injection->n_contents; i++) {
    const Content  *content = &injection->content[i];
    const CaseDrug *drug    = &input->drug[content->drug];
    const double    mass    = content->concentration * injection->volume * drug->molar_mass;

    printf("              %s %g mg", drug->name, mass / UNIT_MG);
    if (drug->max_dose > 0.0)
      printf(" of at most %g mg%s", drug->max_dose / UNIT_MG,
             mass > drug->max_dose * (1.0 + ROUNDING) ? ": ABOVE ITS CLINICAL LIMIT" : "");
    printf("\n");
  }
}

static void print_injections(const Case *input)
{
  if (input->n_injections == 0) printf("injections  none\n");
  for (int i = 0; i < input->n_injections; i++) {
    const Injection *injection = &input->injection[i];

    printf("%s%s: %g mL ", i == 0 ? "injections  " : "            ", injection->name,
           injection->volume / UNIT_ML);
    print_tip(injection);
    printf(", %g mL/min from ", injection->rate / UNIT_ML * UNIT_MINUTE);
    print_time(injection->start);
    printf(" for ");
    print_time(
      injection_end(&(InjectionSchedule){.volume = injection->volume, .rate = injection->rate}));
    if (isfinite(injection->pressure_limit))
      printf(", at most %g kPa", injection->pressure_limit / UNIT_KPA);
    printf("\n");
    print_contents(input, injection);
  }
}

static void print_defects(const Case *input)
{
  if (input->n_defects == 0) printf("capsule     intact\n");
  for (int i = 0; i < input->n_defects; i++) {
    const Defect *defect = &input->defect[i];

    printf("%sdefect %s, %g mm wide, opens at %g kPa\n", i == 0 ? "capsule     " : "            ",
           defect->name, defect->size / UNIT_MM, defect->opening_pressure / UNIT_KPA);
  }
}

static void print_vector(const char *lead, Vec3 v, const char *unit)
{
  if (vec3_norm(v) > 0.0) printf("%s(%g, %g, %g) %s", lead, v.x[0], v.x[1], v.x[2], unit);
}

static void print_attachment(const CaseAttachment *attachment)
{
  if (attachment->landmark[0]) printf(" at %s", attachment->landmark);
  else if (vec3_norm(attachment->point) > 0.0)
    printf(" at (%g, %g, %g) mm", attachment->point.x[0] / UNIT_MM,
           attachment->point.x[1] / UNIT_MM, attachment->point.x[2] / UNIT_MM);
}

static void print_load(const CaseLoad *load)
{
  printf("            load %s: ", load->name);
  print_vector("", load->force, "N");
  print_vector(vec3_norm(load->force) > 0.0 ? " and " : "", load->moment, "N m");
  if (vec3_norm(load->force) + vec3_norm(load->moment) == 0.0) printf("nothing");
  printf(" on %s", region_name(load->attachment.region));
  print_attachment(&load->attachment);
  if (load->start > 0.0) {
    printf(" from ");
    print_time(load->start);
  }
  if (load->n_course > 0) printf(", a course of %d points", load->n_course);
  if (load->repeat > 0.0) {
    printf(" every ");
    print_time(load->repeat);
  }
  if (isfinite(load->until)) {
    printf(" until ");
    print_time(load->until);
  }
  printf("\n");
}

static void print_mechanics(const Case *input)
{
  const CaseMechanics *mechanics = &input->mechanics;

  printf("mechanics   strain %s, flow %scoupled\n", case_strain_name(mechanics->strain),
         input->flow == FLOW_COUPLED ? "" : "un");
  if (mechanics->strain == STRAIN_NONE) return;
  for (int i = 0; i < mechanics->n_supports; i++) {
    const CaseSupport *support = &mechanics->support[i];

    printf("            fixed %s: %s", support->name, surface_name(support->surface));
    if (support->region != REGION_NONE) printf(" of %s", region_name(support->region));
    printf("%s\n", support->only_normal ? ", may slide" : "");
  }
  for (int i = 0; i < mechanics->n_springs; i++)
    printf("            spring %s: %g N/mm, preload %g N\n", mechanics->spring[i].name,
           mechanics->spring[i].stiffness * UNIT_MM, mechanics->spring[i].preload);
  for (int i = 0; i < mechanics->n_loads; i++) print_load(&mechanics->load[i]);
}

static void print_case(const Case *input)
{
  printf("case %s: no fault\n", input->name);
  if (input->title[0]) printf("%s\n", input->title);
  if (input->expects[0]) printf("To be held against: %s\n", input->expects);
  printf("\n");
  print_anatomy(input);
  print_injections(input);
  print_defects(input);
  print_mechanics(input);
  printf("duration    ");
  print_time(input->timing.duration);
  printf(", %d outputs\n", input->timing.n_outputs);
}

PetscErrorCode verb_check(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                          int *status)
{
  Case *input = NULL;
  int   rank;

  PetscFunctionBeginUser;
  (void)status;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(input_load(comm, arguments->operand[0], arguments, &input, NULL, problems));
  if (input) PetscCall(anatomy_check_case(comm, input, problems));
  if (input && problems->count == 0 && rank == 0) print_case(input);
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
