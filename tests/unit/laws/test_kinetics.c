// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/kinetics.h"

static const Plasma LIDOCAINE = {.clearance = 1.58e-5, .volume = 9.1e-2};

static void nothing_comes_from_nothing(void **state)
{
  (void)state;
  assert_small(plasma_amount(&LIDOCAINE, 0.0, 0.0, 60.0), 0.0);
  assert_close(plasma_amount(&LIDOCAINE, 2.0, 0.5, 0.0), 2.5, 1e-15);
}

static void without_clearance_amount_is_kept(void **state)
{
  const Plasma closed = {.clearance = 0.0, .volume = 1.0};

  (void)state;
  assert_close(plasma_amount(&closed, 2.0, 0.5, 3600.0), 2.5, 1e-15);
}

static void decays_exponentially(void **state)
{
  const double half = log(2.0) * LIDOCAINE.volume / LIDOCAINE.clearance;

  (void)state;
  assert_close(plasma_amount(&LIDOCAINE, 8.0, 0.0, 3 * half), 1.0, 1e-13);
}

static void settles_where_inflow_meets_clearance(void **state)
{
  const double rate = 1e-6, dt = 1e7;
  const double steady = rate * LIDOCAINE.volume / LIDOCAINE.clearance;

  (void)state;
  assert_close(plasma_amount(&LIDOCAINE, 0.0, rate * dt, dt), steady, 1e-12);
}

// Exact for even inflow: the same whatever the steps.
static void steps_do_not_matter(void **state)
{
  double amount = 0.3;

  (void)state;
  for (int i = 0; i < 1000; i++) amount = plasma_amount(&LIDOCAINE, amount, 2e-3, 7.2);
  assert_close(amount, plasma_amount(&LIDOCAINE, 0.3, 2.0, 7200.0), 1e-12);
}

static void time_above_is_that_of_the_line(void **state)
{
  (void)state;
  assert_close(kinetics_time_above(0.0, 1.0, 0.25, 8.0), 6.0, 1e-15);
  assert_close(kinetics_time_above(1.0, 0.0, 0.25, 8.0), 6.0, 1e-15);
  assert_close(kinetics_time_above(0.5, 0.5, 0.5, 8.0), 8.0, 1e-15);
  assert_small(kinetics_time_above(0.5, 0.2, 0.6, 8.0), 0.0);
  assert_small(kinetics_time_above(0.2, 0.5, 0.5, 8.0), 0.0);
}

static void first_crossing(void **state)
{
  (void)state;
  assert_close(kinetics_reaches(0.2, 1.2, 0.45, 8.0), 2.0, 1e-14);
  assert_small(kinetics_reaches(0.6, 0.1, 0.5, 8.0), 0.0);
  assert_true(isnan(kinetics_reaches(0.0, 0.4, 0.5, 8.0)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_comes_from_nothing),
    cmocka_unit_test(without_clearance_amount_is_kept),
    cmocka_unit_test(decays_exponentially),
    cmocka_unit_test(settles_where_inflow_meets_clearance),
    cmocka_unit_test(steps_do_not_matter),
    cmocka_unit_test(time_above_is_that_of_the_line),
    cmocka_unit_test(first_crossing),
  };

  return cmocka_run_group_tests_name("laws/kinetics", tests, NULL, NULL);
}
