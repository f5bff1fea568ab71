// SPDX-License-Identifier: GPL-3.0-or-later
// Newton's method with a line search: from the displacement of the last load step to equilibrium at new load
// factors. Dirichlet increments are applied in full in the first step, through the tangent, so that the elements at
// the constrained surfaces are not crushed before the others follow. mechanics.c calls it for each load increment.
#include "constants.h"
#include "state.h"

#include "sij/base/stage.h"

#include <math.h>

/** A point of the line search: norm of the residual, and its work along the step. */
typedef struct {
  EquilibriumFault fault;
  double           norm, scale, slope;
} SearchPoint;

// Norms of the residual and of the forces that balance each other, and work of the residual along the step.
static PetscErrorCode measure_residual(Mechanics *mechanics, LoadFactor factor, SearchPoint *at)
{
  double own[3] = {0.0, 0.0, 0.0}, all[3];

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < mechanics->nodes->n_owned; node++)
    for (int i = 0; i < 3; i++) {
      const double load     = equilibrium_load(mechanics, factor.load, node, i);
      const double residual = mechanics->internal[node][i] - load;
      const double size     = fmax(mechanics->size[node][i], fabs(load));

      own[1] += size * size;
      if (mechanics->dirichlet[node][i]) continue;
      own[0] += residual * residual;
      own[2] += residual * mechanics->step[node][i];
    }
  PetscCallMPI(MPI_Allreduce(own, all, 3, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  at->norm  = sqrt(all[0]);
  at->scale = sqrt(all[1]);
  at->slope = all[2];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode evaluate_residual(Mechanics *mechanics, LoadFactor   factor,
                                        const double (*u)[3], SearchPoint *at)
{
  PetscFunctionBeginUser;
  *at = (SearchPoint){.norm = INFINITY, .scale = INFINITY, .slope = INFINITY};
  PetscCall(equilibrium_forces(mechanics, factor, u, &at->fault));
  if (at->fault.sound) PetscCall(measure_residual(mechanics, factor, at));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Names the inverted element first, then any other reason.
static PetscErrorCode report_fault(const Mechanics *mechanics, NewtonOutcome *outcome)
{
  const EquilibriumFault *fault = &outcome->fault;
  char                    rest[sizeof outcome->reason];

  PetscFunctionBeginUser;
  PetscCall(PetscStrncpy(rest, outcome->reason, sizeof rest));
  PetscCall(PetscSNPrintf(
    outcome->reason, sizeof outcome->reason, "%s in %s at (%.1f, %.1f, %.1f) mm (J = %.3g)%s%s",
    fault->J > 0.0 ? "stress without bound" : "an element is inverted",
    mesh_region_name(mechanics->mesh, fault->region), 1e3 * fault->where.x[0],
    1e3 * fault->where.x[1], 1e3 * fault->where.x[2], fault->J, rest[0] ? ", and " : "", rest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// At finite strain it adds the most compressed element: the likely place of the trouble.
static PetscErrorCode report_linear_failure(const Mechanics *mechanics, int iterations,
                                            const char *reason, NewtonOutcome *outcome)
{
  EquilibriumFault most;
  char             where[128] = "";

  PetscFunctionBeginUser;
  if (mechanics->problem.strain == MECHANICS_FINITE) {
    PetscCall(equilibrium_find_most_compressed(mechanics, &most));
    PetscCall(PetscSNPrintf(where, sizeof where,
                            ", most compressed in %s at (%.1f, %.1f, %.1f) mm (J = %.3g)",
                            mesh_region_name(mechanics->mesh, most.region), 1e3 * most.where.x[0],
                            1e3 * most.where.x[1], 1e3 * most.where.x[2], most.J));
  }
  PetscCall(
    PetscSNPrintf(outcome->reason, sizeof outcome->reason,
                  "the linear solver stopped after %d iterations (%s): the body buckles, or its "
                  "supports allow a rigid motion%s",
                  iterations, reason, where));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Distance to the prescribed value, zero within rounding.
static double dirichlet_increment(double prescribed, double u)
{
  return fabs(prescribed - u) > NEWTON_ROUNDING * (fabs(prescribed) + fabs(u)) ? prescribed - u
                                                                               : 0.0;
}

// Dirichlet increment of each constrained dof; *any: one of them is not zero.
static PetscErrorCode find_dirichlet_increment(Mechanics *mechanics, LoadFactor factor,
                                               double (*increment)[3], bool    *any)
{
  int own = 0, all;

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < mechanics->nodes->n_local; node++)
    for (int i = 0; i < 3; i++) {
      increment[node][i] =
        mechanics->dirichlet[node][i]
          ? dirichlet_increment(equilibrium_prescribed(mechanics, factor.load, node, i),
                                mechanics->u[node][i])
          : 0.0;
      own = own || increment[node][i] != 0.0;
    }
  PetscCallMPI(MPI_Allreduce(&own, &all, 1, MPI_INT, MPI_LOR, mechanics->mesh->comm));
  *any = all != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Free dofs take the solution of the linear system, constrained ones the Dirichlet increment.
static PetscErrorCode read_newton_step(Mechanics *mechanics, const double (*increment)[3])
{
  const PetscScalar *solution;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(mechanics->solver.solution, &solution));
  for (PetscInt r = 0; r < 3 * mechanics->nodes->n_owned; r++)
    mechanics->step[r / 3][r % 3] =
      mechanics->dirichlet[r / 3][r % 3] ? increment[r / 3][r % 3] : solution[r];
  PetscCall(VecRestoreArrayRead(mechanics->solver.solution, &solution));
  PetscCall(nodes_exchange(mechanics->nodes, mechanics->carrier, mechanics->step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_trial(Mechanics *mechanics, double length)
{
  for (PetscInt k = 0; k < 3 * mechanics->nodes->n_local; k++)
    mechanics->trial[k / 3][k % 3] =
      mechanics->u[k / 3][k % 3] + length * mechanics->step[k / 3][k % 3];
}

// Accepts a length at which the work along the step fell by a fifth, or a full step with a smaller residual. While
// prescribed displacements change, neither needs to fall, and any shape without inverted elements is accepted.
static bool is_acceptable(const SearchPoint *from, const SearchPoint *to, double length,
                          bool moving)
{
  if (!to->fault.sound || !isfinite(to->norm)) return false;
  return moving || fabs(to->slope) <= SEARCH_WORK * fabs(from->slope) ||
         (length >= 1.0 && to->norm <= SEARCH_RESIDUAL * from->norm);
}

/** Bracket of the zero of the work along the step: same sign as at the start at `low`, the opposite sign or an
 * inverted element at `high`. */
typedef struct {
  double low, high;
} Bracket;

// Next length: secant of the work until a lower bound is known, bisection afterwards: where fibres stiffen, the secant
// alone converges slowly.
static double shorten_step(const SearchPoint *from, const SearchPoint *to, double length,
                           Bracket *bracket)
{
  const double secant = to->fault.sound ? from->slope / (from->slope - to->slope) : 0.5;

  if (to->fault.sound && to->slope * from->slope > 0.0 && length < 1.0) bracket->low = length;
  else bracket->high = length;
  if (bracket->low > 0.0) return 0.5 * (bracket->low + bracket->high);
  return length *
         (isfinite(secant) ? fmin(SEARCH_LONGEST, fmax(SEARCH_SHORTEST, secant)) : SEARCH_LONGEST);
}

static PetscErrorCode search_line(Mechanics *mechanics, LoadFactor factor, bool moving,
                                  SearchPoint *at, EquilibriumFault *fault, bool *found)
{
  SearchPoint from, to = *at;
  Bracket     bracket = {0.0, 1.0};
  double      length  = 1.0;

  PetscFunctionBeginUser;
  // internal and size are still those of u: only the work along the new step is missing.
  from = *at;
  PetscCall(measure_residual(mechanics, factor, &from));
  for (int k = 0; k < NEWTON_SEARCH_STEPS; k++) {
    set_trial(mechanics, length);
    PetscCall(evaluate_residual(mechanics, factor, (const double(*)[3])mechanics->trial, &to));
    *found = is_acceptable(&from, &to, length, moving);
    if (fault->sound) *fault = to.fault;
    if (*found) break;
    length = shorten_step(&from, &to, length, &bracket);
  }
  if (*found) PetscCall(PetscArraycpy(mechanics->u, mechanics->trial, mechanics->nodes->n_local));
  *at = *found ? to : from;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A linear body: prescribed displacements are applied at once, and the residual that they cause is solved for.
static PetscErrorCode apply_dirichlet_increment(Mechanics *mechanics, LoadFactor     factor,
                                                double (*increment)[3], SearchPoint *at)
{
  const PetscInt n = mechanics->nodes->n_local;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * n; k++) mechanics->u[k / 3][k % 3] += increment[k / 3][k % 3];
  PetscCall(PetscArrayzero(increment, n));
  PetscCall(evaluate_residual(mechanics, factor, (const double(*)[3])mechanics->u, at));
  // The forces in the deformed elements at the supports are no measure of those in equilibrium.
  at->scale = at->norm;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Solves the linear system of one Newton step, inexactly: to the forcing term that constants.h gives. *scale grows to
// the forces that Dirichlet increments cause: a body that only moves has no other forces to compare with.
static PetscErrorCode solve_newton_step(Mechanics *mechanics, LoadFactor      factor,
                                        const double (*increment)[3], double *scale,
                                        NewtonOutcome *outcome)
{
  const bool  linear = mechanics->problem.strain == MECHANICS_LINEAR;
  const char *reason = NULL;
  PetscReal   size   = 0.0;
  int         iterations;
  double(*force)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mechanics->nodes->n_owned, &force));
  equilibrium_residual(mechanics, factor, force);
  PetscCall(equilibrium_tangent(mechanics, factor, (const double(*)[3])mechanics->u,
                                (const double(*)[3])force, increment));
  PetscCall(PetscFree(force));
  PetscCall(VecNorm(mechanics->solver.right, NORM_2, &size));
  *scale = fmax(*scale, size);
  PetscCall(solver_solve(mechanics, linear ? NEWTON_RTOL_LINEAR : NEWTON_RTOL,
                         NEWTON_ATOL * mechanics->problem.tolerance * *scale, &iterations,
                         &reason));
  outcome->linear_iterations += iterations;
  if (reason) PetscCall(report_linear_failure(mechanics, iterations, reason, outcome));
  PetscCall(read_newton_step(mechanics, increment));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The logarithm of the residual falls from that of the largest to that of the tolerance.
static void tell_residual(double norm, double tolerance, double *largest)
{
  *largest = fmax(*largest, norm);
  if (norm > 0.0 && tolerance > 0.0 && *largest > tolerance)
    stage_tell(fmin(1.0, log(*largest / norm) / log(*largest / tolerance)));
}

static PetscErrorCode iterate_newton(Mechanics *mechanics, LoadFactor factor, SearchPoint *at,
                                     double (*increment)[3], NewtonOutcome *outcome)
{
  const bool linear = mechanics->problem.strain == MECHANICS_LINEAR;
  bool       moving = false, found = false;
  double     scale = 0.0, largest = 0.0;

  PetscFunctionBeginUser;
  while (true) {
    PetscCall(find_dirichlet_increment(mechanics, factor, increment, &moving));
    if (moving && linear) {
      PetscCall(apply_dirichlet_increment(mechanics, factor, increment, at));
      moving = false;
    }
    scale = fmax(scale, at->scale);
    tell_residual(at->norm, mechanics->problem.tolerance * scale, &largest);
    outcome->converged = !moving && at->norm <= mechanics->problem.tolerance * scale;
    if (outcome->converged) PetscFunctionReturn(PETSC_SUCCESS);
    if (outcome->iterations == NEWTON_ITERATIONS) break;
    outcome->iterations++;
    PetscCall(solve_newton_step(mechanics, factor, (const double(*)[3])increment, &scale, outcome));
    if (outcome->reason[0]) PetscFunctionReturn(PETSC_SUCCESS);
    PetscCall(search_line(mechanics, factor, moving, at, &outcome->fault, &found));
    if (!found) break;
  }
  PetscCall(PetscSNPrintf(outcome->reason, sizeof outcome->reason,
                          "after %d Newton iterations a residual of %.2g of the forces remains",
                          outcome->iterations, at->norm / scale));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode newton_solve(Mechanics *mechanics, LoadFactor factor, NewtonOutcome *outcome)
{
  SearchPoint at;
  double(*increment)[3];

  PetscFunctionBeginUser;
  *outcome = (NewtonOutcome){.fault = outcome->fault};
  PetscCall(PetscMalloc1(mechanics->nodes->n_local, &increment));
  PetscCall(PetscArrayzero(mechanics->step, mechanics->nodes->n_local));
  PetscCall(evaluate_residual(mechanics, factor, (const double(*)[3])mechanics->u, &at));
  if (outcome->fault.sound) outcome->fault = at.fault;
  if (at.fault.sound) PetscCall(iterate_newton(mechanics, factor, &at, increment, outcome));
  if (outcome->converged) outcome->fault.sound = true;
  else if (!outcome->fault.sound) PetscCall(report_fault(mechanics, outcome));
  PetscCall(PetscFree(increment));
  PetscFunctionReturn(PETSC_SUCCESS);
}
