// SPDX-License-Identifier: GPL-3.0-or-later
// Measures a machine for a few seconds: sorting, for code that branches, and conjugate gradients on a grid of points, for the
// linear solvers, on 1, 2, 4... ranks.
#include "constants.h"

#include "sij/plan.h"

#include <petscksp.h>

#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

// The best of some rounds: what others do on the machine only slows it.
static PetscErrorCode measure_serial(double *rate)
{
  double *number;

  PetscFunctionBeginUser;
  *rate = 0.0;
  PetscCall(PetscMalloc1(CALIBRATION_NUMBERS, &number));
  for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
    PetscLogDouble from, to;
    unsigned       random = 1;

    for (int i = 0; i < CALIBRATION_NUMBERS; i++) {
      random = random * 1664525u +
               1013904223u; // any scatter will do; this one is Numerical Recipes' ranqd1
      number[i] = random;
    }
    PetscCall(PetscTime(&from));
    qsort(number, CALIBRATION_NUMBERS, sizeof *number, compare_numbers);
    PetscCall(PetscTime(&to));
    *rate = PetscMax(*rate, CALIBRATION_NUMBERS / PetscMax(to - from, 1e-9));
  }
  PetscCall(PetscFree(number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Row of a point of the grid: the Laplacian of 7 points, with values of 0 beyond the grid.
static PetscErrorCode set_row(Mat laplacian, PetscInt row)
{
  const PetscInt n = CALIBRATION_GRID, at[3] = {row % n, row / n % n, row / (n * n)};
  PetscInt       stride = 1;

  PetscFunctionBeginUser;
  PetscCall(MatSetValue(laplacian, row, row, 6.0, INSERT_VALUES));
  for (int k = 0; k < 3; k++, stride *= n) {
    if (at[k] > 0) PetscCall(MatSetValue(laplacian, row, row - stride, -1.0, INSERT_VALUES));
    if (at[k] < n - 1) PetscCall(MatSetValue(laplacian, row, row + stride, -1.0, INSERT_VALUES));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_laplacian(MPI_Comm comm, Mat *laplacian)
{
  const PetscInt n = (PetscInt)CALIBRATION_GRID * CALIBRATION_GRID * CALIBRATION_GRID;
  PetscInt       first, end;

  PetscFunctionBeginUser;
  PetscCall(MatCreateAIJ(comm, PETSC_DECIDE, PETSC_DECIDE, n, n, 7, NULL, 6, NULL, laplacian));
  PetscCall(MatGetOwnershipRange(*laplacian, &first, &end));
  for (PetscInt row = first; row < end; row++) PetscCall(set_row(*laplacian, row));
  PetscCall(MatAssemblyBegin(*laplacian, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(*laplacian, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_solver(Mat laplacian, KSP *ksp)
{
  PC pc;

  PetscFunctionBeginUser;
  PetscCall(KSPCreate(PetscObjectComm((PetscObject)laplacian), ksp));
  PetscCall(KSPSetOperators(*ksp, laplacian, laplacian));
  PetscCall(KSPSetType(*ksp, KSPCG));
  PetscCall(KSPGetPC(*ksp, &pc));
  PetscCall(PCSetType(pc, PCBJACOBI));
  PetscCall(KSPSetConvergenceTest(*ksp, KSPConvergedSkip, NULL, NULL));
  PetscCall(
    KSPSetTolerances(*ksp, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, CALIBRATION_ITERATIONS));
  PetscCall(KSPSetUp(*ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode time_solver(KSP ksp, Vec right, Vec solution, double *rate)
{
  const double work =
    (double)CALIBRATION_ITERATIONS * CALIBRATION_GRID * CALIBRATION_GRID * CALIBRATION_GRID;

  PetscFunctionBeginUser;
  *rate = 0.0;
  for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
    PetscLogDouble from, to;

    PetscCallMPI(MPI_Barrier(PetscObjectComm((PetscObject)ksp)));
    PetscCall(PetscTime(&from));
    PetscCall(KSPSolve(ksp, right, solution));
    PetscCall(PetscTime(&to));
    *rate = PetscMax(*rate, work / PetscMax(to - from, 1e-9));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_solver(MPI_Comm comm, double *rate)
{
  Mat laplacian;
  KSP ksp;
  Vec right, solution;

  PetscFunctionBeginUser;
  PetscCall(create_laplacian(comm, &laplacian));
  PetscCall(create_solver(laplacian, &ksp));
  PetscCall(MatCreateVecs(laplacian, &solution, &right));
  PetscCall(VecSet(right, 1.0));
  PetscCall(time_solver(ksp, right, solution, rate));
  PetscCall(VecDestroy(&solution));
  PetscCall(VecDestroy(&right));
  PetscCall(KSPDestroy(&ksp));
  PetscCall(MatDestroy(&laplacian));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The others wait.
static PetscErrorCode measure_on_ranks(MPI_Comm comm, int n, double *rate)
{
  MPI_Comm some;
  int      rank;

  PetscFunctionBeginUser;
  *rate = 0.0;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_split(comm, rank < n ? 0 : 1, rank, &some));
  if (rank < n) PetscCall(measure_solver(some, rate));
  PetscCallMPI(MPI_Comm_free(&some));
  PetscCallMPI(MPI_Bcast(rate, 1, MPI_DOUBLE, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode plan_calibrate(MPI_Comm comm, PlanRates *rates)
{
  int size;

  PetscFunctionBeginUser;
  *rates = (PlanRates){0};
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(measure_serial(&rates->serial));
  PetscCallMPI(MPI_Bcast(&rates->serial, 1, MPI_DOUBLE, 0, comm));
  for (int n = 1; rates->n < PLAN_ROWS; n = 2 * n < size ? 2 * n : size) {
    rates->ranks[rates->n] = n;
    PetscCall(measure_on_ranks(comm, n, &rates->solver[rates->n]));
    rates->n++;
    if (n == size) break;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
