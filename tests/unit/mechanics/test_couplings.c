// SPDX-License-Identifier: GPL-3.0-or-later
// Couplings and springs on a small box: resultants, rigid motion, slackness; and the problems they report.
#include "unit/mechanics/body.h"

#include "sij/testing/mechanics.h"

static const Vec3 NONE = {{0.0, 0.0, 0.0}};

static Vec3 moved(Vec3 x, const void *context)
{
  (void)context;
  return vec3(1e-4 - 1e-3 * x.x[1], 2e-4 + 1e-3 * x.x[0], 3e-4);
}

static int couple(Body *body, Vec3 centre, double radius)
{
  Problems problems = {0};
  int      coupling = -1;

  assert_int_equal(
    mechanics_add_coupling(body->mechanics, BOX_MATERIAL, centre, radius, &coupling, &problems), 0);
  assert_int_equal(problems.count, 0);
  return coupling;
}

static void a_point_load_has_its_resultants(void **state)
{
  const Vec3 force = vec3(1.0, -2.0, 3.0), at = vec3(0.03, 0.0, 0.0),
             moment = vec3(0.01, 0.02, 0.03);
  Vec3 sum = NONE, turning = NONE;
  bool sound;
  Body body;
  double(*residual)[3];

  (void)state;
  body_create(MECHANICS_LINEAR, 0.3, &body);
  const int    coupling = couple(&body, vec3(0.02, 0.005, 0.005), 0.008);
  const Nodes *nodes    = mechanics_nodes(body.mechanics);

  assert_int_equal(mechanics_add_point_load(body.mechanics, coupling, force, at, moment), 0);
  assert_int_equal(PetscCalloc1(nodes->n_owned, &residual), 0);
  assert_int_equal(mechanics_imbalance(body.mechanics, (LoadFactor){1.0, 1.0},
                                       mechanics_displacement(body.mechanics), NULL, residual,
                                       &sound),
                   0);
  assert_true(sound);
  for (PetscInt k = 0; k < nodes->n_owned; k++) {
    const Vec3 load = vec3(-residual[k][0], -residual[k][1], -residual[k][2]);

    sum     = vec3_sum(sum, load);
    turning = vec3_sum(turning, vec3_cross(nodes_position(nodes, k), load));
  }
  assert_small(vec3_distance(sum, force), 1e-12);
  assert_small(vec3_distance(turning, vec3_sum(vec3_cross(at, force), moment)), 1e-12);
  assert_int_equal(PetscFree(residual), 0);
  body_destroy(&body);
}

static void a_coupling_measures_a_rigid_motion(void **state)
{
  const Vec3 at = vec3(0.03, 0.02, -0.01);
  Vec3       displacement;
  Body       body;

  (void)state;
  body_create(MECHANICS_LINEAR, 0.3, &body);
  for (int side = 0; side < BOX_SIDES; side++) body_fix(&body, side, true, true, true, moved, NULL);
  const int coupling = couple(&body, vec3(0.01, 0.005, 0.005), 0.02);

  body_load(&body, 1.0, 1.0);
  assert_int_equal(mechanics_coupling_displacement(body.mechanics, coupling, at, &displacement), 0);
  assert_small(vec3_distance(displacement, moved(at, NULL)), 1e-10);
  body_destroy(&body);
}

// A body that is moved towards the fixed end of a spring slackens it, unless the spring bears compression.
static void a_slack_spring_has_no_force(void **state)
{
  (void)state;
  for (int bears = 0; bears < 2; bears++) {
    MechanicsSpring      spring = {.coupling  = {-1, -1},
                                   .end       = {{{0.04, 0.005, 0.005}}, {{0.02, 0.005, 0.005}}},
                                   .stiffness = 1e3,
                                   .bears_compression = bears};
    MechanicsSpringState now;
    int                  number;
    Body                 body;

    body_create(MECHANICS_LINEAR, 0.3, &body);
    for (int side = 0; side < BOX_SIDES; side++)
      body_fix(&body, side, true, true, true, moved, NULL);
    spring.coupling[1] = couple(&body, vec3(0.01, 0.005, 0.005), INFINITY);
    assert_int_equal(mechanics_add_spring(body.mechanics, &spring, &number), 0);
    body_load(&body, 1.0, 1.0);
    assert_int_equal(mechanics_spring_state(body.mechanics, number, &now), 0);
    assert_true(now.length < now.rest);
    if (bears) assert_close(now.force, 1e3 * (now.length - now.rest), 1e-12);
    else assert_small(now.force, 0.0);
    body_destroy(&body);
  }
}

static void what_is_not_in_the_mesh_is_a_problem(void **state)
{
  const bool all[3]   = {true, true, true};
  Problems   problems = {0};
  int        coupling = 0;
  Body       body;

  (void)state;
  body_create(MECHANICS_LINEAR, 0.3, &body);
  assert_int_equal(
    mechanics_set_dirichlet(body.mechanics, BOX_X_MIN, 3, all, NULL, NULL, &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "for a support"));
  assert_int_equal(mechanics_add_coupling(body.mechanics, BOX_MATERIAL, vec3(0.1, 0.0, 0.0), 0.01,
                                          &coupling, &problems),
                   0);
  assert_int_equal(problems.count, 2);
  assert_int_equal(coupling, -1);
  assert_non_null(strstr(problems.sentence[1], "within 10.0 mm"));
  assert_non_null(strstr(problems.sentence[1], "nearest node is 80.0 mm away"));
  assert_int_equal(mechanics_add_coupling(body.mechanics, 3, NONE, INFINITY, &coupling, &problems),
                   0);
  assert_int_equal(problems.count, 3);
  assert_non_null(strstr(problems.sentence[2], "to attach to"));
  assert_int_equal(
    mechanics_add_shell(body.mechanics, BOX_MATERIAL, 1e-3, &body.elastic, &problems), 0);
  assert_int_equal(problems.count, 4);
  assert_non_null(strstr(problems.sentence[3], "shell"));
  assert_int_equal(problems_destroy(&problems), 0);
  body_destroy(&body);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_point_load_has_its_resultants),
    cmocka_unit_test(a_coupling_measures_a_rigid_motion),
    cmocka_unit_test(a_slack_spring_has_no_force),
    cmocka_unit_test(what_is_not_in_the_mesh_is_a_problem),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("mechanics/couplings", tests, NULL, NULL);

  return PetscFinalize() || failed;
}
