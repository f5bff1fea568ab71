// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/laws/elastic.h"

static const Mat3 SOME = {{{0.3, -0.1, 0.2}, {0.5, -0.4, 0.7}, {0.1, 0.6, 0.25}}};

static void stretch_along_one_axis_gives_youngs_modulus(void **state)
{
  const double  E = 17e9, nu = 0.3, e = 1e-3;
  const Elastic bone = elastic_from(E, nu);
  const Mat3    H    = {{{e, 0, 0}, {0, -nu * e, 0}, {0, 0, -nu * e}}};

  (void)state;
  assert_close(elastic_at(&bone, H).stress.m[0][0], E * e, 1e-14);
  assert_small(elastic_at(&bone, H).stress.m[1][1], 1e-12 * E * e);
}

static void shear_gives_shear_modulus(void **state)
{
  const Elastic tissue = elastic_from(3.0, 0.25); // mu 1.2, lambda 1.2
  const Mat3    H      = {{{0, 0.5, 0}, {0, 0, 0}, {0, 0, 0}}};

  (void)state;
  assert_close(elastic_at(&tissue, H).stress.m[0][1], 0.6, 1e-15);
  assert_close(elastic_at(&tissue, H).stress.m[1][0], 0.6, 1e-15);
}

static void small_rotation_costs_nothing(void **state)
{
  const Elastic    tissue = elastic_from(3.0, 0.25);
  const Mat3       H      = mat3_plus(SOME, -1.0, mat3_transpose(SOME));
  const SolidPoint at     = elastic_at(&tissue, H);

  (void)state;
  assert_small(at.energy, 1e-15);
  for (int a = 0; a < 9; a++) assert_small(at.stress.m[a / 3][a % 3], 1e-15);
}

// The law is linear: stress is tangent times strain, energy half their product, exactly.
static void energy_stress_and_tangent_agree(void **state)
{
  const Elastic    tissue = {.mu = 1.3, .lambda = 2.1};
  const SolidPoint at     = elastic_at(&tissue, SOME);
  double           energy = 0.0;

  (void)state;
  for (int a = 0; a < 9; a++) {
    double stress = 0.0;

    for (int b = 0; b < 9; b++) {
      stress += at.tangent[a][b] * SOME.m[b / 3][b % 3];
      assert_true(at.tangent[a][b] == at.tangent[b][a]);
    }
    assert_close(stress, at.stress.m[a / 3][a % 3], 1e-14);
    energy += 0.5 * stress * SOME.m[a / 3][a % 3];
  }
  assert_close(at.energy, energy, 1e-14);
}

static void volume_is_the_lambda_part(void **state)
{
  const Elastic     with = {.mu = 1.3, .lambda = 2.1}, without = {.mu = 1.3};
  const double      trace  = mat3_trace(SOME);
  const SolidVolume volume = elastic_volume(2.1, trace);
  const SolidPoint  a = elastic_at(&with, SOME), b = elastic_at(&without, SOME);

  (void)state;
  assert_close(volume.energy, a.energy - b.energy, 1e-13);
  assert_close(volume.slope, a.stress.m[0][0] - b.stress.m[0][0], 1e-13);
  assert_close(volume.bend, a.tangent[0][4] - b.tangent[0][4], 1e-13);
}

static void constants_out_of_range_are_told(void **state)
{
  (void)state;
  assert_null(elastic_fault(1e6, 0.4999));
  assert_null(elastic_fault(1e6, -0.5));
  assert_non_null(elastic_fault(0.0, 0.3));
  assert_non_null(elastic_fault(NAN, 0.3));
  assert_non_null(elastic_fault(1e6, 0.5));
  assert_non_null(elastic_fault(1e6, -1.0));
  assert_non_null(elastic_fault(1e6, NAN));
  assert_non_null(elastic_fault(1e-9, 0.3));
  assert_non_null(elastic_fault(1e13, 0.3));
  assert_non_null(elastic_fault(1e6, 0.49999));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(stretch_along_one_axis_gives_youngs_modulus),
    cmocka_unit_test(shear_gives_shear_modulus),
    cmocka_unit_test(small_rotation_costs_nothing),
    cmocka_unit_test(energy_stress_and_tangent_agree),
    cmocka_unit_test(volume_is_the_lambda_part),
    cmocka_unit_test(constants_out_of_range_are_told),
  };

  return cmocka_run_group_tests_name("laws/elastic", tests, NULL, NULL);
}
