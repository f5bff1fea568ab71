// SPDX-License-Identifier: GPL-3.0-or-later
// One time step: predictor, inexact Newton with line search on both residuals (or fixed-stress splitting), water of the
// step. balance.c evaluates the residuals, system.c solves the linear system, simulate accepts or cuts the step.
#include "state.h"

#include <math.h>

// Before every step: Dirichlet conditions may have changed.
static PetscErrorCode update_dirichlet(Poroelastic *poroelastic)
{
  int own = 0, any;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * poroelastic->nodes->n_local; k++)
    own = own || poroelastic->dirichlet[k / 3][k % 3] !=
                   poroelastic->system.stiffness.dirichlet[k / 3][k % 3];
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, poroelastic->nodes->mesh->comm));
  if (any) PetscCall(system_set_dirichlet(poroelastic));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Predictor: displacement is extrapolated with its last rate, unless a needle started or stopped; constrained dofs take
// their prescribed values.
static PetscErrorCode begin_step(Poroelastic *poroelastic, double t, double dt)
{
  const Nodes *nodes = poroelastic->nodes;
  double       scale = flow_scale(poroelastic->flow);

  PetscFunctionBeginUser;
  poroelastic->t  = t;
  poroelastic->dt = dt;
  PetscCall(update_dirichlet(poroelastic));
  PetscCall(PetscArraycpy(poroelastic->u, poroelastic->u_old, nodes->n_local));
  balance_update_porosity(poroelastic, flow_pressure(poroelastic->flow));
  PetscCall(PetscArraycpy(poroelastic->porosity_old, poroelastic->porosity, nodes->mesh->n_cells));
  balance_update_conductivity(poroelastic, flow_pressure(poroelastic->flow));
  PetscCall(flow_begin(poroelastic->flow, t, dt, poroelastic->p));
  const bool extrapolate = poroelastic->has_rate && scale == flow_scale(poroelastic->flow);

  for (PetscInt k = 0; k < 3 * nodes->n_local; k++)
    poroelastic->u[k / 3][k % 3] = poroelastic->u_old[k / 3][k % 3] +
                                   (extrapolate ? dt * poroelastic->u_rate[k / 3][k % 3] : 0.0);
  mechanics_apply_dirichlet(poroelastic->mechanics, poroelastic->u);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Residual scales where forces and volumes are still zero: the coupling terms of a first correction.
static PetscErrorCode estimate_residual_scales(Poroelastic *poroelastic, ResidualNorms *size)
{
  System    *system = &poroelastic->system;
  const bool exact  = system->exact;
  double     force, volume;

  PetscFunctionBeginUser;
  system->exact = false;
  PetscCall(system_precondition(system, poroelastic->residual, poroelastic->step));
  system->exact = exact;
  PetscCall(system_coupling_norms(system, poroelastic->step, &force, &volume));
  size->force_size  = fmax(size->force_size, force);
  size->volume_size = fmax(size->volume_size, volume);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_correction(Poroelastic *poroelastic, double length)
{
  const PetscInt     n_u = 3 * poroelastic->nodes->n_owned;
  const PetscScalar *step;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(poroelastic->step, &step));
  for (PetscInt k = 0; k < n_u; k++) poroelastic->u[k / 3][k % 3] -= length * step[k];
  for (PetscInt i = 0; i < poroelastic->nodes->mesh->n_owned; i++)
    poroelastic->p[i] -= length * step[n_u + i];
  PetscCall(VecRestoreArrayRead(poroelastic->step, &step));
  PetscCall(nodes_exchange(poroelastic->nodes, poroelastic->carrier, poroelastic->u));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The larger of both residuals, each relative to its scale.
static double relative_residual(const ResidualNorms *at, const ResidualNorms *size)
{
  const double force  = at->force > 0.0 ? at->force / size->force_size : 0.0;
  const double volume = at->volume > 0.0 ? at->volume / size->volume_size : 0.0;

  return isfinite(force + volume) ? fmax(force, volume) : INFINITY;
}

static void enlarge_scales(ResidualNorms *size, const ResidualNorms *at)
{
  size->force_size  = fmax(size->force_size, at->force_size);
  size->volume_size = fmax(size->volume_size, at->volume_size);
}

// Full steps, halved where the residual more than doubles: films and pumps are not linear.
static PetscErrorCode search_line(Poroelastic *poroelastic, ResidualNorms *at, ResidualNorms *size)
{
  const double before = relative_residual(at, size);
  double       length = 1.0;

  PetscFunctionBeginUser;
  PetscCall(add_correction(poroelastic, length));
  PetscCall(balance_evaluate(poroelastic, at));
  for (int k = 0; k < SEARCH_HALVINGS && !(relative_residual(at, size) <= SEARCH_GROWTH * before);
       k++) {
    length *= 0.5;
    PetscCall(add_correction(poroelastic, -length));
    PetscCall(balance_evaluate(poroelastic, at));
  }
  enlarge_scales(size, at);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Inexact Newton: the linear system is solved to a forcing term, the reduction of the residual that the same iteration
// of earlier steps achieved; nonlinearity makes more accuracy useless. After Eisenstat & Walker 1996, choice 2, which
// takes the reduction of the iteration before.
static void update_forcing_term(Poroelastic *poroelastic, int iteration, double before,
                                double after)
{
  const double goal = poroelastic->method.tolerance;

  if (iteration >= FORCING_TERMS || !(before > 0.0)) return;
  poroelastic->forcing_term[iteration] = after <= goal
                                           ? FORCING_DECAY * poroelastic->forcing_term[iteration]
                                           : fmin(FORCING_LARGEST, after / before);
}

static PetscErrorCode take_newton_step(Poroelastic *poroelastic, ResidualNorms *at,
                                       ResidualNorms *size, PoroelasticOutcome *outcome)
{
  System      *system    = &poroelastic->system;
  const double goal      = poroelastic->method.tolerance;
  const int    iteration = outcome->iterations;
  double       before, relative;
  int          iterations;

  PetscFunctionBeginUser;
  PetscCall(mechanics_linearise(poroelastic->mechanics, (const double(*)[3])poroelastic->u));
  PetscCall(system_set_tangent(poroelastic));
  if (outcome->iterations == 0) PetscCall(estimate_residual_scales(poroelastic, size));
  system->force  = size->force_size;
  system->volume = size->volume_size;
  before         = relative_residual(at, size);
  relative       = iteration < FORCING_TERMS ? poroelastic->forcing_term[iteration] : FORCING_LATER;
  PetscCall(system_solve(system, poroelastic->residual, poroelastic->step,
                         fmax(FORCING_SAFETY * relative, FORCING_LEAST), FORCING_ATOL * goal,
                         &iterations));
  outcome->iterations++;
  outcome->linear += iterations;
  PetscCall(search_line(poroelastic, at, size));
  update_forcing_term(poroelastic, iteration, before, relative_residual(at, size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode iterate_newton(Poroelastic *poroelastic, PoroelasticOutcome *outcome)
{
  const int     most = poroelastic->system.exact ? SPLITTING_ITERATIONS : NEWTON_ITERATIONS;
  ResidualNorms at, size;
  int           updates = 0;

  PetscFunctionBeginUser;
  PetscCall(balance_evaluate(poroelastic, &at));
  size = at;
  while (true) {
    // The initial residual may have no scale yet: it is judged after the first correction.
    if (outcome->iterations > 0 || (at.force == 0.0 && at.volume == 0.0)) {
      const bool done = relative_residual(&at, &size) <= poroelastic->method.tolerance;

      if (done && updates == poroelastic->method.updates) break;
      if (done) {
        updates++;
        balance_update_conductivity(poroelastic, flow_trial_pressure(poroelastic->flow));
        PetscCall(balance_evaluate(poroelastic, &at));
        if (relative_residual(&at, &size) <= poroelastic->method.tolerance) break;
      }
    }
    if (outcome->iterations == most || !isfinite(at.force + at.volume)) {
      outcome->reason = "its iterations do not converge";
      PetscFunctionReturn(PETSC_SUCCESS);
    }
    PetscCall(take_newton_step(poroelastic, &at, &size, outcome));
  }
  outcome->converged = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_try(Poroelastic *poroelastic, double t, double dt,
                               PoroelasticOutcome *outcome)
{
  PetscFunctionBeginUser;
  *outcome = (PoroelasticOutcome){.reason = ""};
  PetscCall(begin_step(poroelastic, t, dt));
  PetscCall(iterate_newton(poroelastic, outcome));
  if (!outcome->converged) PetscFunctionReturn(PETSC_SUCCESS);
  balance_update_porosity(poroelastic, flow_trial_pressure(poroelastic->flow));
  PetscCall(flow_end(poroelastic->flow, &outcome->error));
  PetscFunctionReturn(PETSC_SUCCESS);
}
