// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/injection.h"

static const InjectionSchedule ONE_ML = {.start = 10.0, .volume = 1e-6, .rate = 5e-8};

static void it_ends_when_its_volume_is_in(void **state)
{
  (void)state;
  assert_close(injection_end(&ONE_ML), 30.0, 1e-14);
}

static void it_runs_between_its_ends_and_not_at_them(void **state)
{
  (void)state;
  assert_false(injection_is_running(&ONE_ML, 10.0));
  assert_true(injection_is_running(&ONE_ML, 10.001));
  assert_true(injection_is_running(&ONE_ML, 29.999));
  assert_false(injection_is_running(&ONE_ML, 30.0));
}

static void what_is_to_come_falls_from_all_to_nothing(void **state)
{
  (void)state;
  assert_close(injection_to_come(&ONE_ML, 0.0), 1e-6, 1e-14);
  assert_close(injection_to_come(&ONE_ML, 20.0), 5e-7, 1e-14);
  assert_small(injection_to_come(&ONE_ML, 31.0), 1e-30);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(it_ends_when_its_volume_is_in),
    cmocka_unit_test(it_runs_between_its_ends_and_not_at_them),
    cmocka_unit_test(what_is_to_come_falls_from_all_to_nothing),
  };

  return cmocka_run_group_tests_name("laws/injection", tests, NULL, NULL);
}
