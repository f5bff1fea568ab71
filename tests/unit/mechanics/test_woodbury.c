// SPDX-License-Identifier: GPL-3.0-or-later
// Woodbury's correction on a small matrix: exact where the inner solver is exact, and symmetric and positive definite
// with any inner solver, also after the matrix and the stiffnesses have changed.
#include "../src/mechanics/woodbury.h"
#include "unit/check.h"

#include <stdlib.h>
#include <string.h>

enum { SIZE = 12, SPRINGS = 4 };

static const double STIFFNESS[SPRINGS] = {1e6, 3.0, 0.0, 1e-2};

typedef struct {
  Mat       matrix;
  PC        inner, corrected;
  Vec       column[SPRINGS], in, out;
  Woodbury *woodbury;
} Correction;

static void fill_matrix(Mat matrix, double shift)
{
  for (int r = 0; r < SIZE; r++)
    for (int s = 0; s < SIZE; s++) {
      const double value = r == s ? 2.0 + shift * (1 + r) : abs(r - s) == 1 ? -1.0 : 0.0;

      assert_int_equal(MatSetValue(matrix, r, s, value, INSERT_VALUES), 0);
    }
  assert_int_equal(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY), 0);
  assert_int_equal(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY), 0);
}

// The last column is the sum of the first two: they are dependent.
static double column_entry(int spring, int row)
{
  if (spring == SPRINGS - 1) return column_entry(0, row) + column_entry(1, row);
  return row % (spring + 2) == 0 ? 1.0 : 0.1 * spring;
}

static void create(PCType inner, Correction *correction)
{
  assert_int_equal(MatCreateSeqDense(PETSC_COMM_SELF, SIZE, SIZE, NULL, &correction->matrix), 0);
  fill_matrix(correction->matrix, 0.1);
  assert_int_equal(MatCreateVecs(correction->matrix, &correction->in, &correction->out), 0);
  assert_int_equal(PCCreate(PETSC_COMM_SELF, &correction->inner), 0);
  assert_int_equal(PCSetType(correction->inner, inner), 0);
  assert_int_equal(PCSetOperators(correction->inner, correction->matrix, correction->matrix), 0);
  assert_int_equal(PCSetUp(correction->inner), 0);
  for (int s = 0; s < SPRINGS; s++) {
    assert_int_equal(VecDuplicate(correction->in, &correction->column[s]), 0);
    for (int r = 0; r < SIZE; r++)
      assert_int_equal(VecSetValue(correction->column[s], r, column_entry(s, r), INSERT_VALUES), 0);
  }
  assert_int_equal(woodbury_create(correction->inner, &correction->woodbury), 0);
  assert_int_equal(woodbury_pc(correction->woodbury, &correction->corrected), 0);
  assert_int_equal(PCSetOperators(correction->corrected, correction->matrix, correction->matrix),
                   0);
  assert_int_equal(woodbury_set_columns(correction->woodbury, SPRINGS, correction->column), 0);
  assert_int_equal(woodbury_set_stiffness(correction->woodbury, STIFFNESS), 0);
}

static void destroy(Correction *correction)
{
  for (int s = 0; s < SPRINGS; s++) assert_int_equal(VecDestroy(&correction->column[s]), 0);
  assert_int_equal(woodbury_destroy(&correction->woodbury), 0);
  assert_int_equal(PCDestroy(&correction->corrected), 0);
  assert_int_equal(PCDestroy(&correction->inner), 0);
  assert_int_equal(VecDestroy(&correction->in), 0);
  assert_int_equal(VecDestroy(&correction->out), 0);
  assert_int_equal(MatDestroy(&correction->matrix), 0);
}

// out = (A + U C U^T) in
static void multiply(const Correction *correction, Vec in, Vec out)
{
  assert_int_equal(MatMult(correction->matrix, in, out), 0);
  for (int s = 0; s < SPRINGS; s++) {
    double along;

    assert_int_equal(VecDot(correction->column[s], in, &along), 0);
    assert_int_equal(VecAXPY(out, STIFFNESS[s] * along, correction->column[s]), 0);
  }
}

static void an_exact_inner_solver_makes_it_exact(void **state)
{
  Correction correction;
  double     error;
  Vec        x;

  (void)state;
  create(PCCHOLESKY, &correction);
  assert_int_equal(correction.woodbury->rank, SPRINGS - 1);
  assert_int_equal(VecDuplicate(correction.in, &x), 0);
  for (int r = 0; r < SIZE; r++) assert_int_equal(VecSetValue(x, r, cos(r), INSERT_VALUES), 0);
  multiply(&correction, x, correction.in);
  assert_int_equal(PCApply(correction.corrected, correction.in, correction.out), 0);
  assert_int_equal(VecAXPY(correction.out, -1.0, x), 0);
  assert_int_equal(VecNorm(correction.out, NORM_INFINITY, &error), 0);
  assert_small(error, 1e-8);
  assert_int_equal(VecDestroy(&x), 0);
  destroy(&correction);
}

static void apply_to_unit_vectors(const Correction *correction, double applied[SIZE][SIZE])
{
  for (int s = 0; s < SIZE; s++) {
    const PetscScalar *array;

    assert_int_equal(VecSet(correction->in, 0.0), 0);
    assert_int_equal(VecSetValue(correction->in, s, 1.0, INSERT_VALUES), 0);
    assert_int_equal(PCApply(correction->corrected, correction->in, correction->out), 0);
    assert_int_equal(VecGetArrayRead(correction->out, &array), 0);
    memcpy(applied[s], array, sizeof applied[s]);
    assert_int_equal(VecRestoreArrayRead(correction->out, &array), 0);
  }
}

// Only a positive definite matrix has a Cholesky factor.
static void check_positive(double matrix[SIZE][SIZE])
{
  Mat dense;

  assert_int_equal(MatCreateSeqDense(PETSC_COMM_SELF, SIZE, SIZE, &matrix[0][0], &dense), 0);
  assert_int_equal(MatCholeskyFactor(dense, NULL, NULL), 0);
  assert_int_equal(MatDestroy(&dense), 0);
}

static void check_symmetric_and_positive(const Correction *correction)
{
  double applied[SIZE][SIZE];

  apply_to_unit_vectors(correction, applied);
  for (int r = 0; r < SIZE; r++)
    for (int s = 0; s < r; s++) assert_small(applied[r][s] - applied[s][r], 1e-12);
  check_positive(applied);
}

static void an_inexact_one_keeps_it_symmetric_and_positive(void **state)
{
  const double slack[SPRINGS] = {0.0, 0.0, 1e9, 0.0};
  Correction   correction;

  (void)state;
  create(PCJACOBI, &correction);
  check_symmetric_and_positive(&correction);
  fill_matrix(correction.matrix, 5.0);
  check_symmetric_and_positive(&correction);
  assert_int_equal(woodbury_set_stiffness(correction.woodbury, slack), 0);
  check_symmetric_and_positive(&correction);
  destroy(&correction);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_exact_inner_solver_makes_it_exact),
    cmocka_unit_test(an_inexact_one_keeps_it_symmetric_and_positive),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("mechanics/woodbury", tests, NULL, NULL);

  return PetscFinalize() || failed;
}
