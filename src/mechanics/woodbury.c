// SPDX-License-Identifier: GPL-3.0-or-later
// Woodbury's correction: multigrid for the elements, exact in the few directions in which springs act. solver.c makes it
// the preconditioner of conjugate gradients where there are springs.
#include "woodbury.h"

#include "constants.h"

#include <math.h>

PetscErrorCode woodbury_create(PC multigrid, Woodbury **woodbury)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(woodbury));
  PetscCall(PetscObjectReference((PetscObject)multigrid));
  (*woodbury)->multigrid = multigrid;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode free_small(Woodbury *woodbury)
{
  PetscFunctionBeginUser;
  PetscCall(MatDestroy(&woodbury->small));
  PetscCall(VecDestroy(&woodbury->along));
  PetscCall(VecDestroy(&woodbury->bent));
  PetscCall(VecDestroy(&woodbury->within));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode free_columns(Woodbury *woodbury)
{
  PetscFunctionBeginUser;
  PetscCall(free_small(woodbury));
  if (woodbury->n > 0) PetscCall(VecDestroyVecs(woodbury->n, &woodbury->basis));
  if (woodbury->n > 0) PetscCall(VecDestroyVecs(woodbury->n, &woodbury->response));
  PetscCall(VecDestroy(&woodbury->projected));
  PetscCall(PetscFree(woodbury->share));
  woodbury->n = woodbury->rank = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_destroy(Woodbury **woodbury)
{
  PetscFunctionBeginUser;
  if (!*woodbury) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(free_columns(*woodbury));
  PetscCall(PCDestroy(&(*woodbury)->multigrid));
  PetscCall(PetscFree(*woodbury));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Adds one column, less its projections on those before it, unless nothing remains of it.
static PetscErrorCode add_column(Woodbury *woodbury, int number, Vec column)
{
  const int rank  = woodbury->rank;
  double   *share = &woodbury->share[number * woodbury->n];
  Vec       basis = woodbury->basis[rank], response = woodbury->response[rank];
  double    energy, rest;

  PetscFunctionBeginUser;
  PetscCall(VecCopy(column, basis));
  PetscCall(PCApply(woodbury->multigrid, column, response));
  PetscCall(VecDot(response, basis, &energy));
  PetscCall(VecMDot(column, rank, woodbury->response, share));
  for (int k = 0; k < rank; k++) {
    PetscCall(VecAXPY(basis, -share[k], woodbury->basis[k]));
    PetscCall(VecAXPY(response, -share[k], woodbury->response[k]));
  }
  PetscCall(VecDot(response, basis, &rest));
  if (!(rest > WOODBURY_DEPENDENT * energy)) PetscFunctionReturn(PETSC_SUCCESS);
  share[rank] = sqrt(rest);
  PetscCall(VecScale(basis, 1.0 / share[rank]));
  PetscCall(VecScale(response, 1.0 / share[rank]));
  woodbury->rank++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_set_columns(Woodbury *woodbury, int n, const Vec column[])
{
  PetscFunctionBeginUser;
  PetscCall(free_columns(woodbury));
  woodbury->n = n;
  PetscCall(VecDuplicate(column[0], &woodbury->projected));
  PetscCall(VecDuplicateVecs(column[0], n, &woodbury->basis));
  PetscCall(VecDuplicateVecs(column[0], n, &woodbury->response));
  PetscCall(PetscCalloc1((size_t)n * (size_t)n, &woodbury->share));
  for (int s = 0; s < n; s++) PetscCall(add_column(woodbury, s, column[s]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_set_stiffness(Woodbury *woodbury, const double stiffness[])
{
  const int rank = woodbury->rank, n = woodbury->n;

  PetscFunctionBeginUser;
  PetscCall(free_small(woodbury));
  PetscCall(MatCreateSeqDense(PETSC_COMM_SELF, rank, rank, NULL, &woodbury->small));
  PetscCall(MatCreateVecs(woodbury->small, &woodbury->along, &woodbury->bent));
  PetscCall(VecDuplicate(woodbury->along, &woodbury->within));
  for (int k = 0; k < rank; k++)
    for (int l = 0; l < rank; l++) {
      double sum = k == l ? 1.0 : 0.0;

      for (int s = 0; s < n; s++)
        sum += woodbury->share[s * n + k] * stiffness[s] * woodbury->share[s * n + l];
      PetscCall(MatSetValue(woodbury->small, k, l, sum, INSERT_VALUES));
    }
  PetscCall(MatAssemblyBegin(woodbury->small, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(woodbury->small, MAT_FINAL_ASSEMBLY));
  PetscCall(MatCholeskyFactor(woodbury->small, NULL, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Dot products with the vectors of a basis.
static PetscErrorCode project(Vec on, int rank, const Vec basis[], Vec products)
{
  PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayWrite(products, &array));
  PetscCall(VecMDot(on, rank, basis, array));
  PetscCall(VecRestoreArrayWrite(products, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_combination(Vec to, int rank, Vec weights, Vec basis[])
{
  const PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(weights, &array));
  PetscCall(VecMAXPY(to, rank, array, basis));
  PetscCall(VecRestoreArrayRead(weights, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Both parts end in one combination of W.
static PetscErrorCode apply_woodbury(PC pc, Vec in, Vec out)
{
  Woodbury *woodbury;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &woodbury));
  const int rank = woodbury->rank;

  if (rank == 0) {
    PetscCall(PCApply(woodbury->multigrid, in, out));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(project(in, rank, woodbury->response, woodbury->along));
  PetscCall(MatSolve(woodbury->small, woodbury->along, woodbury->bent));
  PetscCall(VecScale(woodbury->along, -1.0));
  PetscCall(VecCopy(in, woodbury->projected));
  PetscCall(add_combination(woodbury->projected, rank, woodbury->along, woodbury->basis));
  PetscCall(PCApply(woodbury->multigrid, woodbury->projected, out));
  PetscCall(project(out, rank, woodbury->basis, woodbury->within));
  PetscCall(VecAXPY(woodbury->bent, -1.0, woodbury->within));
  PetscCall(add_combination(out, rank, woodbury->bent, woodbury->response));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_pc(Woodbury *woodbury, PC *pc)
{
  PetscFunctionBeginUser;
  PetscCall(PCCreate(PetscObjectComm((PetscObject)woodbury->multigrid), pc));
  PetscCall(PCSetType(*pc, PCSHELL));
  PetscCall(PCShellSetContext(*pc, woodbury));
  PetscCall(PCShellSetApply(*pc, apply_woodbury));
  PetscFunctionReturn(PETSC_SUCCESS);
}
