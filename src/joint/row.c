// Columns of the time series.
#include "state.h"

#include <stdio.h>

enum { MOTIONS = 8, COLUMN_NAME = CASE_NAME + 24 };

static const char *const MOTION[MOTIONS] = {"nutation_deg",         "lateral_bending_deg",
                                            "axial_rotation_deg",   "shift_lateral_mm",
                                            "shift_anterior_mm",    "shift_cranial_mm",
                                            "contact_pressure_kPa", "contact_pressure_largest_kPa"};

static const double DEGREE = 0.017453292519943295, MILLIMETRE = 1e-3, KILOPASCAL = 1e3;

PetscErrorCode columns_create(Joint *joint)
{
  char name[COLUMN_NAME];

  PetscFunctionBeginUser;
  joint->n_columns = MOTIONS + 2 * joint->n_ligaments;
  PetscCall(PetscCalloc2(joint->n_columns, &joint->column, joint->n_columns, &joint->value));
  for (int k = 0; k < MOTIONS; k++) PetscCall(PetscStrallocpy(MOTION[k], &joint->column[k]));
  for (int k = 0; k < joint->n_ligaments; k++) {
    (void)snprintf(name, sizeof name, "force.%s [N]", joint->ligament[k].name);
    PetscCall(PetscStrallocpy(name, &joint->column[MOTIONS + 2 * k]));
    (void)snprintf(name, sizeof name, "strain.%s", joint->ligament[k].name);
    PetscCall(PetscStrallocpy(name, &joint->column[MOTIONS + 2 * k + 1]));
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

// Nutation carries the base of the sacrum forward: a left-handed turn about the lateral axis.
void joint_row(Joint *joint, int *n, const char *const **column, const double **value)
{
  const JointMotion *motion = &joint->motion;
  double            *v      = joint->value;

  for (int i = 0; i < 3; i++) {
    v[i]     = (i == 0 ? -1.0 : 1.0) * motion->turn.x[i] / DEGREE;
    v[3 + i] = motion->shift.x[i] / MILLIMETRE;
  }
  v[6] = joint->contact.mean / KILOPASCAL;
  v[7] = joint->contact.largest / KILOPASCAL;
  for (int k = 0; k < joint->n_ligaments; k++) {
    v[MOTIONS + 2 * k]     = joint->ligament[k].force;
    v[MOTIONS + 2 * k + 1] = joint->ligament[k].strain;
  }
  *n      = joint->n_columns;
  *column = (const char *const *)joint->column;
  *value  = joint->value;
}
