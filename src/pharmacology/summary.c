// SPDX-License-Identifier: GPL-3.0-or-later
// The quantities that pharmacology adds to summary.json at the end of a run: relief, plasma, doses. Those of
// targets are in summary_targets.c.
#include "state.h"

#include "sij/base/units.h"

#include <math.h>

static PetscErrorCode add_relief(const Pharmacology *p, Quantities *list)
{
  const Course *course = &p->relieved;

  PetscFunctionBeginUser;
  if (p->input->n_sources == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_add(list, p->relief.left_out, "1", "relief.weight_left_out"));
  if (p->relief.n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_add(list, course->max, "1", "relief.peak"));
  PetscCall(quantities_add(list, course->time_of_max / UNIT_MINUTE, "min", "relief.time_of_peak"));
  PetscCall(quantities_add(list, course->onset / UNIT_MINUTE, "min", "relief.onset"));
  PetscCall(quantities_add(list, course->above / UNIT_MINUTE, "min", "relief.duration"));
  PetscCall(
    quantities_add(list, course_stands(course) ? 1.0 : 0.0, "yes/no", "relief.outlasts_run"));
  PetscCall(quantities_add(list, p->relief_at[0], "1", "relief.at_30_min"));
  PetscCall(quantities_add(list, p->relief_at[1], "1", "relief.at_2_h"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// kg/m^3 are g/L.
static PetscErrorCode add_plasma(const CaseDrug *drug, const Course *course, Quantities *list)
{
  const double limit = drug->plasma_limit;

  PetscFunctionBeginUser;
  if (!(drug->plasma_volume > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(
    quantities_add(list, UNIT_PER_MG_L * course->max, "mg/L", "plasma.%s.peak", drug->name));
  PetscCall(quantities_add(list, course->time_of_max / UNIT_MINUTE, "min", "plasma.%s.time_of_peak",
                           drug->name));
  if (!(limit > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_add(list, UNIT_PER_MG_L * limit, "mg/L", "plasma.%s.limit", drug->name));
  PetscCall(quantities_add(list, course->max / limit, "1", "plasma.%s.ratio", drug->name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What the case prescribes; what a pressure limit held back is the flow's to tell.
static double sum_prescribed(const Case *input, int drug)
{
  double amount = 0.0;

  for (int i = 0; i < input->n_injections; i++) {
    const Injection *injection = &input->injection[i];

    for (int k = 0; k < injection->n_contents; k++)
      if (injection->content[k].drug == drug)
        amount += injection->volume * injection->content[k].concentration;
  }
  return amount * input->drug[drug].molar_mass;
}

static PetscErrorCode add_dose(const Case *input, int d, Quantities *list)
{
  const CaseDrug *drug = &input->drug[d];
  const double    dose = sum_prescribed(input, d);

  PetscFunctionBeginUser;
  if (!(dose > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_add(list, dose / UNIT_MG, "mg", "dose.%s.prescribed", drug->name));
  if (!(drug->max_dose > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_add(list, drug->max_dose / UNIT_MG, "mg", "dose.%s.limit", drug->name));
  PetscCall(quantities_add(list, dose / drug->max_dose, "1", "dose.%s.ratio", drug->name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode pharmacology_summary(Pharmacology *p, Quantities *list)
{
  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, p->input->body.block_level, "1", "targets.block_level"));
  PetscCall(summary_targets(p, list));
  PetscCall(add_relief(p, list));
  for (int d = 0; d < p->agents.n; d++) PetscCall(add_plasma(p->agents.of[d], &p->plasma[d], list));
  for (int d = 0; d < p->agents.n; d++) PetscCall(add_dose(p->input, p->agents.drug[d], list));
  PetscFunctionReturn(PETSC_SUCCESS);
}
