// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/base/rigid.h"

static const Vec3 AXIS  = {{0.48, 0.6, 0.64}};
static const Vec3 PIVOT = {{0.05, -0.02, 0.9}};
enum { N = 30 };

static Vec3 point(int i)
{
  return vec3(0.1 + 0.03 * sin(1.7 * i), -0.04 + 0.05 * cos(2.3 * i),
              1.0 + 0.02 * sin(0.9 * i + 1.0));
}

// Turned about an axis through the pivot and shifted along it.
static Vec3 turned(Vec3 x, double angle, double shift)
{
  const Vec3 about = mat3_times(mat3_rotation(AXIS, angle), vec3_difference(x, PIVOT));

  return vec3_sum(vec3_sum(PIVOT, about), vec3_scaled(AXIS, shift));
}

static RigidMotion fitted(double angle, double shift)
{
  RigidSums sums = {0};

  for (int i = 0; i < N; i++)
    rigid_add(&sums, 1.0 + 0.1 * i, point(i), turned(point(i), angle, shift));
  return rigid_fit(&sums);
}

static void a_turn_and_a_shift_are_found(void **state)
{
  const double angles[] = {1e-5, 0.03, 1.0, 3.0};

  (void)state;
  for (int k = 0; k < 4; k++) {
    const RigidMotion motion = fitted(angles[k], 2e-3);
    const Vec3        moved  = rigid_moved(&motion, vec3(0.3, 0.2, 0.8));
    const Vec3        off    = vec3_difference(moved, turned(vec3(0.3, 0.2, 0.8), angles[k], 2e-3));

    assert_close(motion.angle, angles[k], 1e-7);
    assert_close(vec3_dot(motion.axis, AXIS), 1.0, 1e-10);
    assert_small(vec3_norm(off), 1e-11);
    assert_small(motion.residual, 1e-7); // a root of rounding
  }
}

static void pivot_lies_on_the_axis(void **state)
{
  const RigidMotion motion = fitted(0.03, 2e-3);
  const Vec3        apart  = vec3_difference(rigid_pivot(&motion), PIVOT);

  (void)state;
  assert_small(vec3_norm(vec3_cross(apart, AXIS)), 1e-10);
  assert_small(vec3_dot(vec3_difference(rigid_pivot(&motion), motion.from), AXIS), 1e-10);
}

static void a_shift_alone_has_no_axis(void **state)
{
  const RigidMotion motion = fitted(0.0, 2e-3);

  (void)state;
  assert_small(motion.angle, 1e-12);
  assert_close(vec3_distance(motion.from, motion.to), 2e-3, 1e-12);
}

// Stretched along three axes by amounts that cancel no rotation: none is found, and the rest is told.
static void stretch_is_no_rotation(void **state)
{
  RigidSums sums = {0};

  (void)state;
  for (int i = 0; i < 8; i++) {
    const Vec3 x = vec3(i & 1 ? 1.0 : -1.0, i & 2 ? 1.0 : -1.0, i & 4 ? 1.0 : -1.0);

    rigid_add(&sums, 0.5, x, vec3(1.1 * x.x[0], 0.9 * x.x[1], x.x[2]));
  }
  const RigidMotion motion = rigid_fit(&sums);

  assert_small(motion.angle, 1e-14);
  assert_close(motion.residual, sqrt(0.02), 1e-12);
}

static void bodies_that_move_together_do_not_move_against_each_other(void **state)
{
  const RigidMotion body = fitted(0.4, 1e-3), frame = fitted(0.4, 1e-3), still = fitted(0.0, 0.0);
  const RigidMotion none = rigid_relative(&body, &frame), all = rigid_relative(&body, &still);

  (void)state;
  assert_small(none.angle, 1e-13);
  assert_small(vec3_distance(none.from, none.to), 1e-13);
  assert_close(all.angle, 0.4, 1e-12);
  assert_small(vec3_distance(all.to, body.to), 1e-13);
}

// Seen from a frame that has turned by a, what turned by b about the same axis has turned by b - a.
static void angles_about_one_axis_subtract(void **state)
{
  const RigidMotion body = fitted(0.4, 0.0), frame = fitted(0.15, 0.0);
  const RigidMotion relative = rigid_relative(&body, &frame);
  const Vec3 off = vec3_difference(rigid_moved(&relative, point(3)), turned(point(3), 0.25, 0.0));

  (void)state;
  assert_close(relative.angle, 0.25, 1e-12);
  assert_small(vec3_norm(off), 1e-12);
}

// What a body did since a state in which it had turned already is the rest of the turn.
static void motion_counts_from_an_earlier_state(void **state)
{
  const RigidMotion now = fitted(0.4, 2e-3), before = fitted(0.15, 5e-4);
  const RigidMotion since = rigid_since(&now, &before);
  const Vec3        off   = vec3_difference(rigid_moved(&since, rigid_moved(&before, point(3))),
                                            rigid_moved(&now, point(3)));

  (void)state;
  assert_close(since.angle, 0.25, 1e-12);
  assert_small(vec3_norm(off), 1e-12);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_turn_and_a_shift_are_found),
    cmocka_unit_test(pivot_lies_on_the_axis),
    cmocka_unit_test(a_shift_alone_has_no_axis),
    cmocka_unit_test(stretch_is_no_rotation),
    cmocka_unit_test(bodies_that_move_together_do_not_move_against_each_other),
    cmocka_unit_test(angles_about_one_axis_subtract),
    cmocka_unit_test(motion_counts_from_an_earlier_state),
  };

  return cmocka_run_group_tests_name("base/rigid", tests, NULL, NULL);
}
