// SPDX-License-Identifier: GPL-3.0-or-later
// Residual and tangent of the solid at any displacement, for verification: sij/testing/mechanics.h.
#include "state.h"

#include "sij/testing/mechanics.h"

// The tangent without Dirichlet increments, applied to a step that is zero at constrained dofs.
static PetscErrorCode apply_tangent(Mechanics *mechanics, const double (*step)[3],
                                    double (*force)[3])
{
  Solver      *solver = &mechanics->solver;
  PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(solver->solution, &array));
  for (PetscInt r = 0; r < 3 * mechanics->nodes->n_owned; r++)
    array[r] = mechanics->dirichlet[r / 3][r % 3] ? 0.0 : step[r / 3][r % 3];
  PetscCall(VecRestoreArray(solver->solution, &array));
  PetscCall(solver_multiply(solver, solver->solution, solver->right));
  PetscCall(VecGetArray(solver->right, &array));
  PetscCall(PetscArraycpy(&force[0][0], array, 3 * mechanics->nodes->n_owned));
  PetscCall(VecRestoreArray(solver->right, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_imbalance(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                   const double (*step)[3], double (*force)[3], bool *sound)
{
  EquilibriumFault fault;

  PetscFunctionBeginUser;
  PetscCall(equilibrium_forces(mechanics, factor, u, &fault));
  *sound = fault.sound;
  if (!fault.sound) PetscFunctionReturn(PETSC_SUCCESS);
  equilibrium_residual(mechanics, factor, force);
  if (!step) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscArrayzero(mechanics->trial, mechanics->nodes->n_local));
  PetscCall(equilibrium_tangent(mechanics, factor, u, (const double(*)[3])force,
                                (const double(*)[3])mechanics->trial));
  PetscCall(apply_tangent(mechanics, step, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}
