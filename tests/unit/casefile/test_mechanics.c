// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

static void springs_supports_and_loads_arrive_in_si(void **state)
{
  Loaded               loaded = load_fine("fixtures/full.yaml", NULL);
  const CaseMechanics *m      = &loaded.input->mechanics;

  (void)state;
  assert_int_equal(loaded.input->flow, FLOW_COUPLED);
  assert_int_equal(m->strain, STRAIN_LINEAR);
  assert_int_equal(m->n_supports, 2);
  assert_int_equal(m->support[1].surface, SURFACE_CUT_LATERAL);
  assert_int_equal(m->support[1].region, REGION_GLUTEAL);
  assert_int_equal(m->support[0].region, REGION_NONE);
  assert_int_equal(m->n_springs, 2);
  assert_string_equal(m->spring[0].name, "band");
  assert_close(m->spring[0].end[0].point.x[2], -0.03, 1e-15);
  assert_close(m->spring[0].end[0].radius, 0.012, 1e-15);
  assert_string_equal(m->spring[0].end[1].landmark, "ischial_tuberosity");
  assert_true(isinf(m->spring[0].end[1].radius));
  assert_close(m->spring[0].stiffness, 9e4, 1e-15);
  assert_int_equal(m->spring[1].end[0].region, REGION_NONE);
  assert_close(m->spring[1].preload, -2.0, 1e-15);
  assert_true(m->spring[1].pushes && !m->spring[0].pushes);
  assert_close(m->load[2].moment.x[2], 1.0, 1e-14);
  assert_int_equal(m->load[2].n_course, 3);
  assert_close(m->load[2].course_factor[2], -0.5, 1e-15);
  unload(&loaded);
}

/** A later protocol lies over an earlier one, and the keys of the file over both. */
static void protocols_merge_in_order_under_own_keys(void **state)
{
  Loaded               loaded = load_fine("fixtures/full.yaml", NULL);
  const CaseMechanics *m      = &loaded.input->mechanics;

  (void)state;
  assert_string_equal(m->support[0].name, "midline");
  assert_false(m->support[0].only_normal);
  assert_int_equal(m->n_loads, 3);
  assert_string_equal(m->load[0].name, "weight");
  assert_close(m->load[0].attachment.radius, 0.015, 1e-15);
  assert_close(m->load[0].force.x[2], -210.0, 1e-15);
  assert_string_equal(m->load[1].name, "pull");
  unload(&loaded);
}

/** What was pushed and held before goes, ligaments stay. */
static void another_protocol_replaces_loads_and_supports(void **state)
{
  Loaded               loaded = load_fine("fixtures/full.yaml", "mechanics.protocol=standing");
  const CaseMechanics *m      = &loaded.input->mechanics;

  (void)state;
  assert_int_equal(m->n_supports, 1);
  assert_true(m->support[0].only_normal);
  assert_int_equal(m->n_loads, 1);
  assert_close(m->load[0].attachment.radius, 0.020, 1e-15);
  assert_int_equal(m->n_springs, 2);
  unload(&loaded);
}

static void a_case_without_mechanics_is_still(void **state)
{
  Loaded               loaded = load_fine("fixtures/base.yaml", NULL);
  const CaseMechanics *m      = &loaded.input->mechanics;

  (void)state;
  assert_int_equal(loaded.input->flow, FLOW_UNCOUPLED);
  assert_int_equal(m->strain, STRAIN_NONE);
  assert_close(m->tolerance, 1e-6, 1e-15);
  assert_int_equal(m->n_supports + m->n_springs + m->n_loads, 0);
  assert_close(loaded.input->tissue[REGION_FAT].skeleton.biot, 1.0, 1e-15);
  unload(&loaded);
}

/** Mirrored in the median plane: a force changes its lateral part, a moment the two others. */
static void the_left_joint_is_the_mirror_image(void **state)
{
  Loaded     left  = load_fine("fixtures/full.yaml", NULL);
  Loaded     right = load_fine("fixtures/full.yaml", "anatomy.side=right");
  const Vec3 f = vec3(1, 2, 3), r = vec3(4, -5, 6);
  const Vec3 mirrored = case_force(left.input, vec3_cross(r, f));
  const Vec3 turned   = vec3_cross(case_force(left.input, r), case_force(left.input, f));

  (void)state;
  assert_close(vec3_distance(case_force(left.input, f), vec3(-1, 2, 3)), 0.0, 0.0);
  assert_close(vec3_distance(case_moment(left.input, vec3_cross(r, f)), turned), 0.0, 0.0);
  assert_close(vec3_distance(vec3_scaled(mirrored, -1.0), turned), 0.0, 0.0);
  assert_close(vec3_distance(case_force(right.input, f), f), 0.0, 0.0);
  assert_close(vec3_distance(case_moment(right.input, f), f), 0.0, 0.0);
  // stored as written, so that a resolved case is not mirrored twice
  assert_close(left.input->mechanics.load[0].force.x[0], 1.0, 0.0);
  unload(&left);
  unload(&right);
}

static void a_course_is_straight_between_its_points(void **state)
{
  Loaded          loaded = load_fine("fixtures/full.yaml", NULL);
  const CaseLoad *load   = &loaded.input->mechanics.load[2];

  (void)state;
  assert_close(case_load_factor(load, 0.5), 0.0, 0.0);    // before its start
  assert_close(case_load_factor(load, 1.0), 0.5, 1e-14);  // its first point
  assert_close(case_load_factor(load, 1.2), 1.0, 1e-14);  // half way
  assert_close(case_load_factor(load, 1.5), 0.5, 1e-14);  // falling
  assert_close(case_load_factor(load, 2.8), -0.5, 1e-14); // past its last point
  assert_close(case_load_factor(load, 3.2), 1.0, 1e-14);  // once more
  assert_close(case_load_factor(load, 60.5), 0.0, 0.0);   // over
  assert_close(case_load_factor(&loaded.input->mechanics.load[1], 1e9), 1.0, 0.0);
  unload(&loaded);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(springs_supports_and_loads_arrive_in_si),
    cmocka_unit_test(protocols_merge_in_order_under_own_keys),
    cmocka_unit_test(another_protocol_replaces_loads_and_supports),
    cmocka_unit_test(a_case_without_mechanics_is_still),
    cmocka_unit_test(the_left_joint_is_the_mirror_image),
    cmocka_unit_test(a_course_is_straight_between_its_points),
  };

  return cmocka_run_group_tests_name("casefile/mechanics", tests, start_petsc, stop_petsc);
}
