// The law at small strain against that at finite strain, of which it is the beginning.
#include "unit/laws/taylor.h"

#include "sij/laws/elastic.h"

static const Vec3 ALONG = {{0.6, 0.0, 0.8}};

// Pre-stretched; about to be pulled; a film. STEP lengthens along ALONG.
static const Hyperelastic LAWS[] = {
  {.mu = 1.3, .lambda = 20.0, .k_1 = 4.0, .k_2 = 2.5, .prestretch = 1.04},
  {.mu = 1.3, .lambda = 20.0, .k_1 = 4.0, .k_2 = 2.5, .prestretch = 1.0},
  {.mu = 1.3, .lambda = 2.0, .prestretch = 1.0, .film = 50.0}};

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

static Gap gap_at(const Hyperelastic *law, double h)
{
  const Mat3 F = deformation(h);
  SolidPoint small, finite = response(law, ALONG, F);

  hyperelastic_linear(law, ALONG, scaled(h), &small);
  const Mat3 cauchy = mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(F),
                                mat3_product(finite.stress, mat3_transpose(F)));

  return (Gap){.energy = fabs(finite.energy - small.energy),
               .stress = norm(mat3_plus(finite.stress, -1.0, small.stress)),
               .cauchy =
                 norm(mat3_plus(cauchy, -1.0, hyperelastic_linear_cauchy(law, ALONG, scaled(h)))),
               .pull    = fabs(hyperelastic_fibre_stress(law, ALONG, F) -
                               hyperelastic_linear_fibre_stress(law, ALONG, scaled(h))),
               .stretch = fabs(hyperelastic_stretch(law, ALONG, F) -
                               hyperelastic_linear_stretch(law, ALONG, scaled(h)))};
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
  const Mat3 with = hyperelastic_linear_cauchy(&LAWS[0], ALONG, H);
  const Mat3 pull = mat3_plus(with, -1.0, hyperelastic_linear_cauchy(&bare, ALONG, H));

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

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(it_is_the_beginning_of_the_finite_law),
    cmocka_unit_test(its_stress_is_linear_and_its_tangent_constant),
    cmocka_unit_test(pull_is_what_the_fibres_add_to_true_stress),
    cmocka_unit_test(fibres_without_prestretch_add_four_k_1),
    cmocka_unit_test(slack_fibres_and_none_are_hookes_law),
  };

  return cmocka_run_group_tests_name("laws/linearised", tests, NULL, NULL);
}
