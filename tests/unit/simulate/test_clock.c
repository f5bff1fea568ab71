// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a case, and how steps land on them.
#include "unit/check.h"

#include "sij/simulate/clock.h"

// Outputs at 0, 4 and 10 s; one injection from 2 to 4 s.
static Case injection_case(void)
{
  return (Case){.timing       = {.duration = 10.0, .n_outputs = 3, .output = {0.0, 4.0, 10.0}},
                .n_injections = 1,
                .injection    = {{.start = 2.0, .volume = 2e-6, .rate = 1e-6}}};
}

static void events_are_sorted_without_time_zero(void **state)
{
  const Case input = injection_case();
  Clock      clock;

  (void)state;
  clock_set(&input, &clock);
  assert_int_equal(clock.n, 3);
  assert_int_equal(clock.next, 0);
  assert_close(clock.time[0], 2.0, 0.0);
  assert_close(clock.time[1], 4.0, 0.0);
  assert_close(clock.time[2], 10.0, 0.0);
}

static void coincident_events_are_merged(void **state)
{
  Case  input = injection_case();
  Clock clock;

  (void)state;
  input.injection[0].start += 1e-13; // ends at 4 s but for rounding
  clock_set(&input, &clock);
  assert_int_equal(clock.n, 3);
  assert_false(clock.output[0]);
  assert_true(clock.needle[0]);
  assert_true(clock.output[1]);
  assert_true(clock.needle[1]);
  assert_true(clock.output[2]);
  assert_false(clock.needle[2]);
}

// The change of rates brings the tolerated share of all water in the first step after an event.
static void after_a_needle_the_tolerance_gives_the_step(void **state)
{
  Case input = injection_case();

  (void)state;
  input.numerics = (Numerics){.time_tolerance = 0.1, .step_first = 0.05, .step_max = 1.0};
  assert_close(clock_restart(&input, 4.0), 0.2, 1e-12);
  input.n_injections =
    2; // the second starts as the first ends: twice the change, and twice the water
  input.injection[1] = (Injection){.start = 4.0, .volume = 2e-6, .rate = 1e-6};
  assert_close(clock_restart(&input, 4.0), 0.2, 1e-12);
  assert_close(clock_restart(&input, 6.0), 0.4, 1e-12);
  input.numerics.time_tolerance = 0.01;
  assert_close(clock_restart(&input, 4.0), 0.05, 0.0);
  input.numerics.time_tolerance = 1.0;
  assert_close(clock_restart(&input, 4.0), 1.0, 0.0);
  input.flow = FLOW_COUPLED;
  assert_close(clock_restart(&input, 4.0), 0.05, 0.0);
}

static void what_lies_past_the_end_is_dropped(void **state)
{
  Case  input = injection_case();
  Clock clock;

  (void)state;
  input.injection[0].volume = 20e-6;
  clock_set(&input, &clock);
  assert_int_equal(clock.n, 3);
  assert_close(clock.time[2], 10.0, 0.0);
  assert_false(clock.needle[2]);
}

static void breakpoints_of_load_curves_are_outputs(void **state)
{
  Case  input = injection_case();
  Clock clock;

  (void)state;
  input.mechanics.strain  = STRAIN_SMALL;
  input.mechanics.n_loads = 1;
  input.mechanics.load[0] = (CaseLoad){.start         = 0.0,
                                       .n_course      = 2,
                                       .course_time   = {1.0, 3.0},
                                       .course_factor = {0.0, 1.0},
                                       .until         = INFINITY};
  clock_set(&input, &clock);
  assert_int_equal(clock.n, 5);
  assert_close(clock.time[0], 1.0, 0.0);
  assert_close(clock.time[2], 3.0, 0.0);
  assert_true(clock.output[0]);
  assert_true(clock.output[2]);
  assert_false(clock.needle[2]);
}

static void a_step_lands_on_the_event(void **state)
{
  const Clock clock = {.n = 1, .time = {8.0}};

  (void)state;
  assert_close(clock_step(&clock, 5.0, 3.0), 3.0, 0.0);
  assert_close(clock_step(&clock, 5.0, 100.0), 3.0, 0.0);
}

static void the_last_two_steps_before_an_event_are_equal(void **state)
{
  const Clock clock = {.n = 1, .time = {8.0}};

  (void)state;
  assert_close(clock_step(&clock, 5.0, 2.9), 1.5, 0.0);
  assert_close(clock_step(&clock, 5.0, 1.6), 1.5, 0.0);
}

static void far_from_an_event_the_step_is_as_asked(void **state)
{
  const Clock clock = {.n = 1, .time = {8.0}};

  (void)state;
  assert_close(clock_step(&clock, 5.0, 1.5), 1.5, 0.0);
  assert_close(clock_step(&clock, 0.0, 0.1), 0.1, 0.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(events_are_sorted_without_time_zero),
    cmocka_unit_test(coincident_events_are_merged),
    cmocka_unit_test(after_a_needle_the_tolerance_gives_the_step),
    cmocka_unit_test(what_lies_past_the_end_is_dropped),
    cmocka_unit_test(breakpoints_of_load_curves_are_outputs),
    cmocka_unit_test(a_step_lands_on_the_event),
    cmocka_unit_test(the_last_two_steps_before_an_event_are_equal),
    cmocka_unit_test(far_from_an_event_the_step_is_as_asked),
  };

  return cmocka_run_group_tests_name("simulate/clock", tests, NULL, NULL);
}
