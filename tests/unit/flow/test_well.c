// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/anatomy/box.h"
#include "sij/flow.h"

#include <math.h>
#include <string.h>

static Case one_needle(Vec3 tip)
{
  Case input = {.name = "well", .file = "well.yaml"};

  for (int r = 0; r < REGION_COUNT; r++)
    input.tissue[r] = (Tissue){.pore                = {.kind  = PORE_MATRIX,
                                                       .phi_0 = 0.5,
                                                       .phi_1 = 0.5,
                                                       .p_dil = 1e4,
                                                       .n     = 2.0,
                                                       .beta  = 1e-8,
                                                       .ratio = 1.0},
                               .conductivity_along  = 1e-12,
                               .conductivity_across = 1e-12};
  input.surfaces                  = (Surfaces){.plane_aperture_rest    = 1e-9,
                                               .plane_aperture_dilated = 1e-9,
                                               .plane_pressure         = 1e4,
                                               .plane_viscosity        = 1e-3};
  input.n_injections              = 1;
  input.injection[0]              = (Injection){.name           = "needle",
                                                .tip            = tip,
                                                .volume         = 1e-6,
                                                .rate           = 1e-8,
                                                .pressure_limit = INFINITY,
                                                .needle_bore    = 4e-4,
                                                .needle_length  = 0.09,
                                                .viscosity      = 1e-3};
  input.numerics.newton_tolerance = 1e-8;
  return input;
}

// What creating the flow of that case on a box says.
static void create(Vec3 tip, Problems *problems)
{
  Case        input  = one_needle(tip);
  CoarseMesh *coarse = NULL;
  Mesh       *mesh   = NULL;
  Graph      *graph  = NULL;
  Medium     *medium = NULL;
  Flow       *flow   = NULL;

  assert_int_equal(box_mesh(PETSC_COMM_SELF, 3, 3, 3, vec3(-0.01, -0.01, -0.01),
                            vec3(0.01, 0.01, 0.01), NULL, 0.0, &coarse),
                   0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, &input, coarse, &mesh, problems), 0);
  assert_int_equal(graph_create(mesh, &graph), 0);
  assert_int_equal(medium_create(&input, graph, &medium, problems), 0);
  assert_int_equal(flow_create(medium, &flow, problems), 0);
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
  create(vec3(0.001, 0.002, 0.0005), &problems);
  assert_int_equal(problems.count, 0);
}

static void a_tip_on_a_vertex_inside_is_fine(void **state)
{
  Problems problems = {0};

  (void)state;
  create(vec3(-0.01 + 0.02 / 3.0, -0.01 + 0.02 / 3.0, -0.01 + 0.02 / 3.0), &problems);
  assert_int_equal(problems.count, 0);
}

static void a_tip_on_a_vertex_of_the_border_is_a_sentence(void **state)
{
  Problems problems = {0};

  (void)state;
  create(vec3(-0.01, -0.01, -0.01), &problems);
  assert_int_equal(problems.count, 1);
  assert_int_equal(problems_destroy(&problems), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_tip_inside_is_fine),
    cmocka_unit_test(a_tip_on_a_vertex_inside_is_fine),
    cmocka_unit_test(a_tip_on_a_vertex_of_the_border_is_a_sentence),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
