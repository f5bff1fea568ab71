// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/hydrolysis.h"

static void it_stays_between_none_and_all(void **state)
{
  (void)state;
  for (double dt = 1e-9; dt < 1e9; dt *= 10.0) {
    const double turned = hydrolysis_fraction(1.5e-4, dt);

    assert_true(turned > 0.0 && turned <= 1.0);
  }
}

static void half_has_turned_after_a_half_time(void **state)
{
  (void)state;
  assert_close(hydrolysis_fraction(1.5e-4, log(2.0) / 1.5e-4), 0.5, 1e-14);
}

static void two_half_steps_are_one_step(void **state)
{
  const double left = 1.0 - hydrolysis_fraction(1e-3, 500.0);

  (void)state;
  assert_close(left * left, 1.0 - hydrolysis_fraction(1e-3, 1000.0), 1e-14);
}

static void a_short_step_turns_what_the_rate_says(void **state)
{
  (void)state;
  assert_close(hydrolysis_fraction(1e-4, 1e-8), 1e-12, 1e-11);
}

static void without_rate_or_time_nothing_turns(void **state)
{
  (void)state;
  assert_close(hydrolysis_fraction(0.0, 1e9), 0.0, 0.0);
  assert_close(hydrolysis_fraction(1.0, 0.0), 0.0, 0.0);
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
    cmocka_unit_test(it_stays_between_none_and_all),
    cmocka_unit_test(half_has_turned_after_a_half_time),
    cmocka_unit_test(two_half_steps_are_one_step),
    cmocka_unit_test(a_short_step_turns_what_the_rate_says),
    cmocka_unit_test(without_rate_or_time_nothing_turns),
    cmocka_unit_test(fault_names_the_rate),
  };

  return cmocka_run_group_tests_name("laws/hydrolysis", tests, NULL, NULL);
}
