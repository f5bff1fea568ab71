// SPDX-License-Identifier: GPL-3.0-or-later
// One step tried: a guess, Newton on both balances, the water of the step.
#include "state.h"

#include <math.h>

enum { MOST_ITERATIONS = 20, MOST_TURNS = 400, MOST_HALVINGS = 5 };

// Asked anew before every step: the supports may have changed.
static PetscErrorCode hold(Poroelastic *coupled)
{
  int own = 0, any;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * coupled->nodes->n_local; k++)
    own = own || coupled->held[k / 3][k % 3] != coupled->system.stiffness.held[k / 3][k % 3];
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, coupled->nodes->mesh->comm));
  if (any) PetscCall(system_hold(coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Displacement goes on as in the last step, unless a needle started or stopped; what is held goes
// where it is to be.
static PetscErrorCode begin(Poroelastic *coupled, double t, double dt)
{
  const Nodes *nodes = coupled->nodes;
  double       scale = flow_scale(coupled->flow);

  PetscFunctionBeginUser;
  coupled->t  = t;
  coupled->dt = dt;
  PetscCall(hold(coupled));
  PetscCall(PetscArraycpy(coupled->u, coupled->u_old, nodes->n_local));
  balance_pores(coupled, flow_pressure(coupled->flow));
  PetscCall(PetscArraycpy(coupled->porosity_old, coupled->porosity, nodes->mesh->n_cells));
  balance_conduct(coupled, flow_pressure(coupled->flow));
  PetscCall(flow_begin(coupled->flow, t, dt, coupled->p));
  const bool goes_on = coupled->has_drift && scale == flow_scale(coupled->flow);

  for (PetscInt k = 0; k < 3 * nodes->n_local; k++)
    coupled->u[k / 3][k % 3] =
      coupled->u_old[k / 3][k % 3] + (goes_on ? dt * coupled->u_drift[k / 3][k % 3] : 0.0);
  mechanics_place(coupled->mechanics, coupled->u);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The sizes of what is to come, where forces and volumes are still nothing: those of a first correction.
static PetscErrorCode foresee(Poroelastic *coupled, Standing *size)
{
  System    *system = &coupled->system;
  const bool exact  = system->exact;
  double     force, volume;

  PetscFunctionBeginUser;
  system->exact = false;
  PetscCall(system_precondition(system, coupled->residual, coupled->step));
  system->exact = exact;
  PetscCall(system_effect(system, coupled->step, &force, &volume));
  size->force_size  = fmax(size->force_size, force);
  size->volume_size = fmax(size->volume_size, volume);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode go(Poroelastic *coupled, double length)
{
  const PetscInt     n_u = 3 * coupled->nodes->n_owned;
  const PetscScalar *step;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(coupled->step, &step));
  for (PetscInt k = 0; k < n_u; k++) coupled->u[k / 3][k % 3] -= length * step[k];
  for (PetscInt i = 0; i < coupled->nodes->mesh->n_owned; i++)
    coupled->p[i] -= length * step[n_u + i];
  PetscCall(VecRestoreArrayRead(coupled->step, &step));
  PetscCall(nodes_exchange(coupled->nodes, coupled->carrier, coupled->u));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Largest share left of either balance.
static double left(const Standing *at, const Standing *size)
{
  const double force  = at->force > 0.0 ? at->force / size->force_size : 0.0;
  const double volume = at->volume > 0.0 ? at->volume / size->volume_size : 0.0;

  return isfinite(force + volume) ? fmax(force, volume) : INFINITY;
}

static void enlarge(Standing *size, const Standing *at)
{
  size->force_size  = fmax(size->force_size, at->force_size);
  size->volume_size = fmax(size->volume_size, at->volume_size);
}

// Whole steps, but where they lead away: films and pumps are not linear.
static PetscErrorCode search(Poroelastic *coupled, Standing *at, Standing *size)
{
  const double before = left(at, size);
  double       length = 1.0;

  PetscFunctionBeginUser;
  PetscCall(go(coupled, length));
  PetscCall(balance_stand(coupled, at));
  for (int k = 0; k < MOST_HALVINGS && !(left(at, size) <= 2.0 * before); k++) {
    length *= 0.5;
    PetscCall(go(coupled, -length));
    PetscCall(balance_stand(coupled, at));
  }
  enlarge(size, at);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What one iteration leaves because the balances are not linear: to solve the next one's system
// much further is in vain. It is remembered from step to step.
static void learn(Poroelastic *coupled, int turn, double before, double after)
{
  const double goal = coupled->method.tolerance;

  if (turn >= MOST_FORESEEN || !(before > 0.0)) return;
  coupled->remainder[turn] =
    after <= goal ? 0.3 * coupled->remainder[turn] : fmin(0.1, after / before);
}

static PetscErrorCode correct(Poroelastic *coupled, Standing *at, Standing *size,
                              PoroelasticOutcome *outcome)
{
  System      *system = &coupled->system;
  const double goal   = coupled->method.tolerance;
  const int    turn   = outcome->iterations;
  double       before, relative;
  int          iterations;

  PetscFunctionBeginUser;
  PetscCall(mechanics_linearise(coupled->mechanics, (const double(*)[3])coupled->u));
  PetscCall(system_set(coupled));
  if (outcome->iterations == 0) PetscCall(foresee(coupled, size));
  system->force  = size->force_size;
  system->volume = size->volume_size;
  before         = left(at, size);
  relative       = turn < MOST_FORESEEN ? coupled->remainder[turn] : 1e-2;
  PetscCall(system_solve(system, coupled->residual, coupled->step, fmax(0.1 * relative, 1e-10),
                         0.3 * goal, &iterations));
  outcome->iterations++;
  outcome->linear += iterations;
  PetscCall(search(coupled, at, size));
  learn(coupled, turn, before, left(at, size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode iterate(Poroelastic *coupled, PoroelasticOutcome *outcome)
{
  const int most = coupled->system.exact ? MOST_TURNS : MOST_ITERATIONS;
  Standing  at, size;
  int       updates = 0;

  PetscFunctionBeginUser;
  PetscCall(balance_stand(coupled, &at));
  size = at;
  while (true) {
    // What is there from the start may be nothing at all: then its first correction tells how much it is.
    if (outcome->iterations > 0 || (at.force == 0.0 && at.volume == 0.0)) {
      const bool done = left(&at, &size) <= coupled->method.tolerance;

      if (done && updates == coupled->method.updates) break;
      if (done) {
        updates++;
        balance_conduct(coupled, flow_trial_pressure(coupled->flow));
        PetscCall(balance_stand(coupled, &at));
        if (left(&at, &size) <= coupled->method.tolerance) break;
      }
    }
    if (outcome->iterations == most || !isfinite(at.force + at.volume)) {
      outcome->reason = "its iterations do not come to an end";
      PetscFunctionReturn(PETSC_SUCCESS);
    }
    PetscCall(correct(coupled, &at, &size, outcome));
  }
  outcome->converged = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_try(Poroelastic *coupled, double t, double dt,
                               PoroelasticOutcome *outcome)
{
  PetscFunctionBeginUser;
  *outcome = (PoroelasticOutcome){.reason = ""};
  PetscCall(begin(coupled, t, dt));
  PetscCall(iterate(coupled, outcome));
  if (!outcome->converged) PetscFunctionReturn(PETSC_SUCCESS);
  balance_pores(coupled, flow_trial_pressure(coupled->flow));
  PetscCall(flow_end(coupled->flow, &outcome->error));
  PetscFunctionReturn(PETSC_SUCCESS);
}
