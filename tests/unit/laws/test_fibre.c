// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/fibre.h"

static const Fibre OBLIQUE = {.direction = {{0.6, 0.0, 0.8}}, .along = 5.0, .across = 2.0};
static const Fibre PLAIN   = {.direction = {{0.0, 0.0, 0.0}}, .along = 2.0, .across = 2.0};

static void assert_vec3(Vec3 actual, Vec3 expected)
{
  for (int i = 0; i < 3; i++) assert_small(actual.x[i] - expected.x[i], 1e-14);
}

static void fibres_are_a_principal_direction(void **state)
{
  const Vec3 f = OBLIQUE.direction, normal = vec3(-0.8, 0.0, 0.6), side = vec3(0.0, 1.0, 0.0);

  (void)state;
  assert_vec3(fibre_times(&OBLIQUE, f), vec3_scaled(f, 5.0));
  assert_vec3(fibre_times(&OBLIQUE, normal), vec3_scaled(normal, 2.0));
  assert_vec3(fibre_times(&OBLIQUE, side), vec3_scaled(side, 2.0));
}

static void sense_of_the_fibre_does_not_matter(void **state)
{
  Fibre      turned = OBLIQUE;
  const Vec3 v      = vec3(1.0, -2.0, 0.5);

  (void)state;
  turned.direction = vec3_scaled(OBLIQUE.direction, -1.0);
  assert_vec3(fibre_times(&turned, v), fibre_times(&OBLIQUE, v));
}

static void tensor_is_symmetric(void **state)
{
  const Vec3 a = vec3(1.0, -2.0, 0.5), b = vec3(0.3, 4.0, -1.0);

  (void)state;
  assert_close(vec3_dot(a, fibre_times(&OBLIQUE, b)), vec3_dot(b, fibre_times(&OBLIQUE, a)), 1e-14);
}

static void without_direction_it_is_a_number(void **state)
{
  const Vec3 v = vec3(1.0, -2.0, 0.5);

  (void)state;
  assert_vec3(fibre_times(&PLAIN, v), vec3_scaled(v, 2.0));
  assert_close(fibre_mean(&PLAIN), 2.0, 1e-14);
}

static void mean_is_the_root_of_the_determinant(void **state)
{
  (void)state;
  assert_close(pow(fibre_mean(&OBLIQUE), 3.0), 5.0 * 2.0 * 2.0, 1e-14);
}

static void fault_names_the_constant(void **state)
{
  Fibre bad = OBLIQUE;

  (void)state;
  assert_null(fibre_fault(&OBLIQUE));
  assert_null(fibre_fault(&PLAIN));
  bad.direction = vec3(1.0, 1.0, 0.0);
  assert_string_equal(fibre_fault(&bad),
                      "direction of fibres must have length 1, or be 0 for none");
  bad       = PLAIN;
  bad.along = 3.0;
  assert_non_null(fibre_fault(&bad));
  bad        = OBLIQUE;
  bad.across = NAN;
  assert_non_null(fibre_fault(&bad));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(fibres_are_a_principal_direction),
    cmocka_unit_test(sense_of_the_fibre_does_not_matter),
    cmocka_unit_test(tensor_is_symmetric),
    cmocka_unit_test(without_direction_it_is_a_number),
    cmocka_unit_test(mean_is_the_root_of_the_determinant),
    cmocka_unit_test(fault_names_the_constant),
  };

  return cmocka_run_group_tests_name("laws/fibre", tests, NULL, NULL);
}
