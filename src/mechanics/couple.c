// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/mechanics/couple.h"

#include "state.h"

#include <math.h>

static const MechanicsShare WHOLE = {.tension = 1.0, .load = 1.0};

PetscErrorCode mechanics_linearise(Mechanics *mechanics, const double (*u)[3])
{
  double(*nothing)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mechanics->nodes->n_local, &nothing));
  PetscCall(equilibrium_tangent(mechanics, WHOLE, u, (const double(*)[3])nothing,
                                (const double(*)[3])nothing));
  PetscCall(PetscFree(nothing));
  PetscCall(solver_prepare(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_stiffness(Mechanics *mechanics, MechanicsStiffness *stiffness)
{
  PetscFunctionBeginUser;
  PetscCheck(mechanics->solids.strain == MECHANICS_LINEAR, mechanics->mesh->comm, PETSC_ERR_SUP,
             "only a linear solid has a constant stiffness");
  PetscCall(mechanics_linearise(mechanics, (const double(*)[3])mechanics->u));
  PetscCall(KSPGetPC(mechanics->solver.ksp, &stiffness->multigrid));
  stiffness->held = (const bool(*)[3])mechanics->held;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What springs have of the cycle is made anew with it.
PetscErrorCode mechanics_lighten(Mechanics *mechanics)
{
  bool changed;
  PC   pc;

  PetscFunctionBeginUser;
  PetscCall(KSPGetPC(mechanics->solver.ksp, &pc));
  if (mechanics->solver.woodbury) pc = mechanics->solver.woodbury->multigrid;
  PetscCall(smoother_lighten(&mechanics->solver, pc, &changed));
  if (!changed) PetscFunctionReturn(PETSC_SUCCESS);
  mechanics->solver.stale = true;
  PetscCall(solver_prepare(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_multiply(Mechanics *mechanics, Vec u, Vec force)
{
  PetscFunctionBeginUser;
  PetscCall(solver_multiply(&mechanics->solver, u, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void mechanics_place(const Mechanics *mechanics, double (*u)[3])
{
  for (PetscInt k = 0; k < 3 * mechanics->nodes->n_local; k++)
    if (mechanics->held[k / 3][k % 3]) u[k / 3][k % 3] = mechanics->target[k / 3][k % 3];
}

PetscErrorCode mechanics_forces(Mechanics *mechanics, const double (*u)[3], double (*force)[3],
                                double (*size)[3])
{
  EquilibriumFault fault;

  PetscFunctionBeginUser;
  PetscCall(equilibrium_forces(mechanics, WHOLE, u, &fault));
  for (PetscInt k = 0; k < 3 * mechanics->nodes->n_owned; k++) {
    const double load = mechanics->load[k / 3][k % 3];

    force[k / 3][k % 3] = mechanics->inner[k / 3][k % 3] - load;
    size[k / 3][k % 3]  = fmax(mechanics->size[k / 3][k % 3], fabs(load));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_set(Mechanics *mechanics, const double (*u)[3])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(mechanics->u, u, mechanics->nodes->n_local));
  mechanics->share = WHOLE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

Elastic mechanics_elastic(const Mechanics *mechanics, PetscInt cell)
{
  const Hyperelastic *law = &mechanics->solids.law[mechanics->solids.of_cell[cell]];

  return (Elastic){.mu = law->mu, .lambda = law->lambda};
}
