// SPDX-License-Identifier: GPL-3.0-or-later
// The laws linearised and at small strain against that at finite strain, of which they are the beginning.
#include "unit/laws/taylor.h"

#include "sij/laws/elastic.h"

static const Vec3 ALONG = {{0.6, 0.0, 0.8}};

// Pre-stretched; about to be pulled; a film. STEP lengthens along ALONG.
static const Hyperelastic LAWS[] = {
  {.mu = 1.3, .lambda = 20.0, .k_1 = 4.0, .k_2 = 2.5, .prestretch = 1.04},
  {.mu = 1.3, .lambda = 20.0, .k_1 = 4.0, .k_2 = 2.5, .prestretch = 1.0},
  {.mu = 1.3, .lambda = 2.0, .prestretch = 1.0, .film = 50.0, .suction = 30.0}};

static Mat3 scaled(double h)
{
  return mat3_plus((Mat3){{{0.0}}}, h, STEP);
}

static Mat3 deformation(double h)
{
  return mat3_plus(mat3_identity(), h, STEP);
}

/** How far the linearised law is from the finite one. */
typedef struct {
  double energy, stress, cauchy, pull, stretch;
} Gap;

static Mat3 linear_cauchy(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  SolidPoint at;

  hyperelastic_linear(law, fibre, H, &at);
  return hyperelastic_small_cauchy(law, fibre, H, at.stress);
}

static Gap gap_at(const Hyperelastic *law, double h)
{
  const Mat3 F = deformation(h);
  SolidPoint small, finite = response(law, ALONG, F);

  hyperelastic_linear(law, ALONG, scaled(h), &small);
  const Mat3 cauchy = mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(F),
                                mat3_product(finite.stress, mat3_transpose(F)));

  return (Gap){.energy  = fabs(finite.energy - small.energy),
               .stress  = norm(mat3_plus(finite.stress, -1.0, small.stress)),
               .cauchy  = norm(mat3_plus(cauchy, -1.0, linear_cauchy(law, ALONG, scaled(h)))),
               .pull    = fabs(hyperelastic_fibre_stress(law, ALONG, F) -
                               hyperelastic_linear_fibre_stress(law, ALONG, scaled(h))),
               .stretch = fabs(hyperelastic_stretch(law, ALONG, F) -
                               hyperelastic_small_stretch(law, ALONG, scaled(h)))};
}

static void it_is_the_beginning_of_the_finite_law(void **state)
{
  (void)state;
  for (int k = 0; k < 3; k++) {
    const Gap wide = gap_at(&LAWS[k], 1e-4), narrow = gap_at(&LAWS[k], 5e-5);

    assert_close(log2(wide.energy / narrow.energy), 3.0, 0.02);
    assert_close(log2(wide.stress / narrow.stress), 2.0, 0.02);
    assert_close(log2(wide.cauchy / narrow.cauchy), 2.0, 0.02);
    assert_close(log2(wide.stretch / narrow.stretch), 2.0, 0.02);
    if (LAWS[k].k_1 > 0.0) assert_close(log2(wide.pull / narrow.pull), 2.0, 0.02);
    else assert_small(wide.pull, 0.0);
  }
}

static void its_stress_is_linear_and_its_tangent_constant(void **state)
{
  SolidPoint none, here, back;

  (void)state;
  for (int k = 0; k < 3; k++) {
    hyperelastic_linear(&LAWS[k], ALONG, scaled(0.0), &none);
    hyperelastic_linear(&LAWS[k], ALONG, scaled(0.1), &here);
    hyperelastic_linear(&LAWS[k], ALONG, scaled(-0.1), &back);
    const Mat3 rest = mat3_plus(mat3_plus(here.stress, 1.0, back.stress), -2.0, none.stress);

    assert_small(norm(rest), 1e-13);
    for (int a = 0; a < 9; a++)
      for (int b = 0; b < 9; b++) assert_true(here.tangent[a][b] == back.tangent[a][b]);
  }
}

static void pull_is_what_the_fibres_add_to_true_stress(void **state)
{
  const Mat3   H    = scaled(1e-3);
  Hyperelastic bare = LAWS[0];

  (void)state;
  bare.k_1        = 0.0;
  const Mat3 with = linear_cauchy(&LAWS[0], ALONG, H);
  const Mat3 pull = mat3_plus(with, -1.0, linear_cauchy(&bare, ALONG, H));

  assert_close(mat3_trace(pull), hyperelastic_linear_fibre_stress(&LAWS[0], ALONG, H), 1e-12);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < i; j++) assert_small(with.m[i][j] - with.m[j][i], 1e-14);
}

// 4 k_1 along the fibres, and nothing else but Hooke's law.
static void fibres_without_prestretch_add_four_k_1(void **state)
{
  const Hyperelastic *law = &LAWS[1];
  const Mat3          H   = scaled(-1e-3); // shorter: taut all the same
  SolidPoint          at;

  (void)state;
  hyperelastic_linear(law, ALONG, H, &at);
  const Mat3 hooke = elastic_at(&(Elastic){.mu = law->mu, .lambda = law->lambda}, H).stress;
  const Mat3 pull  = mat3_plus(at.stress, -1.0, hooke);

  assert_close(vec3_dot(ALONG, mat3_times(pull, ALONG)),
               4.0 * law->k_1 * vec3_dot(ALONG, mat3_times(H, ALONG)), 1e-12);
  assert_small(vec3_norm(mat3_times(pull, vec3(0.8, 0.0, -0.6))), 1e-15);
}

static void slack_fibres_and_none_are_hookes_law(void **state)
{
  Hyperelastic slack = LAWS[1];
  SolidPoint   at, none;

  (void)state;
  slack.prestretch = 0.98;
  hyperelastic_linear(&slack, ALONG, STEP, &at);
  hyperelastic_linear(&LAWS[0], vec3(0.0, 0.0, 0.0), STEP, &none);
  const SolidPoint hooke = elastic_at(&(Elastic){.mu = slack.mu, .lambda = slack.lambda}, STEP);

  assert_true(norm(mat3_plus(at.stress, -1.0, hooke.stress)) == 0.0);
  assert_true(norm(mat3_plus(none.stress, -1.0, hooke.stress)) == 0.0);
  assert_small(hyperelastic_linear_fibre_stress(&slack, ALONG, STEP), 0.0);
}

/** How far the small law is from the finite one. */
static double small_gap(const Hyperelastic *law, double h)
{
  SolidPoint small = {.energy = NAN}, finite = {.energy = NAN};

  assert_true(hyperelastic_small(law, ALONG, scaled(h), &small));
  assert_true(hyperelastic_at(law, ALONG, deformation(h), &finite));
  return norm(mat3_plus(finite.stress, -1.0, small.stress));
}

// A film is of the small law in either case.
static void the_small_law_begins_as_the_finite_one(void **state)
{
  (void)state;
  for (int k = 0; k < 2; k++)
    for (int sign = -1; sign <= 1; sign += 2)
      assert_close(log2(small_gap(&LAWS[k], sign * 1e-4) / small_gap(&LAWS[k], sign * 5e-5)), 2.0,
                   0.02);
}

// By finite differences, taut and slack, in the toe and beyond.
static void its_energy_stress_and_tangent_agree(void **state)
{
  static const double AT[] = {-0.2, -0.02, 0.03, 0.2};
  Hyperelastic        law  = LAWS[0];

  (void)state;
  law.toe = 0.1;
  for (int k = 0; k < 4; k++) {
    const double h = 1e-5;
    SolidPoint   here, up, down;

    assert_true(hyperelastic_small(&law, ALONG, scaled(AT[k]), &here));
    assert_true(hyperelastic_small(&law, ALONG, scaled(AT[k] + h), &up));
    assert_true(hyperelastic_small(&law, ALONG, scaled(AT[k] - h), &down));
    const Mat3 change = tangent_times(&here, STEP);

    assert_close((up.energy - down.energy) / (2.0 * h), mat3_dot(here.stress, STEP), 1e-7);
    for (int a = 0; a < 9; a++)
      assert_small((up.stress.m[a / 3][a % 3] - down.stress.m[a / 3][a % 3]) / (2.0 * h) -
                     change.m[a / 3][a % 3],
                   1e-6 * norm(change));
  }
}

// Slack: the ground, but for the pull at rest on how far they turned.
static void fibres_at_small_strain_slacken(void **state)
{
  Hyperelastic law = LAWS[1];
  SolidPoint   at;

  (void)state;
  assert_true(hyperelastic_small(&law, ALONG, scaled(-0.1), &at));
  const SolidPoint hooke = elastic_at(&(Elastic){.mu = law.mu, .lambda = law.lambda}, scaled(-0.1));

  assert_small(norm(mat3_plus(at.stress, -1.0, hooke.stress)), 1e-15);
  assert_small(hyperelastic_small_fibre_stress(&law, ALONG, scaled(-0.1)), 0.0);
  assert_true(hyperelastic_small_fibre_stress(&law, ALONG, scaled(0.1)) > 0.0);
}

// Beyond the toe stress grows by the same for every strain.
static void a_toe_ends(void **state)
{
  Hyperelastic law = LAWS[1];
  double       pull[3];

  (void)state;
  law.toe = 0.05;
  for (int k = 0; k < 3; k++) {
    const double along = vec3_dot(ALONG, mat3_times(STEP, ALONG));
    const Mat3   H     = scaled((0.1 + 0.1 * k) / along);

    pull[k] = hyperelastic_small_fibre_stress(&law, ALONG, H) /
              (1.0 + 2.0 * (0.1 + 0.1 * k) - mat3_trace(H));
  }
  assert_close(pull[2] - pull[1], pull[1] - pull[0], 1e-12);
  law.toe = 0.0;
  assert_true(
    hyperelastic_small_fibre_stress(&law, ALONG, scaled(0.5)) >
    hyperelastic_small_fibre_stress(
      &(Hyperelastic){.mu = law.mu, .k_1 = law.k_1, .k_2 = law.k_2, .toe = 0.05, .prestretch = 1.0},
      ALONG, scaled(0.5)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(it_is_the_beginning_of_the_finite_law),
    cmocka_unit_test(its_stress_is_linear_and_its_tangent_constant),
    cmocka_unit_test(pull_is_what_the_fibres_add_to_true_stress),
    cmocka_unit_test(fibres_without_prestretch_add_four_k_1),
    cmocka_unit_test(slack_fibres_and_none_are_hookes_law),
    cmocka_unit_test(the_small_law_begins_as_the_finite_one),
    cmocka_unit_test(its_energy_stress_and_tangent_agree),
    cmocka_unit_test(fibres_at_small_strain_slacken),
    cmocka_unit_test(a_toe_ends),
  };

  return cmocka_run_group_tests_name("laws/linearised", tests, NULL, NULL);
}
