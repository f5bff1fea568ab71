// SPDX-License-Identifier: GPL-3.0-or-later
// The linear system of displacement and of the mean dilation of each element, solved by GMRES: solver.c uses it where
// tissue is nearly incompressible.
#include "mixed.h"

#include "constants.h"

#include "sij/fem/graph.h"

#include <math.h>

/** The arrays behind the views of an input and an output vector. */
typedef struct {
  const PetscScalar *in;
  PetscScalar       *out;
} Arrays;

static PetscErrorCode open_views(Mixed *mixed, Vec in, Vec out, Arrays *arrays)
{
  PetscInt n;

  PetscFunctionBeginUser;
  PetscCall(VecGetLocalSize(mixed->u, &n));
  PetscCall(VecGetArrayRead(in, &arrays->in));
  PetscCall(VecGetArrayWrite(out, &arrays->out));
  PetscCall(VecPlaceArray(mixed->u, arrays->in));
  PetscCall(VecPlaceArray(mixed->q, arrays->in + n));
  PetscCall(VecPlaceArray(mixed->v, arrays->out));
  PetscCall(VecPlaceArray(mixed->r, arrays->out + n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode close_views(Mixed *mixed, Vec in, Vec out, Arrays *arrays)
{
  PetscFunctionBeginUser;
  PetscCall(VecResetArray(mixed->u));
  PetscCall(VecResetArray(mixed->q));
  PetscCall(VecResetArray(mixed->v));
  PetscCall(VecResetArray(mixed->r));
  PetscCall(VecRestoreArrayRead(in, &arrays->in));
  PetscCall(VecRestoreArrayWrite(out, &arrays->out));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode multiply_saddle_point(Mat pair, Vec in, Vec out)
{
  Mixed *mixed;
  Arrays arrays;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(pair, &mixed));
  PetscCall(open_views(mixed, in, out, &arrays));
  PetscCall(MatMult(mixed->full, mixed->u, mixed->v));
  PetscCall(MatMultTransposeAdd(mixed->rows, mixed->q, mixed->v, mixed->v));
  PetscCall(MatMult(mixed->rows, mixed->u, mixed->r));
  PetscCall(VecPointwiseMult(mixed->r, mixed->r, mixed->weight));
  PetscCall(VecAXPY(mixed->r, -1.0, mixed->q));
  PetscCall(close_views(mixed, in, out, &arrays));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode apply_preconditioner(PC pc, Vec in, Vec out)
{
  Mixed *mixed;
  Arrays arrays;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &mixed));
  PetscCall(open_views(mixed, in, out, &arrays));
  PetscCall(VecPointwiseMult(mixed->r, mixed->q, mixed->schur));
  PetscCall(MatMultTransposeAdd(mixed->rows, mixed->r, mixed->u, mixed->work));
  PetscCall(VecScale(mixed->r, -1.0));
  PetscCall(PCApply(mixed->multigrid, mixed->work, mixed->v));
  PetscCall(close_views(mixed, in, out, &arrays));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_rows(const Nodes *nodes, Mat *rows)
{
  const PetscInt n = nodes->mesh->n_cells_owned;

  PetscFunctionBeginUser;
  PetscCall(MatCreate(nodes->mesh->comm, rows));
  PetscCall(MatSetSizes(*rows, n, 3 * nodes->n_owned, PETSC_DETERMINE, 3 * nodes->n_global));
  PetscCall(MatSetType(*rows, MATAIJ));
  PetscCall(MatSeqAIJSetPreallocation(*rows, BLOCKS_SIDE, NULL));
  PetscCall(MatMPIAIJSetPreallocation(*rows, BLOCKS_SIDE, NULL, BLOCKS_SIDE, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_views(MPI_Comm comm, PetscInt n_u, PetscInt n_q, Mixed *mixed)
{
  PetscFunctionBeginUser;
  PetscCall(VecCreateMPIWithArray(comm, 1, n_u, PETSC_DETERMINE, NULL, &mixed->u));
  PetscCall(VecCreateMPIWithArray(comm, 1, n_u, PETSC_DETERMINE, NULL, &mixed->v));
  PetscCall(VecCreateMPIWithArray(comm, 1, n_q, PETSC_DETERMINE, NULL, &mixed->q));
  PetscCall(VecCreateMPIWithArray(comm, 1, n_q, PETSC_DETERMINE, NULL, &mixed->r));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_krylov(MPI_Comm comm, Mixed *mixed)
{
  PC pc;

  PetscFunctionBeginUser;
  PetscCall(fem_option_default("-mechanics_mixed_ksp_gmres_restart", SOLVER_MIXED_RESTART));
  PetscCall(KSPCreate(comm, &mixed->ksp));
  PetscCall(KSPSetOptionsPrefix(mixed->ksp, "mechanics_mixed_"));
  PetscCall(KSPSetType(mixed->ksp, KSPGMRES));
  PetscCall(KSPSetPCSide(mixed->ksp, PC_RIGHT));
  PetscCall(KSPSetOperators(mixed->ksp, mixed->pair, mixed->pair));
  PetscCall(KSPGetPC(mixed->ksp, &pc));
  PetscCall(PCSetType(pc, PCSHELL));
  PetscCall(PCShellSetContext(pc, mixed));
  PetscCall(PCShellSetApply(pc, apply_preconditioner));
  PetscCall(KSPSetFromOptions(mixed->ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mixed_create(const Nodes *nodes, KSP displacement, Mat p2, Mixed **mixed)
{
  const PetscInt n_u = 3 * nodes->n_owned, n_q = nodes->mesh->n_cells_owned;
  MPI_Comm       comm = nodes->mesh->comm;
  Mixed         *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->full = p2;
  PetscCall(KSPGetPC(displacement, &made->multigrid));
  PetscCall(create_rows(nodes, &made->rows));
  PetscCall(create_views(comm, n_u, n_q, made));
  PetscCall(MatCreateVecs(p2, &made->work, NULL));
  PetscCall(VecCreateMPI(comm, n_q, PETSC_DETERMINE, &made->weight));
  PetscCall(VecDuplicate(made->weight, &made->schur));
  PetscCall(MatCreateShell(comm, n_u + n_q, n_u + n_q, PETSC_DETERMINE, PETSC_DETERMINE, made,
                           &made->pair));
  PetscCall(MatShellSetOperation(made->pair, MATOP_MULT, (void (*)(void))multiply_saddle_point));
  PetscCall(MatCreateVecs(made->pair, &made->solution, &made->right));
  PetscCall(create_krylov(comm, made));
  *mixed = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mixed_destroy(Mixed **mixed)
{
  Mixed *old = *mixed;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  Vec *const vectors[] = {&old->weight, &old->schur, &old->u,     &old->q,       &old->v,
                          &old->r,      &old->work,  &old->right, &old->solution};

  for (size_t k = 0; k < sizeof vectors / sizeof *vectors; k++) PetscCall(VecDestroy(vectors[k]));
  PetscCall(KSPDestroy(&old->ksp));
  PetscCall(MatDestroy(&old->pair));
  PetscCall(MatDestroy(&old->rows));
  PetscCall(PetscFree(*mixed));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double vector_norm(const double vector[BLOCKS_SIDE])
{
  double square = 0.0;

  for (int s = 0; s < BLOCKS_SIDE; s++) square += vector[s] * vector[s];
  return sqrt(square);
}

// Constrained dofs are on the right-hand side: their columns are zero.
PetscErrorCode mixed_set_cell(Mixed *mixed, const Nodes *nodes, PetscInt cell,
                              const bool (*dirichlet)[3], const ElementTangent *tangent)
{
  const double norm = vector_norm(tangent->volume_gradient);
  PetscInt     column[BLOCKS_SIDE], row;
  PetscScalar  value[BLOCKS_SIDE];

  PetscFunctionBeginUser;
  PetscCall(MatGetOwnershipRange(mixed->rows, &row, NULL));
  row += cell;
  for (int s = 0; s < BLOCKS_SIDE; s++) {
    const PetscInt node = nodes->cell[cell][s / 3];

    column[s] = 3 * nodes->global[node] + s % 3;
    value[s]  = dirichlet[node][s % 3] ? 0.0 : tangent->volume_gradient[s] / norm;
  }
  PetscCall(MatSetValues(mixed->rows, 1, &row, BLOCKS_SIDE, column, value, INSERT_VALUES));
  PetscCall(
    VecSetValue(mixed->weight, row, tangent->volume_stiffness * norm * norm, INSERT_VALUES));
  PetscCall(VecSetValue(mixed->schur, row, 1.0 / (1.0 + tangent->excess), INSERT_VALUES));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mixed_finish(Mixed *mixed)
{
  PetscFunctionBeginUser;
  PetscCall(MatAssemblyBegin(mixed->rows, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(mixed->rows, MAT_FINAL_ASSEMBLY));
  PetscCall(VecAssemblyBegin(mixed->weight));
  PetscCall(VecAssemblyEnd(mixed->weight));
  PetscCall(VecAssemblyBegin(mixed->schur));
  PetscCall(VecAssemblyEnd(mixed->schur));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mixed_add_product(Mixed *mixed, Vec u, Vec force)
{
  Vec volume;

  PetscFunctionBeginUser;
  PetscCall(VecDuplicate(mixed->weight, &volume));
  PetscCall(MatMult(mixed->rows, u, volume));
  PetscCall(VecPointwiseMult(volume, volume, mixed->weight));
  PetscCall(MatMultTransposeAdd(mixed->rows, volume, force, force));
  PetscCall(VecDestroy(&volume));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mixed_solve(Mixed *mixed, Vec right, Vec solution)
{
  const PetscScalar *from;
  PetscScalar       *to;
  PetscInt           n;

  PetscFunctionBeginUser;
  PetscCall(VecGetLocalSize(right, &n));
  PetscCall(VecSet(mixed->right, 0.0));
  PetscCall(VecGetArrayRead(right, &from));
  PetscCall(VecGetArray(mixed->right, &to));
  PetscCall(PetscArraycpy(to, from, n));
  PetscCall(VecRestoreArray(mixed->right, &to));
  PetscCall(VecRestoreArrayRead(right, &from));
  PetscCall(KSPSolve(mixed->ksp, mixed->right, mixed->solution));
  PetscCall(VecGetArrayRead(mixed->solution, &from));
  PetscCall(VecGetArray(solution, &to));
  PetscCall(PetscArraycpy(to, from, n));
  PetscCall(VecRestoreArray(solution, &to));
  PetscCall(VecRestoreArrayRead(mixed->solution, &from));
  PetscFunctionReturn(PETSC_SUCCESS);
}
