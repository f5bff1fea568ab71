// SPDX-License-Identifier: GPL-3.0-or-later
// One trial step of the flow: sets the needles, extrapolates and solves the pressure, updates the storage and
// estimates the local truncation error. The time loop (alone) and poroelastic (coupled) call it.
#include "constants.h"
#include "state.h"

static bool set_well_rates(Flow *flow, double t, double dt)
{
  double before[FLOW_NEEDLES] = {0.0};
  bool   changed              = false;

  for (int w = 0; w < flow->problem->n_needles; w++) before[w] = flow->wells.well[w].rate_set;
  wells_set_rates(flow, t, dt);
  for (int w = 0; w < flow->problem->n_needles; w++)
    changed = changed || before[w] != flow->wells.well[w].rate_set;
  return changed;
}

// Local truncation error of backward Euler: dt^2 / 2 times the second derivative of the storage, from the change of
// its rate since the last step, relative to what is injected; where nothing is, to all that moved so far.
static PetscErrorCode estimate_truncation_error(Flow *flow, double *error)
{
  const Mesh *mesh    = flow->medium->graph->mesh;
  double      here[2] = {0.0}, all[2];

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    const double change = flow->state.stored[i] - flow->state.stored_old[i];

    here[0] += 0.5 * fabs(change - flow->step.dt * flow->predictor.storage_rate[i]);
    here[1] += 0.5 * fabs(change);
  }
  PetscCallMPI(MPI_Allreduce(here, all, 2, MPI_DOUBLE, MPI_SUM, mesh->comm));
  flow->scale.moved = all[1];
  const double reference =
    flow->scale.injected > 0.0
      ? flow->scale.injected
      : fmax(FLOW_SMALLEST_VOLUME, flow->scale.moved_before + flow->scale.moved);

  *error = flow->predictor.ready ? all[0] / reference : 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Newton's absolute tolerance: relative to the needle's flow, or to all that is injected over a long step. Where
// rounding is larger than that, the tolerance of the pressure change ends the iteration. The linear solver needs no
// smaller residual than Newton.
static PetscErrorCode set_tolerance(Flow *flow)
{
  const bool   alone = flow->scale.injected == 0.0 && flow->scale.source_rate > 0.0;
  const double over_step =
    flow->scale.injected > 0.0 ? flow->scale.injected / flow->step.dt : flow->scale.needle_rate;
  const double needles = alone ? 0.0 : PetscMin(flow->scale.needle_rate, over_step);
  const double atol = flow->problem->newton_tolerance * PetscMax(flow->scale.source_rate, needles);
  KSP          ksp;

  PetscFunctionBeginUser;
  PetscCall(SNESSetTolerances(flow->solver.snes, atol, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT,
                              PETSC_DEFAULT));
  PetscCall(SNESGetKSP(flow->solver.snes, &ksp));
  PetscCall(
    KSPSetTolerances(ksp, PETSC_DEFAULT, FLOW_LINEAR_SHARE * atol, PETSC_DEFAULT, PETSC_DEFAULT));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Predictor: pressure extrapolated at the rate of the last step.
static PetscErrorCode extrapolate_pressure(Flow *flow)
{
  PetscScalar *x;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(flow->solver.x, &x));
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++)
    x[i] =
      PetscMax(PetscMin(flow->state.p_old[i], 0.0),
               flow->state.p_old[i] +
                 (flow->predictor.ready ? flow->step.dt * flow->predictor.pressure_rate[i] : 0.0));
  PetscCall(VecRestoreArray(flow->solver.x, &x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode step_begin(Flow *flow, double t, double dt)
{
  PetscFunctionBeginUser;
  flow->step.dt = dt;
  if (set_well_rates(flow, t, dt)) {
    flow->predictor.ready = false;
    PetscCall(newton_renew_preconditioner(&flow->solver));
  }
  PetscCall(set_tolerance(flow));
  PetscCall(extrapolate_pressure(flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode step_finish(Flow *flow, double t, double *error)
{
  const FlowSkeleton *skeleton = flow->skeleton;

  PetscFunctionBeginUser;
  balance_update_storage(flow);
  PetscCall(estimate_truncation_error(flow, error));
  flow->step.water = (WaterStep){.t             = t,
                                 .dt            = flow->step.dt,
                                 .pressure_old  = flow->state.p_old,
                                 .pressure      = flow->state.p,
                                 .porosity_old  = skeleton ? skeleton->porosity_old : NULL,
                                 .porosity      = skeleton ? skeleton->porosity : NULL,
                                 .stored_old    = flow->state.stored_old,
                                 .stored_new    = flow->state.stored,
                                 .edge_flow     = flow->flux.edge,
                                 .cell_out      = flow->flux.element[0],
                                 .interface_out = flow->flux.element[1],
                                 .absorbed      = flow->flux.absorbed,
                                 .outflow       = flow->flux.outflow,
                                 .n_inflows     = flow->problem->n_needles,
                                 .inflow        = flow->wells.inflow};
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode solve(Flow *flow, double t, double dt, SNESConvergedReason *reason)
{
  PetscFunctionBeginUser;
  PetscCall(step_begin(flow, t, dt));
  PetscCall(SNESSolve(flow->solver.snes, NULL, flow->solver.x));
  PetscCall(SNESGetConvergedReason(flow->solver.snes, reason));
  if (*reason < 0) PetscCall(newton_renew_preconditioner(&flow->solver));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_try(Flow *flow, double t, double dt, FlowOutcome *outcome)
{
  SNESConvergedReason reason;
  PetscInt            iterations;
  Vec                 solution;

  PetscFunctionBeginUser;
  PetscCall(solve(flow, t, dt, &reason));
  // The preconditioner was kept too long.
  if (reason == SNES_DIVERGED_LINEAR_SOLVE) PetscCall(solve(flow, t, dt, &reason));
  PetscCall(SNESGetIterationNumber(flow->solver.snes, &iterations));
  PetscCall(SNESGetSolution(flow->solver.snes, &solution));
  PetscCall(balance_set_pressure(flow, solution));
  excess_potentials_update(flow);
  *outcome = (FlowOutcome){
    .converged = reason > 0, .reason = SNESConvergedReasons[reason], .iterations = (int)iterations};
  if (outcome->converged) PetscCall(step_finish(flow, t, &outcome->error));
  PetscFunctionReturn(PETSC_SUCCESS);
}
