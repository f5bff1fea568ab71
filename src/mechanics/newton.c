// SPDX-License-Identifier: GPL-3.0-or-later
// Newton with a search along each step. Held displacements take their whole way in the first step, through
// the tangent, so that no layer of elements at the supports is crushed before the others follow.
#include "state.h"

#include <math.h>

enum { MOST_ITERATIONS = 25, MOST_HALVINGS = 12 };

/** Where a search stands: the imbalance's norm and its work along the step. */
typedef struct {
  EquilibriumFault fault;
  double           norm, scale, slope;
} Standing;

// Norm of the imbalance; of the forces that balance each other; and work along the step.
static PetscErrorCode measure(Mechanics *mechanics, MechanicsShare share, Standing *standing)
{
  double own[3] = {0.0, 0.0, 0.0}, all[3];

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < mechanics->nodes->n_owned; node++)
    for (int i = 0; i < 3; i++) {
      const double load = equilibrium_load(mechanics, share.load, node, i);
      const double left = mechanics->inner[node][i] - load;
      const double size = fmax(mechanics->size[node][i], fabs(load));

      own[1] += size * size;
      if (mechanics->held[node][i]) continue;
      own[0] += left * left;
      own[2] += left * mechanics->step[node][i];
    }
  PetscCallMPI(MPI_Allreduce(own, all, 3, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  standing->norm  = sqrt(all[0]);
  standing->scale = sqrt(all[1]);
  standing->slope = all[2];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode stand(Mechanics *mechanics, MechanicsShare share, const double (*u)[3],
                            Standing *standing)
{
  PetscFunctionBeginUser;
  *standing = (Standing){.norm = INFINITY, .scale = INFINITY, .slope = INFINITY};
  PetscCall(equilibrium_forces(mechanics, share, u, &standing->fault));
  if (standing->fault.sound) PetscCall(measure(mechanics, share, standing));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The element before whatever else is to be said.
static PetscErrorCode tell_fault(const Mechanics *mechanics, NewtonOutcome *outcome)
{
  const EquilibriumFault *fault = &outcome->fault;
  char                    rest[sizeof outcome->reason];

  PetscFunctionBeginUser;
  PetscCall(PetscStrncpy(rest, outcome->reason, sizeof rest));
  PetscCall(PetscSNPrintf(
    outcome->reason, sizeof outcome->reason, "%s in %s at (%.1f, %.1f, %.1f) mm (J = %.3g)%s%s",
    fault->J > 0.0 ? "stress without bound" : "an element turned over",
    mesh_region_name(mechanics->mesh, fault->region), 1e3 * fault->where.x[0],
    1e3 * fault->where.x[1], 1e3 * fault->where.x[2], fault->J, rest[0] ? ", and " : "", rest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Where a body at finite strain is squeezed most is where to look first.
static PetscErrorCode tell_stop(const Mechanics *mechanics, int iterations, const char *reason,
                                NewtonOutcome *outcome)
{
  EquilibriumFault most;
  char             where[128] = "";

  PetscFunctionBeginUser;
  if (mechanics->solids.strain == MECHANICS_FINITE) {
    PetscCall(equilibrium_squeezed(mechanics, &most));
    PetscCall(PetscSNPrintf(where, sizeof where,
                            ", squeezed most in %s at (%.1f, %.1f, %.1f) mm (J = %.3g)",
                            mesh_region_name(mechanics->mesh, most.region), 1e3 * most.where.x[0],
                            1e3 * most.where.x[1], 1e3 * most.where.x[2], most.J));
  }
  PetscCall(
    PetscSNPrintf(outcome->reason, sizeof outcome->reason,
                  "the linear solver stopped after %d iterations (%s): the body buckles, or "
                  "is not held%s",
                  iterations, reason, where));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The way to a target, to rounding.
static double way_left(double target, double u)
{
  return fabs(target - u) > 1e-14 * (fabs(target) + fabs(u)) ? target - u : 0.0;
}

// How far each held displacement still has to go; true if any does.
static PetscErrorCode remaining(Mechanics *mechanics, MechanicsShare share, double (*lift)[3],
                                bool *any)
{
  int own = 0, all;

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < mechanics->nodes->n_local; node++)
    for (int i = 0; i < 3; i++) {
      lift[node][i] =
        mechanics->held[node][i]
          ? way_left(equilibrium_target(mechanics, share.load, node, i), mechanics->u[node][i])
          : 0.0;
      own = own || lift[node][i] != 0.0;
    }
  PetscCallMPI(MPI_Allreduce(&own, &all, 1, MPI_INT, MPI_LOR, mechanics->mesh->comm));
  *any = all != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The step of free displacements comes from the solver, that of held ones is their way.
static PetscErrorCode take_step(Mechanics *mechanics, const double (*lift)[3])
{
  const PetscScalar *solution;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(mechanics->solver.solution, &solution));
  for (PetscInt r = 0; r < 3 * mechanics->nodes->n_owned; r++)
    mechanics->step[r / 3][r % 3] =
      mechanics->held[r / 3][r % 3] ? lift[r / 3][r % 3] : solution[r];
  PetscCall(VecRestoreArrayRead(mechanics->solver.solution, &solution));
  PetscCall(nodes_exchange(mechanics->nodes, mechanics->carrier, mechanics->step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void go(Mechanics *mechanics, double length)
{
  for (PetscInt k = 0; k < 3 * mechanics->nodes->n_local; k++)
    mechanics->trial[k / 3][k % 3] =
      mechanics->u[k / 3][k % 3] + length * mechanics->step[k / 3][k % 3];
}

// Good enough: a fifth less work is left along the step, or after a whole step a smaller imbalance.
// While held displacements move, neither needs to fall, and any shape without turned elements will do.
static bool acceptable(const Standing *from, const Standing *to, double length, bool moving)
{
  if (!to->fault.sound || !isfinite(to->norm)) return false;
  return moving || fabs(to->slope) <= 0.8 * fabs(from->slope) ||
         (length >= 1.0 && to->norm <= 0.9999 * from->norm);
}

/** Where along a step the work left vanishes: still pulled on at `low`, pushed back or unsound at
 * `high`. */
typedef struct {
  double low, high;
} Bracket;

// By the secant of the work until a length falls short, by halves afterwards: where fibres stiffen the
// secant alone hardly moves.
static double shorter(const Standing *from, const Standing *to, double length, Bracket *way)
{
  const double secant = to->fault.sound ? from->slope / (from->slope - to->slope) : 0.5;

  if (to->fault.sound && to->slope * from->slope > 0.0 && length < 1.0) way->low = length;
  else way->high = length;
  if (way->low > 0.0) return 0.5 * (way->low + way->high);
  return length * (isfinite(secant) ? fmin(0.5, fmax(0.1, secant)) : 0.5);
}

static PetscErrorCode search(Mechanics *mechanics, MechanicsShare share, bool moving, Standing *at,
                             EquilibriumFault *fault, bool *found)
{
  Standing from, to = *at;
  Bracket  way    = {0.0, 1.0};
  double   length = 1.0;

  PetscFunctionBeginUser;
  // The forces of u stand in inner and size: only the work along the new step is missing.
  from = *at;
  PetscCall(measure(mechanics, share, &from));
  for (int k = 0; k < MOST_HALVINGS; k++) {
    go(mechanics, length);
    PetscCall(stand(mechanics, share, (const double(*)[3])mechanics->trial, &to));
    *found = acceptable(&from, &to, length, moving);
    if (fault->sound) *fault = to.fault;
    if (*found) break;
    length = shorter(&from, &to, length, &way);
  }
  if (*found) PetscCall(PetscArraycpy(mechanics->u, mechanics->trial, mechanics->nodes->n_local));
  *at = *found ? to : from;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// In a linear body the way of its supports needs no tangent: they go, and the others follow.
static PetscErrorCode move_supports(Mechanics *mechanics, MechanicsShare share, double (*lift)[3],
                                    Standing *at)
{
  const PetscInt n = mechanics->nodes->n_local;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * n; k++) mechanics->u[k / 3][k % 3] += lift[k / 3][k % 3];
  PetscCall(PetscArrayzero(lift, n));
  PetscCall(stand(mechanics, share, (const double(*)[3])mechanics->u, at));
  // What the layer of elements at the supports bears meanwhile is no measure of what will balance.
  at->scale = at->norm;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// *scale grows to the forces with which held displacements pull, which an elastic body may hardly feel in the
// end: it may just have been moved.
static PetscErrorCode direction(Mechanics *mechanics, MechanicsShare share, const double (*lift)[3],
                                double *scale, NewtonOutcome *outcome)
{
  const bool  linear = mechanics->solids.strain == MECHANICS_LINEAR;
  const char *reason = NULL;
  PetscReal   size   = 0.0;
  int         iterations;
  double(*force)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mechanics->nodes->n_owned, &force));
  equilibrium_imbalance(mechanics, share, force);
  PetscCall(equilibrium_tangent(mechanics, share, (const double(*)[3])mechanics->u,
                                (const double(*)[3])force, lift));
  PetscCall(PetscFree(force));
  PetscCall(VecNorm(mechanics->solver.right, NORM_2, &size));
  *scale = fmax(*scale, size);
  PetscCall(solver_solve(mechanics, linear ? 1e-14 : 1e-4,
                         0.3 * mechanics->solids.tolerance * *scale, &iterations, &reason));
  outcome->linear_iterations += iterations;
  if (reason) PetscCall(tell_stop(mechanics, iterations, reason, outcome));
  PetscCall(take_step(mechanics, lift));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode iterate(Mechanics *mechanics, MechanicsShare share, Standing *at,
                              double (*lift)[3], NewtonOutcome *outcome)
{
  const bool linear = mechanics->solids.strain == MECHANICS_LINEAR;
  bool       moving = false, found = false;
  double     scale = 0.0;

  PetscFunctionBeginUser;
  while (true) {
    PetscCall(remaining(mechanics, share, lift, &moving));
    if (moving && linear) {
      PetscCall(move_supports(mechanics, share, lift, at));
      moving = false;
    }
    scale              = fmax(scale, at->scale);
    outcome->converged = !moving && at->norm <= mechanics->solids.tolerance * scale;
    if (outcome->converged) PetscFunctionReturn(PETSC_SUCCESS);
    if (outcome->iterations == MOST_ITERATIONS) break;
    outcome->iterations++;
    PetscCall(direction(mechanics, share, (const double(*)[3])lift, &scale, outcome));
    if (outcome->reason[0]) PetscFunctionReturn(PETSC_SUCCESS);
    PetscCall(search(mechanics, share, moving, at, &outcome->fault, &found));
    if (!found) break;
  }
  PetscCall(
    PetscSNPrintf(outcome->reason, sizeof outcome->reason,
                  "after %d iterations of Newton %.2g of the forces are still out of balance",
                  outcome->iterations, at->norm / scale));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode newton_solve(Mechanics *mechanics, MechanicsShare share, NewtonOutcome *outcome)
{
  Standing at;
  double(*lift)[3];

  PetscFunctionBeginUser;
  *outcome = (NewtonOutcome){.fault = outcome->fault};
  PetscCall(PetscMalloc1(mechanics->nodes->n_local, &lift));
  PetscCall(PetscArrayzero(mechanics->step, mechanics->nodes->n_local));
  PetscCall(stand(mechanics, share, (const double(*)[3])mechanics->u, &at));
  if (outcome->fault.sound) outcome->fault = at.fault;
  if (at.fault.sound) PetscCall(iterate(mechanics, share, &at, lift, outcome));
  if (outcome->converged) outcome->fault.sound = true;
  else if (!outcome->fault.sound) PetscCall(tell_fault(mechanics, outcome));
  PetscCall(PetscFree(lift));
  PetscFunctionReturn(PETSC_SUCCESS);
}
