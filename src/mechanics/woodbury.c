// SPDX-License-Identifier: GPL-3.0-or-later
// Woodbury's correction: multigrid for the elements, exact in the few directions in which springs act. solver.c makes it
// the preconditioner of conjugate gradients where there are springs.
#include "woodbury.h"

PetscErrorCode woodbury_create(PC multigrid, Woodbury **woodbury)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(woodbury));
  PetscCall(PetscObjectReference((PetscObject)multigrid));
  (*woodbury)->multigrid = multigrid;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode free_arrays(Woodbury *woodbury)
{
  PetscFunctionBeginUser;
  if (woodbury->n > 0) PetscCall(VecDestroyVecs(woodbury->n, &woodbury->column));
  if (woodbury->n > 0) PetscCall(VecDestroyVecs(woodbury->n, &woodbury->response));
  PetscCall(PetscFree3(woodbury->gram, woodbury->stiffness, woodbury->work));
  woodbury->n = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_destroy(Woodbury **woodbury)
{
  PetscFunctionBeginUser;
  if (!*woodbury) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(free_arrays(*woodbury));
  PetscCall(PCDestroy(&(*woodbury)->multigrid));
  PetscCall(PetscFree(*woodbury));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_resize(Woodbury *woodbury, int n, Vec like)
{
  const int square = n * n, more = n * (n + 1);

  PetscFunctionBeginUser;
  PetscCall(free_arrays(woodbury));
  PetscCall(VecDuplicateVecs(like, n, &woodbury->column));
  PetscCall(VecDuplicateVecs(like, n, &woodbury->response));
  PetscCall(PetscCalloc3(square, &woodbury->gram, n, &woodbury->stiffness, more, &woodbury->work));
  woodbury->n = n;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode woodbury_set(Woodbury *woodbury)
{
  const int n = woodbury->n;

  PetscFunctionBeginUser;
  for (int s = 0; s < n; s++) {
    PetscCall(PCApply(woodbury->multigrid, woodbury->column[s], woodbury->response[s]));
    PetscCall(VecMDot(woodbury->response[s], n, woodbury->column, &woodbury->gram[s * n]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void eliminate_row(double *row, const double *pivot, int n, int column)
{
  const double factor = row[column] / pivot[column];

  for (int k = column; k <= n; k++) row[k] -= factor * pivot[k];
}

/** Solves (I + C U^T Y) c = C t by elimination in place, t in and c out. As S^-1 (I + S gram S) S
 * with S the root of C it is similar to a positive definite matrix, so that no pivot vanishes. gram
 * is stored by columns. */
static void solve_small_system(const Woodbury *woodbury, double *t)
{
  const int n = woodbury->n;
  double   *a = woodbury->work;

  for (int r = 0; r < n; r++) {
    const double stiffness = woodbury->stiffness[r];

    for (int s = 0; s < n; s++)
      a[r * (n + 1) + s] = (r == s) + stiffness * woodbury->gram[s * n + r];
    a[r * (n + 1) + n] = stiffness * t[r];
  }
  for (int p = 0; p < n; p++)
    for (int r = p + 1; r < n; r++) eliminate_row(&a[r * (n + 1)], &a[p * (n + 1)], n, p);
  for (int r = n - 1; r >= 0; r--) {
    t[r] = a[r * (n + 1) + n];
    for (int s = r + 1; s < n; s++) t[r] -= a[r * (n + 1) + s] * t[s];
    t[r] /= a[r * (n + 1) + r];
  }
}

static PetscErrorCode apply_woodbury(PC pc, Vec in, Vec out)
{
  Woodbury *woodbury;
  double   *t;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &woodbury));
  PetscCall(PCApply(woodbury->multigrid, in, out));
  if (woodbury->n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscMalloc1(woodbury->n, &t));
  PetscCall(VecMDot(out, woodbury->n, woodbury->column, t));
  solve_small_system(woodbury, t);
  for (int s = 0; s < woodbury->n; s++) t[s] = -t[s];
  PetscCall(VecMAXPY(out, woodbury->n, t, woodbury->response));
  PetscCall(PetscFree(t));
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
