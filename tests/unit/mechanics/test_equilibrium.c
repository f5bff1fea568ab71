// SPDX-License-Identifier: GPL-3.0-or-later
// Equilibrium of small boxes whose displacement is known exactly: patch test, uniaxial stress, load factors.
#include "unit/mechanics/body.h"

static const double STRAIN = 0.01, TRACTION = 100.0;

static Vec3 still(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return vec3(0.0, 0.0, 0.0);
}

static Vec3 stretched(Vec3 x, const void *context)
{
  const double *strain = context;

  return vec3(*strain * x.x[0], 0.0, 0.0);
}

static Vec3 pulled(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return vec3(TRACTION, 0.0, 0.0);
}

// Uniaxial stress along x, with contraction across; context: the strain along x.
static Vec3 uniaxial(Vec3 x, const void *context)
{
  const double *e = context;

  return vec3(e[0] * x.x[0], e[1] * x.x[1], e[1] * x.x[2]);
}

static void a_uniaxial_strain_is_exact_on_a_distorted_mesh(void **state)
{
  static const MechanicsStrain strains[] = {MECHANICS_LINEAR, MECHANICS_SMALL, MECHANICS_FINITE};

  (void)state;
  for (int s = 0; s < 3; s++) {
    Body body;

    body_create(strains[s], 0.3, &body);
    for (int side = 0; side < BOX_SIDES; side++)
      body_fix(&body, side, true, true, true, stretched, &STRAIN);
    body_load(&body, 1.0, 1.0);
    assert_small(body_deviation(&body, stretched, &STRAIN), 1e-10 * STRAIN * 0.02);
    for (PetscInt e = 0; e < body.mesh->n_cells; e++) {
      MechanicsCell mean;

      mechanics_cell(body.mechanics, e, &mean);
      assert_close(mean.dilation, 1.0 + STRAIN, 1e-10);
      if (strains[s] == MECHANICS_FINITE) continue;
      assert_close(mean.stress.m[0][0], (body.elastic.lambda + 2.0 * body.elastic.mu) * STRAIN,
                   1e-8);
      assert_close(mean.stress.m[1][1], body.elastic.lambda * STRAIN, 1e-8);
    }
    body_destroy(&body);
  }
}

static void a_nearly_incompressible_body_is_exact_under_traction(void **state)
{
  const double e[2]     = {TRACTION / 1e5, -0.499 * TRACTION / 1e5};
  Problems     problems = {0};
  Body         body;

  (void)state;
  body_create(MECHANICS_LINEAR, 0.499, &body);
  body_fix(&body, BOX_X_MIN, true, false, false, NULL, NULL);
  body_fix(&body, BOX_Y_MIN, false, true, false, NULL, NULL);
  body_fix(&body, BOX_Z_MIN, false, false, true, NULL, NULL);
  assert_int_equal(mechanics_add_traction(body.mechanics, BOX_X_MAX, pulled, NULL, &problems), 0);
  assert_int_equal(problems.count, 0);
  body_load(&body, 1.0, 1.0);
  assert_small(body_deviation(&body, uniaxial, e), 1e-6 * e[0] * 0.02);
  body_destroy(&body);
}

static void an_unloaded_body_stays_at_rest(void **state)
{
  MechanicsOutcome outcome;
  Body             body;

  (void)state;
  body_create(MECHANICS_FINITE, 0.3, &body);
  body_fix(&body, BOX_X_MIN, true, true, true, NULL, NULL);
  assert_int_equal(mechanics_advance(body.mechanics, (LoadFactor){1.0, 1.0}, &outcome), 0);
  assert_true(outcome.reached);
  assert_int_equal(outcome.iterations, 0);
  assert_small(body_deviation(&body, still, NULL), 0.0);
  body_destroy(&body);
}

// Half the load factor is half the traction and half the displacement; a load step without loads unloads the body.
static void load_factors_scale_what_acts(void **state)
{
  const double whole[2] = {TRACTION / 1e5, -0.3 * TRACTION / 1e5};
  const double half[2]  = {0.5 * whole[0], 0.5 * whole[1]};
  Problems     problems = {0};
  Vec3         force;
  Body         body;

  (void)state;
  body_create(MECHANICS_LINEAR, 0.3, &body);
  body_fix(&body, BOX_X_MIN, true, false, false, NULL, NULL);
  body_fix(&body, BOX_Y_MIN, false, true, false, NULL, NULL);
  body_fix(&body, BOX_Z_MIN, false, false, true, NULL, NULL);
  assert_int_equal(mechanics_add_traction(body.mechanics, BOX_X_MAX, pulled, NULL, &problems), 0);
  body_load(&body, 1.0, 0.5);
  assert_small(body_deviation(&body, uniaxial, half), 1e-7 * whole[0] * 0.02);
  body_load(&body, 1.0, 1.0);
  assert_small(body_deviation(&body, uniaxial, whole), 1e-7 * whole[0] * 0.02);
  assert_int_equal(mechanics_reaction(body.mechanics, BOX_X_MIN, &force), 0);
  assert_close(force.x[0], -TRACTION * 1e-4, 1e-7);
  assert_int_equal(mechanics_begin_load_step(body.mechanics), 0);
  body_load(&body, 1.0, 0.5);
  assert_small(body_deviation(&body, uniaxial, half), 1e-7 * whole[0] * 0.02);
  body_load(&body, 1.0, 1.0);
  assert_small(body_deviation(&body, still, NULL), 1e-7 * whole[0] * 0.02);
  body_destroy(&body);
}

static void what_does_not_converge_is_an_outcome(void **state)
{
  const double     inverted = -1.5;
  MechanicsOutcome outcome;
  Body             body;

  (void)state;
  body_create(MECHANICS_FINITE, 0.3, &body);
  body_fix(&body, BOX_X_MIN, true, true, true, NULL, NULL);
  body_fix(&body, BOX_X_MAX, true, true, true, stretched, &inverted);
  assert_int_equal(mechanics_advance(body.mechanics, (LoadFactor){1.0, 1.0}, &outcome), 0);
  assert_false(outcome.reached);
  assert_true(outcome.factor.load > 0.0 && outcome.factor.load < 1.0 / 1.5);
  assert_non_null(strstr(outcome.reason, "stopped at "));
  assert_true(outcome.cuts > 0);
  body_destroy(&body);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_uniaxial_strain_is_exact_on_a_distorted_mesh),
    cmocka_unit_test(a_nearly_incompressible_body_is_exact_under_traction),
    cmocka_unit_test(an_unloaded_body_stays_at_rest),
    cmocka_unit_test(load_factors_scale_what_acts),
    cmocka_unit_test(what_does_not_converge_is_an_outcome),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("mechanics/equilibrium", tests, NULL, NULL);

  return PetscFinalize() || failed;
}
