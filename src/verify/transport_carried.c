// SPDX-License-Identifier: GPL-3.0-or-later
// A tracer in a given wind: starts it from a field, steps it, and compares it with the exact field in L1, L2 and the
// maximum, and with its bounds and its ledger. The checks of transport stand on it.
#include "transport_carried.h"

PetscErrorCode carried_create(MPI_Comm comm, const Box *box, Vec3 drift, Vec3 spin,
                              Carried *carried)
{
  PetscFunctionBeginUser;
  box_problem_use_tracer(&carried->trial.problem);
  PetscCall(trial_create(comm, box, &carried->trial));
  PetscCall(wind_create(&carried->trial, drift, spin, &carried->wind));
  PetscCall(PetscMalloc1(carried->trial.mesh->n_local, &carried->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode carried_destroy(Carried *carried)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(carried->value));
  PetscCall(wind_destroy(&carried->wind));
  PetscCall(trial_destroy(&carried->trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void evaluate_field(const Carried *carried, Field *field, const void *of)
{
  for (PetscInt i = 0; i < carried->trial.mesh->n_local; i++)
    carried->value[i] = field(trial_position(&carried->trial, i), of);
}

PetscErrorCode carried_set(Carried *carried, double outside)
{
  double highest = outside;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < carried->trial.mesh->n_owned; i++)
    highest = PetscMax(highest, carried->value[i]);
  carried->highest = trial_max(&carried->trial, highest);
  PetscCall(
    transport_set(carried->trial.transport, 0, carried->value, carried->wind.stored, outside));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode carried_start(Carried *carried, Field *start, const void *of, double outside)
{
  PetscFunctionBeginUser;
  evaluate_field(carried, start, of);
  PetscCall(carried_set(carried, outside));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode carried_run(const Carried *carried, double duration, int steps)
{
  PetscFunctionBeginUser;
  for (int s = 0; s < steps; s++)
    PetscCall(wind_step(&carried->trial, &carried->wind, s * duration / steps, duration / steps));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode carried_errors(Carried *carried, Field *exact, const void *of, CarriedErrors *errors)
{
  const Trial  *trial = &carried->trial;
  const double *c     = transport_concentration(trial->transport, 0);
  double        sum = 0.0, volume = 0.0;

  PetscFunctionBeginUser;
  *errors = (CarriedErrors){0};
  evaluate_field(carried, exact, of);
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const double off = fabs(c[i] - carried->value[i]);

    sum += carried->wind.stored[i] * off;
    volume += carried->wind.stored[i];
    errors->largest = PetscMax(errors->largest, off);
    errors->peak    = PetscMax(errors->peak, c[i]);
  }
  errors->l1      = trial_sum(trial, sum) / trial_sum(trial, volume);
  errors->largest = trial_max(trial, errors->largest);
  errors->peak    = trial_max(trial, errors->peak);
  PetscCall(trial_l2(trial, c, carried->value, &errors->l2));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode carried_kept(const Carried *carried, CarriedKept *kept)
{
  double smallest, largest;
  Ledger ledger;

  PetscFunctionBeginUser;
  transport_range(carried->trial.transport, 0, &smallest, &largest);
  PetscCall(transport_ledger(carried->trial.transport, 0, &ledger));
  *kept = (CarriedKept){.undershoot = PetscMax(0.0, -smallest / carried->highest),
                        .overshoot  = PetscMax(0.0, largest / carried->highest - 1.0),
                        .misplaced  = fabs(ledger.defect) / ledger.injected};
  PetscFunctionReturn(PETSC_SUCCESS);
}

CarriedKept carried_worse(CarriedKept a, CarriedKept b)
{
  return (CarriedKept){.undershoot = PetscMax(a.undershoot, b.undershoot),
                       .overshoot  = PetscMax(a.overshoot, b.overshoot),
                       .misplaced  = PetscMax(a.misplaced, b.misplaced)};
}

PetscErrorCode carried_compare(Carried *carried, const CarriedRun *run, CarriedErrors *errors,
                               CarriedKept *kept)
{
  CarriedKept now;

  PetscFunctionBeginUser;
  PetscCall(carried_start(carried, run->field, run->start, run->outside));
  PetscCall(carried_run(carried, run->duration, run->steps));
  PetscCall(carried_errors(carried, run->field, run->end, errors));
  PetscCall(carried_kept(carried, &now));
  *kept = carried_worse(*kept, now);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode carried_judge(Verdicts *found, CarriedKept kept, const char *where)
{
  PetscFunctionBeginUser;
  PetscCall(
    verdicts_add(found, kept.undershoot, 0.0, 1e-12, "1", "undershoot of the range, %s", where));
  PetscCall(
    verdicts_add(found, kept.overshoot, 0.0, 1e-12, "1", "overshoot of the range, %s", where));
  PetscCall(verdicts_add(found, kept.misplaced, 0.0, 1e-10, "1", "amount misplaced, %s", where));
  PetscFunctionReturn(PETSC_SUCCESS);
}
