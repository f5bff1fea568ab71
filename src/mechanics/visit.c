// SPDX-License-Identifier: GPL-3.0-or-later
// What a body keeps from one equilibrium to the next: displacement, loads, and the point at which the coarse level of its
// preconditioner was set up. A checkpoint visits it.
#include "state.h"

static PetscErrorCode visit_nodes(Mechanics *mechanics, const StateVisitor *visitor,
                                  const char *name, double (*value)[3])
{
  PetscFunctionBeginUser;
  PetscCall(visitor->field(visitor->context, name, STATE_NODES, 3, &value[0][0]));
  if (visitor->reads) PetscCall(nodes_exchange(mechanics->nodes, mechanics->carrier, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_factor(const StateVisitor *visitor, const char *name,
                                   LoadFactor *factor)
{
  double value[] = {factor->tension, factor->load};

  PetscFunctionBeginUser;
  PetscCall(visitor->values(visitor->context, name, 2, value));
  *factor = (LoadFactor){.tension = value[0], .load = value[1]};
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The coarse level is kept while it serves, so that it depends on steps long past. It is set up anew from the same
// displacement: then the same iterations follow.
static PetscErrorCode set_up_coarse_level(Mechanics *mechanics)
{
  double(*zero)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mechanics->nodes->n_local, &zero));
  PetscCall(equilibrium_tangent(mechanics, mechanics->coarse_at.factor,
                                (const double(*)[3])mechanics->coarse_at.u,
                                (const double(*)[3])zero, (const double(*)[3])zero));
  PetscCall(PetscFree(zero));
  mechanics->solver.p1_outdated = true;
  PetscCall(solver_prepare(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_coarse_level(Mechanics *mechanics, const StateVisitor *visitor)
{
  Solver *solver     = &mechanics->solver;
  bool    outdated   = solver->p1_outdated;
  int     iterations = solver->p1_iterations;

  PetscFunctionBeginUser;
  PetscCall(
    visit_nodes(mechanics, visitor, "mechanics.coarse_level.displacement", mechanics->coarse_at.u));
  PetscCall(visit_factor(visitor, "mechanics.coarse_level.factor", &mechanics->coarse_at.factor));
  PetscCall(state_visit_int(visitor, "mechanics.coarse_level.iterations", &iterations));
  PetscCall(state_visit_bool(visitor, "mechanics.coarse_level.outdated", &outdated));
  if (!visitor->reads) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(set_up_coarse_level(mechanics));
  solver->p1_iterations = iterations;
  solver->p1_outdated   = outdated;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_visit_state(Mechanics *mechanics, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(visit_nodes(mechanics, visitor, "mechanics.displacement", mechanics->u));
  PetscCall(
    visitor->field(visitor->context, "mechanics.load", STATE_NODES, 3, &mechanics->load[0][0]));
  PetscCall(visit_factor(visitor, "mechanics.factor", &mechanics->factor));
  // The tangent of a linear body is the same at every displacement.
  if (mechanics->problem.strain != MECHANICS_LINEAR)
    PetscCall(visit_coarse_level(mechanics, visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}
