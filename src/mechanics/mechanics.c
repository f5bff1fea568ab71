// SPDX-License-Identifier: GPL-3.0-or-later
#include "state.h"

#include <math.h>

static const double LEAST_STEP = 1.0 / 1024.0; // of the way asked for

PetscErrorCode mechanics_create(const Mesh *mesh, const Solids *solids, Mechanics **mechanics)
{
  Mechanics *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->mesh   = mesh;
  made->solids = *solids;
  PetscCall(nodes_create(mesh, &made->nodes));
  PetscCall(blocks_create(made->nodes, &made->blocks));
  PetscCall(nodes_vector(made->nodes, &made->carrier));
  const PetscInt n_local = made->nodes->n_local, n_owned = made->nodes->n_owned;

  PetscCall(PetscCalloc6(n_local, &made->u, n_local, &made->trial, n_local, &made->step, n_local,
                         &made->target, n_local, &made->left, n_local, &made->held));
  PetscCall(PetscCalloc4(n_owned, &made->load, n_owned, &made->before, n_owned, &made->inner,
                         n_owned, &made->size));
  PetscCall(solver_create(made));
  *mechanics = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_destroy(Mechanics **mechanics)
{
  Mechanics *old = *mechanics;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(solver_destroy(&old->solver));
  PetscCall(VecDestroy(&old->carrier));
  PetscCall(PetscFree6(old->u, old->trial, old->step, old->target, old->left, old->held));
  PetscCall(PetscFree4(old->load, old->before, old->inner, old->size));
  PetscCall(grips_destroy(old));
  PetscCall(PetscFree(old->spring));
  PetscCall(PetscFree(old->clad.face));
  PetscCall(blocks_destroy(&old->blocks));
  PetscCall(nodes_destroy(&old->nodes));
  PetscCall(PetscFree(*mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static MechanicsShare between(MechanicsShare from, MechanicsShare to, double way)
{
  return way >= 1.0 ? to
                    : (MechanicsShare){.tension = from.tension + way * (to.tension - from.tension),
                                       .load    = from.load + way * (to.load - from.load)};
}

// Few iterations: the next step may be longer. Many: shorter, before it fails.
static double next_step(double step, int iterations)
{
  return iterations <= 5 ? 2.0 * step : iterations <= 10 ? step : 0.7 * step;
}

static PetscErrorCode count(const NewtonOutcome *newton, MechanicsOutcome *outcome)
{
  PetscFunctionBeginUser;
  outcome->iterations += newton->iterations;
  outcome->linear_iterations += newton->linear_iterations;
  if (newton->converged) outcome->steps++;
  else outcome->cuts++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode tell(MechanicsShare share, double step, const NewtonOutcome *newton,
                           MechanicsOutcome *outcome)
{
  PetscFunctionBeginUser;
  PetscCall(
    PetscSNPrintf(outcome->reason, sizeof outcome->reason,
                  "stopped at %.1f %% of the tension and %.1f %% of the load, steps cut to %.2g "
                  "%%: %s",
                  100.0 * share.tension, 100.0 * share.load, 100.0 * step, newton->reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_advance(Mechanics *mechanics, MechanicsShare to, MechanicsOutcome *outcome)
{
  const PetscInt       n      = mechanics->nodes->n_local;
  const MechanicsShare from   = mechanics->share;
  NewtonOutcome        newton = {.fault = {.sound = true}};
  double               way = 0.0, step = 1.0;
  double(*kept)[3];

  PetscFunctionBeginUser;
  *outcome = (MechanicsOutcome){.reached = false};
  PetscCall(PetscMalloc1(n, &kept));
  while (way < 1.0) {
    const double         reach = fmin(1.0, way + step);
    const MechanicsShare share = between(from, to, reach);

    PetscCall(PetscArraycpy(kept, mechanics->u, n));
    PetscCall(newton_solve(mechanics, share, &newton));
    PetscCall(count(&newton, outcome));
    if (newton.converged) {
      mechanics->share = share;
      way              = reach;
      step             = next_step(step, newton.iterations);
      continue;
    }
    PetscCall(PetscArraycpy(mechanics->u, kept, n));
    // A linear body that does not balance in one step does not in two.
    if (step > LEAST_STEP && mechanics->solids.strain != MECHANICS_LINEAR) {
      step *= 0.5;
      continue;
    }
    PetscCall(tell(mechanics->share, step, &newton, outcome));
    break;
  }
  outcome->reached = way >= 1.0;
  outcome->share   = mechanics->share;
  PetscCall(PetscFree(kept));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Nodes *mechanics_nodes(const Mechanics *mechanics)
{
  return mechanics->nodes;
}

const double (*mechanics_displacement(const Mechanics *mechanics))[3]
{
  return (const double(*)[3])mechanics->u;
}

void mechanics_cell(const Mechanics *mechanics, PetscInt cell, MechanicsCell *mean)
{
  Element element;

  equilibrium_element(mechanics, mechanics->share, (const double(*)[3])mechanics->u, cell,
                      &element);
  element_mean(&element, mean);
}

// The matrix with nothing lifted, times a step that is zero where held.
static PetscErrorCode apply_tangent(Mechanics *mechanics, const double (*step)[3],
                                    double (*force)[3])
{
  Solver      *solver = &mechanics->solver;
  PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(solver->solution, &array));
  for (PetscInt r = 0; r < 3 * mechanics->nodes->n_owned; r++)
    array[r] = mechanics->held[r / 3][r % 3] ? 0.0 : step[r / 3][r % 3];
  PetscCall(VecRestoreArray(solver->solution, &array));
  PetscCall(solver_multiply(solver, solver->solution, solver->right));
  PetscCall(VecGetArray(solver->right, &array));
  PetscCall(PetscArraycpy(&force[0][0], array, 3 * mechanics->nodes->n_owned));
  PetscCall(VecRestoreArray(solver->right, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_imbalance(Mechanics *mechanics, MechanicsShare share, const double (*u)[3],
                                   const double (*step)[3], double (*force)[3], bool *sound)
{
  EquilibriumFault fault;

  PetscFunctionBeginUser;
  PetscCall(equilibrium_forces(mechanics, share, u, &fault));
  *sound = fault.sound;
  if (!fault.sound) PetscFunctionReturn(PETSC_SUCCESS);
  equilibrium_imbalance(mechanics, share, force);
  if (!step) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscArrayzero(mechanics->trial, mechanics->nodes->n_local));
  PetscCall(equilibrium_tangent(mechanics, share, u, (const double(*)[3])force,
                                (const double(*)[3])mechanics->trial));
  PetscCall(apply_tangent(mechanics, step, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}
