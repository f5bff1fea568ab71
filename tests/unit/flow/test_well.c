// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tip of a needle may lie: a well is created, or its position is a problem.
#include "unit/check.h"

#include "sij/flow.h"
#include "sij/testing/box.h"

static const PorousMaterial WATERY = {.pore         = {.kind  = PORE_MATRIX,
                                                       .phi_0 = 0.5,
                                                       .phi_1 = 0.5,
                                                       .p_dil = 1e4,
                                                       .n     = 2.0,
                                                       .beta  = 1e-8,
                                                       .ratio = 1.0},
                                      .conductivity = {.along = 1e-12, .across = 1e-12}};

// One needle at the tip, in a box of one material that is drained on all sides but one.
static void fill_problems(Vec3 tip, PorousMaterial material[BOX_MATERIALS], PorousProblem *porous,
                          FlowProblem *flow)
{
  static const double uptake[BOX_MATERIALS];
  static const bool   drained[BOX_SIDES] = {false, true, true, true, true, true};

  for (int m = 0; m < BOX_MATERIALS; m++) material[m] = WATERY;
  *porous         = (PorousProblem){.source      = "",
                                    .n_materials = BOX_MATERIALS,
                                    .material    = material,
                                    .interface   = {.pore = WATERY.pore},
                                    .barrier     = MESH_NONE};
  *flow           = (FlowProblem){.source           = "",
                                  .uptake           = uptake,
                                  .drained          = drained,
                                  .lining           = {.side = {MESH_NONE, MESH_NONE}},
                                  .cavity           = {.region = MESH_NONE},
                                  .n_needles        = 1,
                                  .newton_tolerance = 1e-8};
  flow->needle[0] = (FlowNeedle){.name           = "needle",
                                 .tip            = tip,
                                 .needle         = {.bore = 4e-4, .length = 0.09},
                                 .schedule       = {.volume = 1e-6, .rate = 1e-8},
                                 .pressure_limit = INFINITY,
                                 .viscosity      = 1e-3};
}

// Problems of creating the flow of that needle on a box.
static void create_flow(Vec3 tip, Problems *problems)
{
  PorousMaterial material[BOX_MATERIALS];
  PorousProblem  porous;
  FlowProblem    problem;
  CoarseMesh    *coarse = NULL;
  Mesh          *mesh   = NULL;
  Graph         *graph  = NULL;
  Medium        *medium = NULL;
  Flow          *flow   = NULL;

  fill_problems(tip, material, &porous, &problem);
  assert_int_equal(box_mesh(PETSC_COMM_SELF, 3, 3, 3, vec3(-0.01, -0.01, -0.01),
                            vec3(0.01, 0.01, 0.01), NULL, 0.0, &coarse),
                   0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &mesh, problems), 0);
  assert_int_equal(graph_create(mesh, &graph), 0);
  assert_int_equal(medium_create(&porous, graph, &medium, problems), 0);
  assert_int_equal(flow_create(medium, &problem, &flow, problems), 0);
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
