// SPDX-License-Identifier: GPL-3.0-or-later
// A film of fluid between two faces: stiff when pressed, sucking when parted, free along.
#include "unit/laws/taylor.h"

static const Hyperelastic GROUND = {.mu = 1.3, .lambda = 2.0, .prestretch = 1.0};
static const Hyperelastic WET    = {.mu         = 1.3,
                                    .lambda     = 2.0,
                                    .prestretch = 1.0,
                                    .film       = 50.0,
                                    .suction    = 30.0};
static const Vec3         NORMAL = {{0.6, 0.0, 0.8}};

// Along the slab, as a fluid goes.
static const Mat3 SLID = {{{0.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 0.0}}};

static SolidPoint at(const Hyperelastic *law, Mat3 F)
{
  SolidPoint point = {.energy = NAN};

  assert_true(hyperelastic_small(law, NORMAL, mat3_plus(F, -1.0, mat3_identity()), &point));
  return point;
}

static void energy_stress_and_tangent_agree(void **state)
{
  (void)state;
  assert_derivatives(&WET, NORMAL);
}

static void tangent_is_symmetric(void **state)
{
  const SolidPoint point = at(&WET, SOME);

  (void)state;
  for (int a = 0; a < 9; a++)
    for (int b = 0; b < a; b++)
      assert_small(point.tangent[a][b] - point.tangent[b][a], 1e-12 * WET.film);
}

/** I with the slab `e` thicker, and half as wide again. */
static Mat3 thicker(double e)
{
  Mat3 F = mat3_identity();

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      F.m[i][j] += e * NORMAL.x[i] * NORMAL.x[j] + (i == 1 && j == 1 ? 0.5 : 0.0);
  return F;
}

/** Stress across the film beyond that of the ground. */
static double across(const Hyperelastic *law, double e)
{
  const Mat3 F    = thicker(e);
  const Mat3 pull = mat3_plus(at(law, F).stress, -1.0, at(&GROUND, F).stress);

  return vec3_dot(NORMAL, mat3_times(pull, NORMAL));
}

// I + along (x) NORMAL with `along` in the plane shears the slab, a stretch in the plane widens it.
static void sliding_and_widening_cost_the_ground_alone(void **state)
{
  const Vec3 along = {{1.6, 0.7, -1.2}}, across = {{0.0, 1.0, 0.0}};
  Mat3       F = mat3_identity();

  (void)state;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      F.m[i][j] += along.x[i] * NORMAL.x[j] + 0.3 * across.x[i] * across.x[j];
  const SolidPoint slide = at(&WET, F), ground = at(&GROUND, F);
  const Mat3       rest = mat3_plus(slide.stress, -1.0, ground.stress);

  assert_close(slide.energy, ground.energy, 1e-12);
  assert_small(sqrt(mat3_dot(rest, rest)), 1e-12 * WET.film);
}

static void a_pressed_film_is_an_elastic_one(void **state)
{
  const Mat3 F = thicker(-0.2);

  (void)state;
  assert_close(across(&WET, -0.2), -0.2 * WET.film, 1e-12);
  assert_close(at(&WET, F).energy - at(&GROUND, F).energy, 0.5 * WET.film * 0.04, 1e-12);
}

// x / (1 + x) of the suction: as stiff as when pressed at first, and never more than the suction.
static void a_parted_film_sucks_until_it_cavitates(void **state)
{
  (void)state;
  assert_close(across(&WET, 1e-6), 1e-6 * WET.film, 2e-5);
  assert_close(across(&WET, WET.suction / WET.film), 0.5 * WET.suction, 1e-12);
  assert_close(across(&WET, 60.0), WET.suction * 100.0 / 101.0, 1e-10);
}

static void without_suction_it_parts_freely(void **state)
{
  Hyperelastic free = WET;

  (void)state;
  free.suction = 0.0;
  assert_small(across(&free, 0.2), 1e-13 * WET.film);
  assert_close(across(&free, -0.2), -0.2 * WET.film, 1e-12);
  // At rest it touches: the first step of Newton finds it there.
  assert_close(at(&free, mat3_identity()).tangent[4][4], at(&GROUND, mat3_identity()).tangent[4][4],
               1e-12);
  assert_true(at(&free, mat3_identity()).tangent[0][0] >
              at(&GROUND, mat3_identity()).tangent[0][0] + 1.0);
}

static void linearised_it_resists_both_ways_alike(void **state)
{
  (void)state;
  for (int k = -1; k <= 1; k += 2) {
    const Mat3 H = mat3_plus(thicker(0.1 * k), -1.0, mat3_identity());
    SolidPoint linear, ground;

    hyperelastic_linear(&WET, NORMAL, H, &linear);
    hyperelastic_linear(&GROUND, NORMAL, H, &ground);
    assert_close(mat3_trace(mat3_plus(linear.stress, -1.0, ground.stress)), 0.1 * k * WET.film,
                 1e-12);
  }
}

// The film counts along a direction that stands in space: of a turn by t it feels 1 - cos t, as if pressed.
static void a_turned_film_feels_one_less_its_cosine(void **state)
{
  const Vec3   axis = {{0.8, 0.0, -0.6}}; // in the slab
  const double most = acos(-1.0) / 180.0 * 3.0;

  (void)state;
  for (int k = 1; k <= 3; k++) {
    const double t = most * k / 3.0, e = cos(t) - 1.0;
    const Mat3   turn = mat3_rotation(axis, t);

    assert_close(at(&WET, turn).energy - at(&GROUND, turn).energy, 0.5 * WET.film * e * e, 1e-9);
  }
}

static void without_a_normal_there_is_no_film(void **state)
{
  (void)state;
  assert_close(response(&WET, vec3(0.0, 0.0, 0.0), SOME).energy, at(&GROUND, SOME).energy, 1e-15);
}

// Turned over, pressed or parted, it resists a further step as its ground does at least.
static void turned_over_it_is_as_stable_as_its_ground_at_rest(void **state)
{
  const SolidPoint ground = at(&GROUND, mat3_identity());

  (void)state;
  for (int k = -1; k <= 1; k += 2) {
    const Mat3       over = mat3_plus(thicker(-0.2 * k), -3.0, SLID);
    const SolidPoint wet  = at(&WET, over);

    assert_true(mat3_determinant(over) < 0.0);
    for (int s = 0; s < 9; s++) {
      Mat3 way = STEP;

      way.m[s / 3][s % 3] -= 1.0;
      assert_true(mat3_dot(way, tangent_times(&wet, way)) >=
                  mat3_dot(way, tangent_times(&ground, way)) - 1e-12);
    }
  }
}

// Nobody gets a film's finite strain by mistake.
static void it_has_no_finite_strain(void **state)
{
  SolidPoint kept = {.energy = 7.0};

  (void)state;
  assert_false(hyperelastic_at(&WET, NORMAL, SOME, &kept));
  assert_true(kept.energy == 7.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(energy_stress_and_tangent_agree),
    cmocka_unit_test(tangent_is_symmetric),
    cmocka_unit_test(sliding_and_widening_cost_the_ground_alone),
    cmocka_unit_test(a_pressed_film_is_an_elastic_one),
    cmocka_unit_test(a_parted_film_sucks_until_it_cavitates),
    cmocka_unit_test(without_suction_it_parts_freely),
    cmocka_unit_test(linearised_it_resists_both_ways_alike),
    cmocka_unit_test(a_turned_film_feels_one_less_its_cosine),
    cmocka_unit_test(without_a_normal_there_is_no_film),
    cmocka_unit_test(turned_over_it_is_as_stable_as_its_ground_at_rest),
    cmocka_unit_test(it_has_no_finite_strain),
  };

  return cmocka_run_group_tests_name("laws/film", tests, NULL, NULL);
}
