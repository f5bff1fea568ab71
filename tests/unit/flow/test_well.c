// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tip of a needle may lie: a well is created, or its position is a problem.
#include "unit/check.h"

#include "sij/testing/box_problem.h"

// Problems of creating the flow of that needle on a box.
static void create_flow(Vec3 tip, Problems *problems)
{
  BoxProblem  problem = box_problem();
  CoarseMesh *coarse  = NULL;
  Mesh       *mesh    = NULL;
  Graph      *graph   = NULL;
  Medium     *medium  = NULL;
  Flow       *flow    = NULL;

  box_problem_inject(&problem, tip, 0.0, 1e-6, 1e-8);
  box_problem_bind(&problem);
  assert_int_equal(box_mesh(PETSC_COMM_SELF, 3, 3, 3, vec3(-0.01, -0.01, -0.01),
                            vec3(0.01, 0.01, 0.01), NULL, 0.0, &coarse),
                   0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &mesh, problems), 0);
  assert_int_equal(graph_create(mesh, &graph), 0);
  assert_int_equal(medium_create(&problem.porous, graph, &medium, problems), 0);
  assert_int_equal(flow_create(medium, &problem.flow, &flow, problems), 0);
  assert_int_equal(flow_destroy(&flow), 0);
  assert_int_equal(medium_destroy(&medium), 0);
  assert_int_equal(graph_destroy(&graph), 0);
  assert_int_equal(mesh_destroy(&mesh), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
}

static void a_tip_inside_is_fine(void **state)
{
  Problems problems = {0};

  (void)state;
  create_flow(vec3(0.001, 0.002, 0.0005), &problems);
  assert_int_equal(problems.count, 0);
}

static void a_tip_on_a_vertex_inside_is_fine(void **state)
{
  Problems problems = {0};

  (void)state;
  create_flow(vec3(-0.01 + 0.02 / 3.0, -0.01 + 0.02 / 3.0, -0.01 + 0.02 / 3.0), &problems);
  assert_int_equal(problems.count, 0);
}

static void a_tip_on_a_vertex_of_the_boundary_is_a_problem(void **state)
{
  Problems problems = {0};

  (void)state;
  create_flow(vec3(-0.01, -0.01, -0.01), &problems);
  assert_int_equal(problems.count, 1);
  assert_int_equal(problems_destroy(&problems), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_tip_inside_is_fine),
    cmocka_unit_test(a_tip_on_a_vertex_inside_is_fine),
    cmocka_unit_test(a_tip_on_a_vertex_of_the_boundary_is_a_problem),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
