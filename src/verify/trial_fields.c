// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of a trial: an initial concentration from a formula, the error against a formula, samples and extremes.
#include "trial_fields.h"

PetscErrorCode trial_start(const Trial *trial, int drug, FieldAt *at, const void *context,
                           double outside)
{
  const PetscInt n = trial->mesh->n_local;
  double        *value, *stored;

  PetscFunctionBeginUser;
  PetscCall(trial_storage(trial, &stored));
  PetscCall(PetscMalloc1(n, &value));
  for (PetscInt i = 0; i < n; i++) value[i] = at(trial_position(trial, i), context);
  PetscCall(transport_set(trial->transport, drug, value, stored, outside));
  PetscCall(PetscFree(value));
  PetscCall(PetscFree(stored));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double evaluate_constant(Vec3 x, const void *context)
{
  (void)x;
  return *(const double *)context;
}

PetscErrorCode trial_fill(const Trial *trial, double c)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < trial->transport_problem->n_solutes; d++)
    if (trial->transport_problem->solute[d].present)
      PetscCall(trial_start(trial, d, evaluate_constant, &c, c));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_difference(const Trial *trial, int drug, FieldAt *at, const void *context,
                                double *l2)
{
  double *exact;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(trial->mesh->n_owned, &exact));
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    exact[i] = at(trial_position(trial, i), context);
  PetscCall(trial_l2(trial, transport_concentration(trial->transport, drug), exact, l2));
  PetscCall(PetscFree(exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_sample(const Trial *trial, int drug, int n, const Vec3 x[], double c[])
{
  const double *value = transport_concentration(trial->transport, drug);
  MeshLocation *place;
  int           missing;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &place));
  PetscCall(mesh_locate(trial->mesh, n, x, place, &missing));
  PetscCheck(missing == 0, trial->mesh->comm, PETSC_ERR_ARG_OUTOFRANGE,
             "%d of %d points lie outside the trial's mesh", missing, n);
  for (int k = 0; k < n; k++) {
    c[k] = 0.0;
    for (int a = 0; a < 4 && place[k].cell >= 0; a++)
      c[k] += place[k].weight[a] * value[trial->mesh->cell[place[k].cell][a]];
  }
  PetscCall(PetscFree(place));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, c, n, MPI_DOUBLE, MPI_SUM, trial->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void trial_range(const Trial *trial, int drug, double range[2])
{
  const double *c   = transport_concentration(trial->transport, drug);
  double        low = -PETSC_MAX_REAL, high = -PETSC_MAX_REAL;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    low  = PetscMax(low, -c[i]);
    high = PetscMax(high, c[i]);
  }
  range[0] = -trial_max(trial, low);
  range[1] = trial_max(trial, high);
}
