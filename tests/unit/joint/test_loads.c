// SPDX-License-Identifier: GPL-3.0-or-later
// When courses of loads bend.
#include "unit/check.h"

#include "sij/joint.h"

static CaseLoad thrust(void)
{
  return (CaseLoad){.start         = 1.0,
                    .n_course      = 4,
                    .course_time   = {0.0, 0.1, 0.25, 0.4},
                    .course_factor = {0.0, 0.25, 1.0, 0.0},
                    .until         = INFINITY};
}

static void bends_follow_each_other(void **state)
{
  Case   input = {.mechanics = {.n_loads = 1, .strain = STRAIN_SMALL}};
  double t     = 0.0;

  (void)state;
  input.mechanics.load[0]        = thrust();
  input.mechanics.load[0].repeat = 2.0;
  input.mechanics.load[0].until  = 3.3;
  const double expected[]        = {1.0, 1.1, 1.25, 1.4, 3.0, 3.1, 3.25, 3.3};

  for (int k = 0; k < 8; k++) {
    t = joint_next_breakpoint(&input, t);
    assert_close(t, expected[k], 1e-12);
  }
}

static void nothing_bends_without_courses(void **state)
{
  Case   input = {.mechanics = {.n_loads = 1, .strain = STRAIN_SMALL}};
  double time[4];

  (void)state;
  input.mechanics.load[0].until = INFINITY;
  assert_true(isinf(joint_next_breakpoint(&input, 0.0)));
  assert_int_equal(joint_breakpoints(&input, 4, time), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(bends_follow_each_other),
    cmocka_unit_test(nothing_bends_without_courses),
  };

  return cmocka_run_group_tests_name("joint/loads", tests, NULL, NULL);
}
