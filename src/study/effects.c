// SPDX-License-Identifier: GPL-3.0-or-later
// Main effects of factors on a quantity: means by level, and a linear model (a response surface of first order) by least
// squares.
#include "effects.h"

#include <petscmat.h>

// Of the largest entry of R: what is less is rounding.
static const double DEPENDENT = 1e-10;

#include <math.h>

double effects_mean(int n, const double y[], const int level_of[], int level, int *count)
{
  double sum = 0.0;

  *count = 0;
  for (int i = 0; i < n; i++) {
    if (level_of[i] != level || !isfinite(y[i])) continue;
    sum += y[i];
    ++*count;
  }
  return *count > 0 ? sum / *count : NAN;
}

// Standard deviation of every stride-th of n values.
static double find_spread(int n, int stride, const double value[])
{
  double mean = 0.0, sum = 0.0;

  for (int i = 0; i < n; i++) mean += value[i * stride] / n;
  for (int i = 0; i < n; i++) sum += (value[i * stride] - mean) * (value[i * stride] - mean);
  return sqrt(sum / n);
}

// The columns of the model, and the values, of the cases that have one.
static int fill_system(int n, int d, const double u[], const double y[], double kept[],
                       double matrix[], double right[])
{
  int m = 0;

  for (int i = 0; i < n; i++) {
    if (!isfinite(y[i])) continue;
    for (int k = 0; k < d; k++) kept[m * d + k] = u[i * d + k];
    right[m++] = y[i];
  }
  for (int i = 0; i < m; i++) {
    matrix[i] = 1.0;
    for (int k = 0; k < d; k++) matrix[(k + 1) * m + i] = kept[i * d + k];
  }
  return m;
}

// Of R the diagonal is nil where columns depend on each other.
static PetscErrorCode check_rank(Mat factor, int rows, int columns, bool *full)
{
  const PetscScalar *r;

  PetscFunctionBeginUser;
  *full = true;
  PetscCall(MatDenseGetArrayRead(factor, &r));
  for (int k = 0; k < columns; k++) *full = *full && fabs(r[k * rows + k]) > DEPENDENT * fabs(r[0]);
  PetscCall(MatDenseRestoreArrayRead(factor, &r));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Least squares by QR. Overwrites the matrix. *full false: its columns depend on each other, and there is no solution.
static PetscErrorCode solve_least_squares(int rows, int columns, double matrix[], double right[],
                                          double solution[], bool *full)
{
  Mat factor;
  Vec b, x;

  PetscFunctionBeginUser;
  PetscCall(MatCreateSeqDense(PETSC_COMM_SELF, rows, columns, matrix, &factor));
  PetscCall(VecCreateSeqWithArray(PETSC_COMM_SELF, 1, rows, right, &b));
  PetscCall(VecCreateSeqWithArray(PETSC_COMM_SELF, 1, columns, solution, &x));
  PetscCall(MatQRFactor(factor, NULL, NULL));
  PetscCall(check_rank(factor, rows, columns, full));
  if (*full) PetscCall(MatSolve(factor, b, x));
  PetscCall(MatDestroy(&factor));
  PetscCall(VecDestroy(&b));
  PetscCall(VecDestroy(&x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void judge_fit(int d, const double kept[], const double y[], const double coefficient[],
                      LinearModel *model)
{
  const int    m      = model->n;
  const double spread = find_spread(m, 1, y);
  double       left   = 0.0;

  model->intercept = coefficient[0];
  for (int i = 0; i < m; i++) {
    double at = coefficient[0];

    for (int k = 0; k < d; k++) at += coefficient[k + 1] * kept[i * d + k];
    left += (y[i] - at) * (y[i] - at) / m;
  }
  for (int k = 0; k < d; k++) {
    model->slope[k] = coefficient[k + 1];
    model->standardised[k] =
      spread > 0.0 ? coefficient[k + 1] * find_spread(m, d, kept + k) / spread : 0.0;
  }
  model->r2 = spread > 0.0 ? 1.0 - left / (spread * spread) : 1.0;
}

PetscErrorCode effects_fit(int n, int d, const double u[], const double y[], LinearModel *model)
{
  const size_t rows = (size_t)n, columns = (size_t)d + 1;
  double      *matrix, *right, *kept, *solution;

  PetscFunctionBeginUser;
  *model = (LinearModel){0};
  PetscCall(PetscCalloc2((size_t)d, &model->slope, (size_t)d, &model->standardised));
  PetscCall(
    PetscMalloc4(rows * columns, &matrix, rows, &right, rows * columns, &kept, columns, &solution));
  model->n = fill_system(n, d, u, y, kept, matrix, right);
  if (d > 0 && model->n > d + 1)
    PetscCall(solve_least_squares(model->n, d + 1, matrix, right, solution, &model->fitted));
  if (model->fitted) judge_fit(d, kept, right, solution, model);
  PetscCall(PetscFree4(matrix, right, kept, solution));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode effects_destroy(LinearModel *model)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(model->slope, model->standardised));
  PetscFunctionReturn(PETSC_SUCCESS);
}
