// A film of fluid between two faces: stiff across, free along.
#include "unit/laws/taylor.h"

static const Hyperelastic GROUND = {.mu = 1.3, .lambda = 2.0, .prestretch = 1.0};
static const Hyperelastic WET    = {.mu = 1.3, .lambda = 2.0, .prestretch = 1.0, .film = 50.0};
static const Vec3         NORMAL = {{0.6, 0.0, 0.8}};

static SolidPoint at(const Hyperelastic *law, Mat3 F)
{
  return response(law, NORMAL, F);
}

static void energy_stress_and_tangent_agree(void **state)
{
  (void)state;
  assert_derivatives(&WET, NORMAL);
}

static void tangent_and_true_stress_are_symmetric(void **state)
{
  const SolidPoint point = at(&WET, SOME);
  const Mat3       tau   = mat3_product(point.stress, mat3_transpose(SOME));

  (void)state;
  for (int a = 0; a < 9; a++)
    for (int b = 0; b < a; b++)
      assert_small(point.tangent[a][b] - point.tangent[b][a], 1e-12 * WET.film);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < i; j++) assert_small(tau.m[i][j] - tau.m[j][i], 1e-13 * WET.film);
}

static void turning_the_body_turns_the_stress(void **state)
{
  const Mat3       Q    = mat3_rotation(vec3(0.48, 0.6, 0.64), 1.9);
  const SolidPoint here = at(&WET, SOME), there = at(&WET, mat3_product(Q, SOME));
  const Mat3       rest = mat3_plus(there.stress, -1.0, mat3_product(Q, here.stress));

  (void)state;
  assert_close(there.energy, here.energy, 1e-13);
  assert_small(sqrt(mat3_dot(rest, rest)), 1e-12 * WET.film);
}

// I + along (x) NORMAL with `along` in the plane shears the slab, a stretch in the plane widens it: neither
// changes its thickness, even after a turn.
static void sliding_and_widening_cost_the_ground_alone(void **state)
{
  const Mat3 turn  = mat3_rotation(vec3(0.0, 0.6, 0.8), 0.7);
  const Vec3 along = {{1.6, 0.7, -1.2}}, across = {{0.0, 1.0, 0.0}};
  Mat3       F = mat3_identity();

  (void)state;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      F.m[i][j] += along.x[i] * NORMAL.x[j] + 0.3 * across.x[i] * across.x[j];
  F                      = mat3_product(turn, F);
  const SolidPoint slide = at(&WET, F), ground = at(&GROUND, F);
  const Mat3       rest = mat3_plus(slide.stress, -1.0, ground.stress);

  assert_close(slide.energy, ground.energy, 1e-12);
  assert_small(sqrt(mat3_dot(rest, rest)), 1e-12 * WET.film);
}

// Both ways: film (h - 1) per area, whatever the slab's width.
static void thickness_is_resisted(void **state)
{
  (void)state;
  for (int k = -1; k <= 1; k += 2) {
    const double h = 1.0 + 0.2 * k;
    Mat3         F = mat3_identity();

    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        F.m[i][j] += (h - 1.0) * NORMAL.x[i] * NORMAL.x[j] + (i == 1 && j == 1 ? 0.5 : 0.0);
    const Mat3 pull = mat3_plus(at(&WET, F).stress, -1.0, at(&GROUND, F).stress);

    assert_close(at(&WET, F).energy - at(&GROUND, F).energy, 0.5 * WET.film * 1.5 * 0.04, 1e-12);
    assert_close(vec3_dot(NORMAL, mat3_times(pull, NORMAL)), WET.film * 1.5 * 0.2 * k, 1e-12);
  }
}

static void without_a_normal_there_is_no_film(void **state)
{
  SolidPoint none;

  (void)state;
  assert_true(hyperelastic_at(&WET, vec3(0.0, 0.0, 0.0), SOME, &none));
  assert_close(none.energy, at(&GROUND, SOME).energy, 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(energy_stress_and_tangent_agree),
    cmocka_unit_test(tangent_and_true_stress_are_symmetric),
    cmocka_unit_test(turning_the_body_turns_the_stress),
    cmocka_unit_test(sliding_and_widening_cost_the_ground_alone),
    cmocka_unit_test(thickness_is_resisted),
    cmocka_unit_test(without_a_normal_there_is_no_film),
  };

  return cmocka_run_group_tests_name("laws/film", tests, NULL, NULL);
}
