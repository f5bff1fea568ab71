// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/hydrolysis.h"

static const HydrolysisAmount START = {.prodrug = 3.0, .active = 0.5};

static void amount_is_kept(void **state)
{
  (void)state;
  for (double dt = 1e-9; dt < 1e9; dt *= 10.0) {
    const HydrolysisAmount after = hydrolysis_step(1.5e-4, START, dt);

    assert_close(after.prodrug + after.active, 3.5, 1e-15);
    assert_true(after.prodrug >= 0.0 && after.active >= 0.5);
  }
}

static void half_is_left_after_a_half_time(void **state)
{
  (void)state;
  assert_close(hydrolysis_step(1.5e-4, START, log(2.0) / 1.5e-4).prodrug, 1.5, 1e-14);
}

static void two_half_steps_are_one_step(void **state)
{
  const HydrolysisAmount one  = hydrolysis_step(1e-3, START, 1000.0);
  const HydrolysisAmount half = hydrolysis_step(1e-3, START, 500.0);
  const HydrolysisAmount two  = hydrolysis_step(1e-3, half, 500.0);

  (void)state;
  assert_close(two.prodrug, one.prodrug, 1e-14);
  assert_close(two.active, one.active, 1e-14);
}

static void a_short_step_turns_what_the_rate_says(void **state)
{
  (void)state;
  assert_close(hydrolysis_step(1e-4, (HydrolysisAmount){.prodrug = 3.0}, 1e-8).active, 3e-12,
               1e-11);
}

static void without_rate_or_time_nothing_turns(void **state)
{
  (void)state;
  assert_close(hydrolysis_step(0.0, START, 1e9).prodrug, 3.0, 0.0);
  assert_close(hydrolysis_step(1.0, START, 0.0).active, 0.5, 0.0);
}

static void fault_names_the_rate(void **state)
{
  (void)state;
  assert_null(hydrolysis_fault(0.0));
  assert_string_equal(hydrolysis_fault(-1.0), "rate of hydrolysis must not be negative");
  assert_non_null(hydrolysis_fault(NAN));
  assert_non_null(hydrolysis_fault(INFINITY));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(amount_is_kept),
    cmocka_unit_test(half_is_left_after_a_half_time),
    cmocka_unit_test(two_half_steps_are_one_step),
    cmocka_unit_test(a_short_step_turns_what_the_rate_says),
    cmocka_unit_test(without_rate_or_time_nothing_turns),
    cmocka_unit_test(fault_names_the_rate),
  };

  return cmocka_run_group_tests_name("laws/hydrolysis", tests, NULL, NULL);
}
