// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/laws/taylor.h"

#include "sij/laws/elastic.h"

static const Hyperelastic LIGAMENT = {.mu         = 1.3,
                                      .lambda     = 20.0,
                                      .k_1        = 4.0,
                                      .k_2        = 2.5,
                                      .prestretch = 1.04};
static const Hyperelastic GROUND   = {.mu = 1.3, .lambda = 20.0, .prestretch = 1.0};
static const Vec3         FIBRE    = {{0.6, 0.0, 0.8}}; // SOME pulls it

static SolidPoint at(const Hyperelastic *law, Mat3 F)
{
  return response(law, FIBRE, F);
}

static void energy_stress_and_tangent_agree(void **state)
{
  (void)state;
  assert_derivatives(&LIGAMENT, FIBRE);
  assert_derivatives(&GROUND, FIBRE);
}

static void tangent_and_true_stress_are_symmetric(void **state)
{
  const SolidPoint point = at(&LIGAMENT, SOME);
  const Mat3       tau   = mat3_product(point.stress, mat3_transpose(SOME));

  (void)state;
  for (int a = 0; a < 9; a++)
    for (int b = 0; b < a; b++) assert_close(point.tangent[a][b], point.tangent[b][a], 1e-13);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < i; j++) assert_close(tau.m[i][j], tau.m[j][i], 1e-13);
}

static void turning_the_body_turns_the_stress(void **state)
{
  const Mat3       Q    = mat3_rotation(vec3(0.48, 0.6, 0.64), 1.9);
  const SolidPoint here = at(&LIGAMENT, SOME), there = at(&LIGAMENT, mat3_product(Q, SOME));
  const Mat3       stress = mat3_product(Q, here.stress);

  (void)state;
  assert_close(mat3_determinant(Q), 1.0, 1e-14);
  assert_close(there.energy, here.energy, 1e-13);
  for (int a = 0; a < 9; a++)
    assert_close(there.stress.m[a / 3][a % 3], stress.m[a / 3][a % 3], 1e-12);
}

static void rest_is_free_of_stress_and_has_moduli_of_hooke(void **state)
{
  const Elastic    hooke = {.mu = GROUND.mu, .lambda = GROUND.lambda};
  const SolidPoint rest = at(&GROUND, mat3_identity()), small = elastic_at(&hooke, STEP);

  (void)state;
  assert_small(rest.energy, 0.0);
  for (int a = 0; a < 9; a++) {
    assert_small(rest.stress.m[a / 3][a % 3], 1e-15);
    for (int b = 0; b < 9; b++)
      assert_small(rest.tangent[a][b] - small.tangent[a][b], 1e-14 * GROUND.lambda);
  }
}

// Shortened along the fibres by more than they were stretched at rest: they are as if not there.
static void slack_fibres_do_not_push(void **state)
{
  const Mat3       F     = mat3_product(mat3_rotation(vec3(0, 1, 0), 0.3),
                                        (Mat3){{{0.9, 0.1, 0.0}, {0.0, 1.1, 0.0}, {0.0, 0.0, 0.9}}});
  const SolidPoint slack = at(&LIGAMENT, F), none = at(&GROUND, F);

  (void)state;
  assert_true(hyperelastic_stretch(&LIGAMENT, FIBRE, F) < 1.0);
  assert_true(slack.energy == none.energy);
  for (int a = 0; a < 9; a++)
    assert_true(slack.stress.m[a / 3][a % 3] == none.stress.m[a / 3][a % 3]);
}

// Pulled straight: 2 s^2 k_1 E exp(k_2 E^2) l with E = (s l)^2 - 1, by hand.
static void stretched_fibres_pull_along_themselves(void **state)
{
  const double l = 1.1, s = LIGAMENT.prestretch, E = s * s * l * l - 1.0;
  const Vec3   along = FIBRE;
  Mat3         F     = mat3_identity();

  (void)state;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) F.m[i][j] += (l - 1.0) * along.x[i] * along.x[j];
  const Mat3 pull = mat3_plus(at(&LIGAMENT, F).stress, -1.0, at(&GROUND, F).stress);

  assert_close(hyperelastic_stretch(&LIGAMENT, FIBRE, F), s * l, 1e-14);
  assert_close(vec3_dot(along, mat3_times(pull, along)),
               2.0 * s * s * LIGAMENT.k_1 * E * exp(LIGAMENT.k_2 * E * E) * l, 1e-12);
  assert_small(vec3_norm(mat3_times(pull, vec3(0.0, 1.0, 0.0))), 1e-13);
}

static void prestretch_pulls_at_rest(void **state)
{
  const Mat3   pull = at(&LIGAMENT, mat3_identity()).stress;
  const double s = LIGAMENT.prestretch, E = s * s - 1.0;

  (void)state;
  assert_close(vec3_dot(FIBRE, mat3_times(pull, FIBRE)),
               2.0 * s * s * LIGAMENT.k_1 * E * exp(LIGAMENT.k_2 * E * E), 1e-12);
}

static void exponent_zero_is_the_limit(void **state)
{
  Hyperelastic none = LIGAMENT, tiny = LIGAMENT;

  (void)state;
  none.k_2 = 0.0;
  tiny.k_2 = 1e-9;
  assert_close(at(&none, SOME).energy, at(&tiny, SOME).energy, 1e-8);
  assert_close(at(&none, SOME).stress.m[0][0], at(&tiny, SOME).stress.m[0][0], 1e-8);
}

static void derivatives_by_volume_agree(void **state)
{
  const double      h   = 1e-4;
  const SolidVolume low = hyperelastic_volume(3.0, 1.3 - h), here = hyperelastic_volume(3.0, 1.3);
  const SolidVolume high = hyperelastic_volume(3.0, 1.3 + h);

  (void)state;
  assert_close((high.energy - low.energy) / (2.0 * h), here.slope, 1e-7);
  assert_close((high.slope - low.slope) / (2.0 * h), here.bend, 1e-7);
  assert_small(hyperelastic_volume(3.0, 1.0).slope, 0.0);
}

static void turned_over_or_overflown_is_told(void **state)
{
  const Mat3 flat  = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 0}}},
             over  = {{{1, 0, 0}, {0, 1, 0}, {0, 0, -1}}};
  const Mat3 torn  = {{{40, 0, 0}, {0, 1, 0}, {0, 0, 40}}},
             lost  = {{{NAN, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  SolidPoint point = {.energy = 7.0};

  (void)state;
  assert_false(hyperelastic_at(&LIGAMENT, FIBRE, flat, &point));
  assert_false(hyperelastic_at(&LIGAMENT, FIBRE, over, &point));
  assert_false(hyperelastic_at(&LIGAMENT, FIBRE, torn, &point));
  assert_false(hyperelastic_at(&LIGAMENT, FIBRE, lost, &point));
  assert_true(point.energy == 7.0);
  assert_true(hyperelastic_at(&GROUND, FIBRE, torn, &point));
}

static void constants_out_of_range_are_told(void **state)
{
  Hyperelastic wrong[9];

  (void)state;
  assert_null(hyperelastic_fault(&LIGAMENT));
  for (int k = 0; k < 9; k++) wrong[k] = k == 5 ? GROUND : LIGAMENT;
  wrong[0].mu         = 0.0;
  wrong[1].lambda     = -1.0;
  wrong[2].k_1        = NAN;
  wrong[3].k_2        = -1.0;
  wrong[4].prestretch = 0.0;
  wrong[5].film       = NAN;
  wrong[6].film       = 1.0; // beside fibres
  wrong[7].toe        = -0.01;
  wrong[8].suction    = -1.0;
  for (int k = 0; k < 9; k++) assert_non_null(hyperelastic_fault(&wrong[k]));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(energy_stress_and_tangent_agree),
    cmocka_unit_test(tangent_and_true_stress_are_symmetric),
    cmocka_unit_test(turning_the_body_turns_the_stress),
    cmocka_unit_test(rest_is_free_of_stress_and_has_moduli_of_hooke),
    cmocka_unit_test(slack_fibres_do_not_push),
    cmocka_unit_test(stretched_fibres_pull_along_themselves),
    cmocka_unit_test(prestretch_pulls_at_rest),
    cmocka_unit_test(exponent_zero_is_the_limit),
    cmocka_unit_test(derivatives_by_volume_agree),
    cmocka_unit_test(turned_over_or_overflown_is_told),
    cmocka_unit_test(constants_out_of_range_are_told),
  };

  return cmocka_run_group_tests_name("laws/hyperelastic", tests, NULL, NULL);
}
