// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of the time series: motion, contact, stiffness, force and strain of ligaments.
#include "state.h"

#include "sij/base/units.h"

#include <math.h>
#include <stdio.h>

enum { MOTIONS = 10, COLUMN_NAME = CASE_NAME + 32 };

static const char *const MOTION[MOTIONS] = {"nutation_deg",         "lateral_bending_deg",
                                            "axial_rotation_deg",   "shift_lateral_mm",
                                            "shift_anterior_mm",    "shift_cranial_mm",
                                            "axis_anterior_mm",     "axis_cranial_mm",
                                            "contact_pressure_kPa", "contact_pressure_largest_kPa"};

static PetscErrorCode add_column(Joint *joint, const char *format, const char *name)
{
  char column[COLUMN_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(column, sizeof column, format, name);
  PetscCall(PetscStrallocpy(column, &joint->column[joint->n_columns++]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode columns_create(Joint *joint)
{
  const CaseMechanics *asked = &joint->input->mechanics;
  const int            most  = MOTIONS + 2 * asked->n_loads + 2 * joint->n_ligaments;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(most, &joint->column, most, &joint->value));
  for (int k = 0; k < MOTIONS; k++) PetscCall(add_column(joint, "%s", MOTION[k]));
  for (int l = 0; l < asked->n_loads; l++) {
    PetscCall(add_column(joint, "stiffness.%s.along [N/mm]", asked->load[l].name));
    PetscCall(add_column(joint, "stiffness.%s.about [N m/deg]", asked->load[l].name));
  }
  for (int k = 0; k < joint->n_ligaments; k++) {
    PetscCall(add_column(joint, "force.%s [N]", joint->ligament[k].name));
    PetscCall(add_column(joint, "strain.%s", joint->ligament[k].name));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode columns_destroy(Joint *joint)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < joint->n_columns; k++) PetscCall(PetscFree(joint->column[k]));
  PetscCall(PetscFree2(joint->column, joint->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Nutation carries the base of the sacrum forward: a left-handed rotation about the lateral axis.
void joint_row(Joint *joint, int *n, const char *const **column, const double **value)
{
  const JointMotion *motion = &joint->motion;
  double            *v      = joint->value;

  for (int i = 0; i < 3; i++) {
    v[i]     = (i == 0 ? -1.0 : 1.0) * motion->rotation.x[i] / UNIT_DEGREE;
    v[3 + i] = motion->shift.x[i] / UNIT_MM;
  }
  for (int i = 0; i < 2; i++) v[6 + i] = motion->crossing[i] / UNIT_MM;
  v[8] = joint->contact.mean / UNIT_KPA;
  v[9] = joint->contact.largest / UNIT_KPA;
  v += MOTIONS;
  for (int l = 0; l < joint->input->mechanics.n_loads; l++) {
    const Stiffness *stiffness = &joint->stiffness[l];

    *v++ = stiffness->along != 0.0 ? stiffness->along * UNIT_MM : (double)NAN;
    *v++ = stiffness->about != 0.0 ? stiffness->about * UNIT_DEGREE : (double)NAN;
  }
  for (int k = 0; k < joint->n_ligaments; k++) {
    *v++ = joint->ligament[k].force;
    *v++ = joint->ligament[k].strain;
  }
  *n      = joint->n_columns;
  *column = (const char *const *)joint->column;
  *value  = joint->value;
}
