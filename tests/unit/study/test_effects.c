// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../src/study/effects.h"
#include "../../../src/study/sample.h"
#include "unit/check.h"

enum { N = 20, D = 3 };

// y = 5 + 2 u_0 - 3 u_1 over points of a hypercube; u_2 does nothing.
static void fill(double u[N * D], double y[N])
{
  assert_int_equal(sample_latin_hypercube(N, D, 3, u), 0);
  for (int i = 0; i < N * D; i++) u[i] = 2.0 * u[i] - 1.0;
  for (int i = 0; i < N; i++) y[i] = 5.0 + 2.0 * u[i * D] - 3.0 * u[i * D + 1];
}

static void a_linear_function_is_found(void **state)
{
  double      u[N * D], y[N];
  LinearModel model;

  (void)state;
  fill(u, y);
  assert_int_equal(effects_fit(N, D, u, y, &model), 0);
  assert_true(model.fitted);
  assert_int_equal(model.n, N);
  assert_close(model.intercept, 5.0, 1e-12);
  assert_close(model.slope[0], 2.0, 1e-12);
  assert_close(model.slope[1], -3.0, 1e-12);
  assert_small(model.slope[2], 1e-12);
  assert_close(model.r2, 1.0, 1e-12);
  // Strata make the spreads of all factors nearly the same, and the two slopes share the variance.
  assert_close(model.standardised[1] / model.standardised[0], -1.5, 0.05);
  assert_int_equal(effects_destroy(&model), 0);
}

static void what_is_not_linear_lowers_r2(void **state)
{
  double      u[N * D], y[N];
  LinearModel model;

  (void)state;
  fill(u, y);
  for (int i = 0; i < N; i++) y[i] += i % 2 ? 1.0 : -1.0;
  assert_int_equal(effects_fit(N, D, u, y, &model), 0);
  assert_true(model.r2 > 0.5 && model.r2 < 0.95);
  assert_int_equal(effects_destroy(&model), 0);
}

static void a_case_without_a_value_does_not_count(void **state)
{
  double      u[N * D], y[N];
  LinearModel model;

  (void)state;
  fill(u, y);
  y[4] = y[11] = NAN;
  assert_int_equal(effects_fit(N, D, u, y, &model), 0);
  assert_int_equal(model.n, N - 2);
  assert_close(model.slope[1], -3.0, 1e-12);
  assert_int_equal(effects_destroy(&model), 0);
}

static void too_few_cases_and_factors_that_go_together_have_no_model(void **state)
{
  double      u[N * D], y[N];
  LinearModel model;

  (void)state;
  fill(u, y);
  assert_int_equal(effects_fit(D + 1, D, u, y, &model), 0);
  assert_false(model.fitted);
  assert_int_equal(effects_destroy(&model), 0);
  for (int i = 0; i < N; i++) u[i * D + 2] = u[i * D] - u[i * D + 1];
  assert_int_equal(effects_fit(N, D, u, y, &model), 0);
  assert_false(model.fitted);
  assert_int_equal(effects_destroy(&model), 0);
}

static void a_level_has_the_mean_of_its_cases(void **state)
{
  const double y[]     = {1.0, 3.0, 10.0, NAN, 20.0};
  const int    level[] = {0, 0, 1, 1, 1};
  int          n;

  (void)state;
  assert_close(effects_mean(5, y, level, 0, &n), 2.0, 1e-15);
  assert_int_equal(n, 2);
  assert_close(effects_mean(5, y, level, 1, &n), 15.0, 1e-15);
  assert_int_equal(n, 2);
  assert_true(isnan(effects_mean(5, y, level, 2, &n)));
  assert_int_equal(n, 0);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_linear_function_is_found),
    cmocka_unit_test(what_is_not_linear_lowers_r2),
    cmocka_unit_test(a_case_without_a_value_does_not_count),
    cmocka_unit_test(too_few_cases_and_factors_that_go_together_have_no_model),
    cmocka_unit_test(a_level_has_the_mean_of_its_cases),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("effects", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
