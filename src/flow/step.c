// SPDX-License-Identifier: GPL-3.0-or-later
// One step tried: needles set, pressure guessed and solved, what it misplaced judged.
#include "state.h"

static bool rates_changed(Flow *flow, double t, double dt)
{
  double before[FLOW_NEEDLES];
  bool   changed = false;

  for (int w = 0; w < flow->problem->n_needles; w++) before[w] = flow->well[w].rate_set;
  wells_set_rates(flow, t, dt);
  for (int w = 0; w < flow->problem->n_needles; w++)
    changed = changed || before[w] != flow->well[w].rate_set;
  return changed;
}

// Backward Euler assumes the rate of storage constant; half of its change is what it misplaced. Where nothing is
// injected, a nanolitre that moved is nothing.
static PetscErrorCode misplaced(Flow *flow, double *share)
{
  const Mesh *mesh    = flow->medium->graph->mesh;
  double      here[2] = {0.0}, all[2];

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    const double change = flow->stored[i] - flow->stored_old[i];

    here[0] += 0.5 * fabs(change - flow->dt * flow->drift[i]);
    here[1] += 0.5 * fabs(change);
  }
  PetscCallMPI(MPI_Allreduce(here, all, 2, MPI_DOUBLE, MPI_SUM, mesh->comm));
  flow->shifted = all[1];
  const double whole =
    flow->planned > 0.0 ? flow->planned : fmax(1e-12, flow->shifted_before + flow->shifted);

  *share = flow->has_drift ? all[0] / whole : 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The balance of each vertex is wanted to a share of the needle's flow, or of all that is injected over a
// long step; where rounding stands above that, to the point where pressure no longer changes.
static PetscErrorCode set_tolerance(Flow *flow)
{
  const bool   alone     = flow->planned == 0.0 && flow->source_scale > 0.0;
  const double over_step = flow->planned > 0.0 ? flow->planned / flow->dt : flow->flow_scale;
  const double needles   = alone ? 0.0 : PetscMin(flow->flow_scale, over_step);
  const double atol      = flow->problem->newton_tolerance * PetscMax(flow->source_scale, needles);

  PetscFunctionBeginUser;
  PetscCall(SNESSetTolerances(flow->snes, atol, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT,
                              PETSC_DEFAULT));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// First guess: pressure goes on as in the last step.
static PetscErrorCode guess(Flow *flow)
{
  PetscScalar *x;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(flow->x, &x));
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++)
    x[i] = PetscMax(PetscMin(flow->p_old[i], 0.0),
                    flow->p_old[i] + (flow->has_drift ? flow->dt * flow->p_drift[i] : 0.0));
  PetscCall(VecRestoreArray(flow->x, &x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode step_begin(Flow *flow, double t, double dt)
{
  PetscFunctionBeginUser;
  flow->dt = dt;
  if (rates_changed(flow, t, dt)) flow->has_drift = false;
  PetscCall(set_tolerance(flow));
  PetscCall(guess(flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode step_finish(Flow *flow, double t, double *error)
{
  const FlowSkeleton *skeleton = flow->skeleton;

  PetscFunctionBeginUser;
  balance_water(flow);
  PetscCall(misplaced(flow, error));
  flow->water = (WaterStep){.t             = t,
                            .dt            = flow->dt,
                            .pressure_old  = flow->p_old,
                            .pressure      = flow->p,
                            .porosity_old  = skeleton ? skeleton->porosity_old : NULL,
                            .porosity      = skeleton ? skeleton->porosity : NULL,
                            .stored_old    = flow->stored_old,
                            .stored_new    = flow->stored,
                            .edge_flow     = flow->edge_flow,
                            .cell_out      = flow->out[0],
                            .interface_out = flow->out[1],
                            .absorbed      = flow->absorbed,
                            .outflow       = flow->outflow,
                            .n_inflows     = flow->problem->n_needles,
                            .inflow        = flow->inflow};
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_try(Flow *flow, double t, double dt, FlowOutcome *outcome)
{
  SNESConvergedReason reason;
  PetscInt            iterations;
  Vec                 solution;

  PetscFunctionBeginUser;
  PetscCall(step_begin(flow, t, dt));
  PetscCall(SNESSolve(flow->snes, NULL, flow->x));
  PetscCall(SNESGetConvergedReason(flow->snes, &reason));
  PetscCall(SNESGetIterationNumber(flow->snes, &iterations));
  PetscCall(SNESGetSolution(flow->snes, &solution));
  // Leaves the solution, with ghosts, in flow->p.
  PetscCall(balance_residual(flow->snes, solution, flow->residual, flow));
  *outcome = (FlowOutcome){
    .converged = reason > 0, .reason = SNESConvergedReasons[reason], .iterations = (int)iterations};
  if (outcome->converged) PetscCall(step_finish(flow, t, &outcome->error));
  PetscFunctionReturn(PETSC_SUCCESS);
}
