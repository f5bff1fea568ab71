// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks of the flow read from a trial.
#include "flow_checks.h"

#include "sij/laws/needle.h"

PetscErrorCode flow_read_quantity(const Trial *trial, const char *name, double *value)
{
  Quantities list = {0};

  PetscFunctionBeginUser;
  PetscCall(flow_summary(trial->flow, &list));
  const Quantity *row = quantities_find(&list, name);

  *value = row ? row->value : NAN;
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_tip_pressure(const Trial *trial, double *tip)
{
  const FlowNeedle *needle = &trial->problem.flow.needle[0];
  double            hub    = NAN;

  PetscFunctionBeginUser;
  PetscCall(flow_read_quantity(trial, "injection.needle.hub_pressure_end", &hub));
  *tip = 1e3 * hub - needle_loss(&needle->needle, needle->viscosity, needle->schedule.rate);
  PetscFunctionReturn(PETSC_SUCCESS);
}

enum { SHELLS = 64 };

PetscErrorCode flow_profile(const Trial *trial, Vec3 centre, double inner, double outer, int n,
                            double r[], double p[], int *n_found)
{
  double own[3 * SHELLS] = {0.0}, all[3 * SHELLS];

  PetscFunctionBeginUser;
  PetscCheck(n <= SHELLS, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "at most %d shells", SHELLS);
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const double at     = vec3_distance(trial_position(trial, i), centre);
    const int    k      = (int)floor(n * log(at / inner) / log(outer / inner));
    const double volume = medium_storage(trial->medium, i, 0.0).value;

    if (k < 0 || k >= n) continue;
    own[3 * k] += volume;
    own[3 * k + 1] += volume * at;
    own[3 * k + 2] += volume * flow_pressure(trial->flow)[i];
  }
  PetscCallMPI(MPI_Allreduce(own, all, 3 * SHELLS, MPI_DOUBLE, MPI_SUM, trial->mesh->comm));
  *n_found = 0;
  for (int k = 0; k < n; k++) {
    if (all[3 * k] == 0.0) continue;
    r[*n_found]     = all[3 * k + 1] / all[3 * k];
    p[(*n_found)++] = all[3 * k + 2] / all[3 * k];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
