// SPDX-License-Identifier: GPL-3.0-or-later
/** Bandwidth of main memory by the triad a = b + s c of STREAM (McCalpin 1995), on all ranks at once.
 *
 * usage: triad [-numbers N]      N doubles in each array of a rank; 4 million are beyond every cache
 *
 * Prints the best of ten passes in GB/s, 24 bytes for each number.
 */
#include "sij/base/foreign.h"

#include <petsctime.h>

enum { PASSES = 10 };

static void run_triad(PetscInt n, double *restrict a, const double *restrict b,
                      const double *restrict c)
{
  for (PetscInt i = 0; i < n; i++) a[i] = b[i] + 3.0 * c[i];
}

static PetscErrorCode time_pass(PetscInt n, double *a, const double *b, const double *c,
                                double *seconds)
{
  PetscLogDouble from, to;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
  PetscCall(PetscTime(&from));
  run_triad(n, a, b, c);
  PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
  PetscCall(PetscTime(&to));
  *seconds = to - from;
  PetscCheck(a[n - 1] == 7.0, PETSC_COMM_SELF, PETSC_ERR_PLIB, "The triad gave %g", a[n - 1]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  PetscInt n    = 4000000;
  double   best = 0.0, seconds = 0.0, *a, *b, *c;
  int      ranks;

  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-numbers", &n, NULL));
  PetscCall(PetscMalloc3(n, &a, n, &b, n, &c));
  for (PetscInt i = 0; i < n; i++) {
    b[i] = 1.0;
    c[i] = 2.0;
  }
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  for (int i = 0; i < PASSES; i++) {
    PetscCall(time_pass(n, a, b, c, &seconds));
    best = PetscMax(best, 24e-9 * (double)n * ranks / seconds);
  }
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%.3f\n", best));
  PetscCall(PetscFree3(a, b, c));
  PetscCall(PetscFinalize());
  return 0;
}
