// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/transverse.h"

static const Transverse OBLIQUE = {.fibre = {{0.6, 0.0, 0.8}}, .along = 5.0, .across = 2.0};
static const Transverse PLAIN   = {.fibre = {{0.0, 0.0, 0.0}}, .along = 2.0, .across = 2.0};

static void assert_vec3(Vec3 actual, Vec3 expected)
{
  for (int i = 0; i < 3; i++) assert_small(actual.x[i] - expected.x[i], 1e-14);
}

static void fibres_are_a_principal_direction(void **state)
{
  const Vec3 f = OBLIQUE.fibre, normal = vec3(-0.8, 0.0, 0.6), side = vec3(0.0, 1.0, 0.0);

  (void)state;
  assert_vec3(transverse_times(&OBLIQUE, f), vec3_scaled(f, 5.0));
  assert_vec3(transverse_times(&OBLIQUE, normal), vec3_scaled(normal, 2.0));
  assert_vec3(transverse_times(&OBLIQUE, side), vec3_scaled(side, 2.0));
}

static void sense_of_the_fibre_does_not_matter(void **state)
{
  Transverse turned = OBLIQUE;
  const Vec3 v      = vec3(1.0, -2.0, 0.5);

  (void)state;
  turned.fibre = vec3_scaled(OBLIQUE.fibre, -1.0);
  assert_vec3(transverse_times(&turned, v), transverse_times(&OBLIQUE, v));
}

static void tensor_is_symmetric(void **state)
{
  const Vec3 a = vec3(1.0, -2.0, 0.5), b = vec3(0.3, 4.0, -1.0);

  (void)state;
  assert_close(vec3_dot(a, transverse_times(&OBLIQUE, b)),
               vec3_dot(b, transverse_times(&OBLIQUE, a)), 1e-14);
}

static void contraction_is_a_product_with_both_sides(void **state)
{
  const Vec3 a = vec3(1.0, -2.0, 0.5), b = vec3(0.3, 4.0, -1.0);

  (void)state;
  assert_close(transverse_contract(&OBLIQUE, a, b), vec3_dot(a, transverse_times(&OBLIQUE, b)),
               1e-14);
}

static void without_direction_it_is_a_number(void **state)
{
  const Vec3 v = vec3(1.0, -2.0, 0.5);

  (void)state;
  assert_vec3(transverse_times(&PLAIN, v), vec3_scaled(v, 2.0));
  assert_close(transverse_mean(&PLAIN), 2.0, 1e-14);
}

static void mean_is_the_root_of_the_determinant(void **state)
{
  (void)state;
  assert_close(pow(transverse_mean(&OBLIQUE), 3.0), 5.0 * 2.0 * 2.0, 1e-14);
}

static void fault_names_the_constant(void **state)
{
  Transverse bad = OBLIQUE;

  (void)state;
  assert_null(transverse_fault(&OBLIQUE));
  assert_null(transverse_fault(&PLAIN));
  bad.fibre = vec3(1.0, 1.0, 0.0);
  assert_string_equal(transverse_fault(&bad),
                      "direction of fibres must have length 1, or be 0 for none");
  bad       = PLAIN;
  bad.along = 3.0;
  assert_non_null(transverse_fault(&bad));
  bad        = OBLIQUE;
  bad.across = NAN;
  assert_non_null(transverse_fault(&bad));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(fibres_are_a_principal_direction),
    cmocka_unit_test(sense_of_the_fibre_does_not_matter),
    cmocka_unit_test(tensor_is_symmetric),
    cmocka_unit_test(contraction_is_a_product_with_both_sides),
    cmocka_unit_test(without_direction_it_is_a_number),
    cmocka_unit_test(mean_is_the_root_of_the_determinant),
    cmocka_unit_test(fault_names_the_constant),
  };

  return cmocka_run_group_tests_name("laws/transverse", tests, NULL, NULL);
}
