// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/convergence.h"

#include <string.h>

#define must(call) assert_int_equal((call), 0)

// Half the width of the bar of 3 + 0.1 h^order on meshes h = 1, ratio, ratio^2: the error is 0.1.
static double bar_of_order(double order, double ratio)
{
  const double value[] = {3.1, 3.0 + 0.1 * pow(ratio, order), 3.0 + 0.1 * pow(ratio, 2.0 * order)};

  return convergence_bar(3, value, ratio);
}

static void a_clean_order_gives_a_quarter_more_than_the_error(void **state)
{
  (void)state;
  assert_close(bar_of_order(1.0, 2.0), 0.125, 1e-12);
  assert_close(bar_of_order(1.0, sqrt(2.0)), 0.125, 1e-12);
  assert_close(bar_of_order(0.5, 2.0), 0.125, 1e-12);
  assert_close(bar_of_order(0.7, sqrt(2.0)), 0.125, 1e-12);
}

// A high order leaves no more than first order would, judged by the widest pair: (16 - 1) / (4 - 1).
static void a_high_order_is_not_trusted(void **state)
{
  (void)state;
  assert_close(bar_of_order(2.0, 2.0), 1.25 * 0.1 * 15.0 / 3.0, 1e-12);
  assert_close(bar_of_order(3.0, 2.0), 3.0 * 0.1 * 63.0 / 3.0, 1e-12);
}

// The two finest agree by chance: there is no order in that, and the spread counts.
static void a_lucky_pair_has_a_wide_bar(void **state)
{
  const double value[] = {1.0, 1.0001, 1.3};

  (void)state;
  assert_close(convergence_bar(3, value, sqrt(2.0)), 3.0 * 0.3, 1e-12);
}

// Order 0.1 is clipped to 0.5.
static void a_low_order_is_clipped(void **state)
{
  const double fine = pow(2.0, 0.1) - 1.0;

  (void)state;
  assert_close(bar_of_order(0.1, 2.0), 1.25 * 0.1 * fine / (sqrt(2.0) - 1.0), 1e-12);
}

static void without_an_order_thrice_the_first_order_error(void **state)
{
  const double oscillates[] = {1.0, 1.3, 0.9}, diverges[] = {1.0, 1.3, 1.4};

  (void)state;
  assert_close(convergence_bar(3, oscillates, sqrt(2.0)), 3.0 * 0.4, 1e-12);
  assert_close(convergence_bar(3, oscillates, 2.0), 3.0 * 0.4 / 3.0, 1e-12);
  assert_close(convergence_bar(3, diverges, sqrt(2.0)), 3.0 * 0.4, 1e-12);
}

static void two_levels_assume_first_order(void **state)
{
  const double value[] = {1.0, 1.2};

  (void)state;
  assert_close(convergence_bar(2, value, 2.0), 0.6, 1e-12);
}

// The bar of a falling or negative quantity is that of its mirror image; it scales with the unit.
static void bars_know_no_sign_and_no_unit(void **state)
{
  const double value[] = {1.0, 1.1, 1.25}, mirrored[] = {-1e6, -1.1e6, -1.25e6};
  const double ratio = sqrt(2.0);

  (void)state;
  assert_close(convergence_bar(3, mirrored, ratio), 1e6 * convergence_bar(3, value, ratio), 1e-9);
}

static void what_is_the_same_or_nothing_has_no_bar(void **state)
{
  const double zero[] = {0.0, 0.0, 0.0}, same[] = {300.0, 300.0 * (1.0 + 1e-12), 300.0};
  const double never[] = {NAN, 1.0, 2.0}, once[] = {1.0, 2.0, NAN},
               endless[] = {1.0, INFINITY, 2.0};
  const double appears[] = {0.0, 0.0, 0.1};

  (void)state;
  assert_true(isnan(convergence_bar(3, zero, 2.0)));
  assert_true(isnan(convergence_bar(3, same, 2.0)));
  assert_true(isnan(convergence_bar(3, never, 2.0)));
  assert_true(isnan(convergence_bar(3, once, 2.0)));
  assert_true(isnan(convergence_bar(3, endless, 2.0)));
  assert_close(convergence_bar(3, appears, 2.0), 0.1, 1e-12); // a zero that is not so everywhere
}

static double error_of(const Quantities *list, const char *name)
{
  const Quantity *row = quantities_find(list, name);

  assert_non_null(row);
  return row->error;
}

// Three levels whose values go 1, 1.1, 1.25 times the first.
static void fill(Quantities level[3], double value, const char *unit, const char *name)
{
  const double factor[] = {1.0, 1.1, 1.25};

  for (int i = 0; i < 3; i++) must(quantities_add(&level[i], factor[i] * value, unit, "%s", name));
}

static void destroy(Quantities level[3])
{
  for (int i = 0; i < 3; i++) must(quantities_destroy(&level[i]));
}

static void only_what_a_mesh_can_move_has_a_bar(void **state)
{
  static const char *const without[] = {"run.steps",
                                        "injection.joint.asked",
                                        "dose.lidocaine.prescribed",
                                        "plasma.lidocaine.limit",
                                        "ledger.lidocaine.defect",
                                        "ledger.lidocaine.smallest",
                                        "targets.block_level"};
  static const char *const with[]    = {"injection.joint.delivered", "relief.peak",
                                        "targets.x.onset_c", "ledger.lidocaine.cleared"};
  Quantities               level[3]  = {0};

  (void)state;
  for (size_t i = 0; i < sizeof without / sizeof *without; i++) fill(level, 2.0, "1", without[i]);
  for (size_t i = 0; i < sizeof with / sizeof *with; i++) fill(level, 2.0, "1", with[i]);
  fill(level, 1.0, "yes/no", "targets.x.reached");
  convergence_bars(3, level, sqrt(2.0));
  for (size_t i = 0; i < sizeof without / sizeof *without; i++)
    assert_true(isnan(error_of(&level[0], without[i])));
  for (size_t i = 0; i < sizeof with / sizeof *with; i++)
    assert_close(error_of(&level[0], with[i]), 1.25 * 0.5, 1e-12);
  assert_true(isnan(error_of(&level[0], "targets.x.reached")));
  destroy(level);
}

static void a_quantity_that_a_level_lacks_has_no_bar(void **state)
{
  Quantities level[3] = {0};

  (void)state;
  fill(level, 1.0, "1", "relief.peak");
  must(quantities_add(&level[0], 1.0, "1", "relief.at_2_h"));
  convergence_bars(3, level, 2.0);
  assert_true(isnan(error_of(&level[0], "relief.at_2_h")));
  assert_true(isfinite(error_of(&level[0], "relief.peak")));
  destroy(level);
}

// A duration that the end of the run cuts on any level would look surer than it is.
static void a_cut_duration_has_no_bar(void **state)
{
  Quantities level[3] = {0};

  (void)state;
  fill(level, 40.0, "min", "targets.x.duration_c");
  fill(level, 0.0, "yes/no", "targets.x.outlasts_run_c");
  fill(level, 40.0, "min", "relief.duration");
  for (int i = 0; i < 3; i++)
    must(quantities_add(&level[i], i == 2, "yes/no", "relief.outlasts_run"));
  convergence_bars(3, level, 2.0);
  assert_true(isfinite(error_of(&level[0], "targets.x.duration_c")));
  assert_true(isnan(error_of(&level[0], "relief.duration")));
  destroy(level);
}

int main(int argc, char *argv[])
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_clean_order_gives_a_quarter_more_than_the_error),
    cmocka_unit_test(a_high_order_is_not_trusted),
    cmocka_unit_test(a_lucky_pair_has_a_wide_bar),
    cmocka_unit_test(a_low_order_is_clipped),
    cmocka_unit_test(without_an_order_thrice_the_first_order_error),
    cmocka_unit_test(two_levels_assume_first_order),
    cmocka_unit_test(bars_know_no_sign_and_no_unit),
    cmocka_unit_test(what_is_the_same_or_nothing_has_no_bar),
    cmocka_unit_test(only_what_a_mesh_can_move_has_a_bar),
    cmocka_unit_test(a_quantity_that_a_level_lacks_has_no_bar),
    cmocka_unit_test(a_cut_duration_has_no_bar),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("bar", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
