// SPDX-License-Identifier: GPL-3.0-or-later
// Stiffness, residual and preconditioner of a linear solid, as src/poroelastic couples them with a pore fluid.
#include "sij/mechanics/stiffness.h"

#include "state.h"

#include <math.h>

static const LoadFactor FULL_LOAD = {.tension = 1.0, .load = 1.0};

PetscErrorCode mechanics_linearise(Mechanics *mechanics, const double (*u)[3])
{
  double(*zero)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mechanics->nodes->n_local, &zero));
  PetscCall(equilibrium_tangent(mechanics, FULL_LOAD, u, (const double(*)[3])zero,
                                (const double(*)[3])zero));
  PetscCall(PetscFree(zero));
  PetscCall(solver_prepare(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_stiffness(Mechanics *mechanics, MechanicsStiffness *stiffness)
{
  PetscFunctionBeginUser;
  PetscCheck(mechanics->problem.strain == MECHANICS_LINEAR, mechanics->mesh->comm, PETSC_ERR_SUP,
             "only a linear solid has a constant stiffness");
  PetscCall(mechanics_linearise(mechanics, (const double(*)[3])mechanics->u));
  PetscCall(KSPGetPC(mechanics->solver.ksp, &stiffness->multigrid));
  stiffness->dirichlet = (const bool(*)[3])mechanics->dirichlet;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_lighten_smoother(Mechanics *mechanics)
{
  bool changed;
  PC   pc;

  PetscFunctionBeginUser;
  PetscCall(KSPGetPC(mechanics->solver.ksp, &pc));
  if (mechanics->solver.woodbury) pc = mechanics->solver.woodbury->multigrid;
  PetscCall(smoother_reduce(&mechanics->solver, pc, &changed));
  if (!changed) PetscFunctionReturn(PETSC_SUCCESS);
  mechanics->solver.p2_changed = true;
  PetscCall(solver_prepare(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_apply_stiffness(Mechanics *mechanics, Vec u, Vec force)
{
  PetscFunctionBeginUser;
  PetscCall(solver_multiply(&mechanics->solver, u, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void mechanics_apply_dirichlet(const Mechanics *mechanics, double (*u)[3])
{
  for (PetscInt k = 0; k < 3 * mechanics->nodes->n_local; k++)
    if (mechanics->dirichlet[k / 3][k % 3]) u[k / 3][k % 3] = mechanics->prescribed[k / 3][k % 3];
}

PetscErrorCode mechanics_residual(Mechanics *mechanics, const double (*u)[3], double (*force)[3],
                                  double (*size)[3])
{
  EquilibriumFault fault;

  PetscFunctionBeginUser;
  PetscCall(equilibrium_forces(mechanics, FULL_LOAD, u, &fault));
  for (PetscInt k = 0; k < 3 * mechanics->nodes->n_owned; k++) {
    const double load = mechanics->load[k / 3][k % 3];

    force[k / 3][k % 3] = mechanics->internal[k / 3][k % 3] - load;
    size[k / 3][k % 3]  = fmax(mechanics->size[k / 3][k % 3], fabs(load));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_set_displacement(Mechanics *mechanics, const double (*u)[3])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(mechanics->u, u, mechanics->nodes->n_local));
  mechanics->factor = FULL_LOAD;
  PetscFunctionReturn(PETSC_SUCCESS);
}

Elastic mechanics_elastic(const Mechanics *mechanics, PetscInt cell)
{
  const Hyperelastic *law = &mechanics->problem.law[mechanics->problem.of_cell[cell]];

  return (Elastic){.mu = law->mu, .lambda = law->lambda};
}
