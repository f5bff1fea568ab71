// SPDX-License-Identifier: GPL-3.0-or-later
// What findings read in a series: a block that comes and goes.
#include "../../../src/validate/bench.h"
#include "unit/check.h"

#include <math.h>

static double TIME[] = {0.0, 10.0, 20.0, 40.0}, BLOCK[] = {0.0, 0.8, 0.6, 0.2};

static const Outcome OUTCOME = {.n_rows = 4, .time = TIME};

static void between_rows_it_is_linear_and_held_at_the_ends(void **state)
{
  (void)state;
  assert_close(outcome_at(&OUTCOME, BLOCK, 5.0), 0.4, 1e-14);
  assert_close(outcome_at(&OUTCOME, BLOCK, 30.0), 0.4, 1e-14);
  assert_small(outcome_at(&OUTCOME, BLOCK, -1.0), 0.0);
  assert_close(outcome_at(&OUTCOME, BLOCK, 99.0), 0.2, 0.0);
}

static void last_time_at_a_level(void **state)
{
  (void)state;
  assert_close(outcome_last(&OUTCOME, BLOCK, 0.4), 30.0, 1e-14);
  assert_close(outcome_last(&OUTCOME, BLOCK, 0.7), 15.0, 1e-14);
}

static void a_level_never_reached_or_never_left_has_no_time(void **state)
{
  (void)state;
  assert_true(isnan(outcome_last(&OUTCOME, BLOCK, 0.9)));
  assert_true(isnan(outcome_last(&OUTCOME, BLOCK, 0.1)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(between_rows_it_is_linear_and_held_at_the_ends),
    cmocka_unit_test(last_time_at_a_level),
    cmocka_unit_test(a_level_never_reached_or_never_left_has_no_time),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
