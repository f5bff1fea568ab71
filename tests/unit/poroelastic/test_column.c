// SPDX-License-Identifier: GPL-3.0-or-later
// A column of a few cells under a load at its top: undrained, drained, and a step that fails; the discrete divergence.
#include "../../../src/poroelastic/state.h"
#include "unit/check.h"

#include "sij/laws/elastic.h"
#include "sij/testing/box.h"
#include "sij/testing/flow.h"
#include "sij/testing/poroelastic.h"

static const double LOAD = 100.0, HEIGHT = 0.01; // Pa, m

typedef struct {
  Mesh          *mesh;
  Graph         *graph;
  Medium        *medium;
  Flow          *flow;
  Mechanics     *mechanics;
  Poroelastic   *poroelastic;
  Elastic        elastic;
  Hyperelastic   law[BOX_MATERIALS];
  PorousMaterial material[BOX_MATERIALS];
  PorousProblem  porous;
  FlowProblem    problem;
  double         uptake[BOX_MATERIALS];
  bool           drained[BOX_SIDES];
} Column;

static void fill_problems(bool drained, Column *column)
{
  for (int m = 0; m < BOX_MATERIALS; m++) {
    column->law[m] =
      (Hyperelastic){.mu = column->elastic.mu, .lambda = column->elastic.lambda, .prestretch = 1.0};
    column->material[m] = (PorousMaterial){
      .pore =
        {.kind = PORE_MATRIX, .phi_0 = 0.5, .phi_1 = 0.5, .p_dil = 1e4, .n = 2.0, .ratio = 1.0},
      .conductivity = {.along = 1e-12, .across = 1e-12},
      .biot         = 1.0};
  }
  column->drained[BOX_Z_MAX] = drained;
  column->porous             = (PorousProblem){.source      = "",
                                               .n_materials = BOX_MATERIALS,
                                               .material    = column->material,
                                               .interface   = {.pore = column->material[0].pore},
                                               .barrier     = MESH_NONE};
  column->problem            = (FlowProblem){.source           = "",
                                             .uptake           = column->uptake,
                                             .drained          = column->drained,
                                             .lining           = {.side = {MESH_NONE, MESH_NONE}},
                                             .cavity           = {.region = MESH_NONE},
                                             .newton_tolerance = 1e-10};
}

static void create_parts(Column *column)
{
  CoarseMesh *coarse   = NULL;
  Problems    problems = {0};

  assert_int_equal(box_mesh(PETSC_COMM_SELF, 1, 1, 4, vec3(0.0, 0.0, 0.0),
                            vec3(0.003, 0.003, HEIGHT), NULL, 0.0, &coarse),
                   0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &column->mesh, &problems), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
  assert_int_equal(graph_create(column->mesh, &column->graph), 0);
  assert_int_equal(medium_create(&column->porous, column->graph, &column->medium, &problems), 0);
  assert_int_equal(flow_create(column->medium, &column->problem, &column->flow, &problems), 0);
  assert_int_equal(problems.count, 0);
  const MechanicsProblem solid = {.strain    = MECHANICS_LINEAR,
                                  .law       = column->law,
                                  .of_cell   = column->mesh->region,
                                  .tolerance = 1e-10};

  assert_int_equal(mechanics_create(column->mesh, &solid, &column->mechanics), 0);
}

// The sides slide, the bottom is fixed.
static void fix_sides(Mechanics *mechanics)
{
  static const int side[5]  = {BOX_X_MIN, BOX_X_MAX, BOX_Y_MIN, BOX_Y_MAX, BOX_Z_MIN};
  Problems         problems = {0};

  for (int s = 0; s < 5; s++) {
    const bool component[3] = {s < 2, s == 2 || s == 3, s == 4};

    assert_int_equal(
      mechanics_set_dirichlet(mechanics, side[s], MESH_NONE, component, NULL, NULL, &problems), 0);
  }
  assert_int_equal(problems.count, 0);
}

static Vec3 press(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return vec3(0.0, 0.0, -LOAD);
}

static void create(bool drained, double tolerance, Column *column)
{
  const PoroelasticMethod method   = {.scheme = POROELASTIC_MONOLITHIC, .tolerance = tolerance};
  Problems                problems = {0};

  *column = (Column){.elastic = elastic_from(1e5, 0.25)};
  fill_problems(drained, column);
  create_parts(column);
  fix_sides(column->mechanics);
  assert_int_equal(poroelastic_create(column->mechanics, column->flow, column->medium, &method,
                                      &column->poroelastic),
                   0);
  assert_int_equal(mechanics_begin_load_step(column->mechanics), 0);
  assert_int_equal(mechanics_add_traction(column->mechanics, BOX_Z_MAX, press, NULL, &problems), 0);
  assert_int_equal(problems.count, 0);
}

static void destroy(Column *column)
{
  assert_int_equal(poroelastic_destroy(&column->poroelastic), 0);
  assert_int_equal(mechanics_destroy(&column->mechanics), 0);
  assert_int_equal(flow_destroy(&column->flow), 0);
  assert_int_equal(medium_destroy(&column->medium), 0);
  assert_int_equal(graph_destroy(&column->graph), 0);
  assert_int_equal(mesh_destroy(&column->mesh), 0);
}

static void step(Column *column, double dt)
{
  PoroelasticOutcome outcome;

  assert_int_equal(poroelastic_try(column->poroelastic, 0.0, dt, &outcome), 0);
  assert_true(outcome.converged);
  assert_int_equal(poroelastic_accept(column->poroelastic), 0);
}

// Settlement is linear in z for a constant effective stress; `strain`: its slope.
static void expect(const Column *column, double pressure, double strain)
{
  const double *p     = flow_pressure(column->flow);
  const Nodes  *nodes = mechanics_nodes(column->mechanics);
  const double(*u)[3] = mechanics_displacement(column->mechanics);

  for (PetscInt i = 0; i < column->mesh->n_owned; i++) assert_small(p[i] - pressure, 1e-4 * LOAD);
  for (PetscInt k = 0; k < nodes->n_owned; k++)
    assert_small(u[k][2] - strain * nodes_position(nodes, k).x[2],
                 1e-4 * HEIGHT * LOAD / column->elastic.lambda);
}

static void an_undrained_column_bears_its_load_by_pressure(void **state)
{
  Column column;

  (void)state;
  create(false, 1e-8, &column);
  step(&column, 10.0);
  expect(&column, LOAD, 0.0);
  destroy(&column);
}

static void a_drained_column_bears_its_load_by_stress(void **state)
{
  Column column;

  (void)state;
  create(true, 1e-8, &column);
  step(&column, 1e9); // the time of consolidation is about 800 s
  expect(&column, 0.0, -LOAD / (column.elastic.lambda + 2.0 * column.elastic.mu));
  destroy(&column);
}

static void a_step_that_does_not_converge_changes_nothing(void **state)
{
  PoroelasticOutcome outcome;
  Column             column;

  (void)state;
  create(true, 0.0, &column);
  assert_int_equal(poroelastic_try(column.poroelastic, 0.0, 10.0, &outcome), 0);
  assert_false(outcome.converged);
  assert_true(strlen(outcome.reason) > 0);
  expect(&column, 0.0, 0.0);
  destroy(&column);
}

static const double GRADIENT[3][3] = {{0.01, 0.02, -0.03}, {0.04, 0.05, 0.06}, {-0.07, 0.08, 0.03}};

// B u of a linear displacement is its divergence times the volume of each vertex, and B^T p of a constant pressure does
// the work of the change of volume.
static void the_divergence_of_a_linear_displacement_is_exact(void **state)
{
  const double trace = GRADIENT[0][0] + GRADIENT[1][1] + GRADIENT[2][2];
  double       work  = 0.0, *pressure;
  double(*u)[3], (*force)[3];
  Column column;

  (void)state;
  create(true, 1e-8, &column);
  const Nodes *nodes = mechanics_nodes(column.mechanics);

  assert_int_equal(PetscMalloc1(column.mesh->n_local, &pressure), 0);
  assert_int_equal(PetscCalloc2(nodes->n_local, &u, nodes->n_owned, &force), 0);
  for (PetscInt k = 0; k < 3 * nodes->n_local; k++)
    for (int j = 0; j < 3; j++)
      u[k / 3][k % 3] += GRADIENT[k % 3][j] * nodes_position(nodes, k / 3).x[j];
  for (PetscInt e = 0; e < column.mesh->n_cells; e++)
    assert_close(divergence_dilation(nodes, e, (const double(*)[3])u), trace, 1e-12);
  for (PetscInt i = 0; i < column.mesh->n_local; i++) pressure[i] = LOAD;
  assert_int_equal(flow_set(column.flow, pressure), 0);
  assert_int_equal(poroelastic_fluid_force(column.poroelastic, force), 0);
  for (PetscInt k = 0; k < 3 * nodes->n_owned; k++) work += force[k / 3][k % 3] * u[k / 3][k % 3];
  assert_close(work, LOAD * trace * 0.003 * 0.003 * HEIGHT, 1e-12);
  assert_int_equal(PetscFree2(u, force), 0);
  assert_int_equal(PetscFree(pressure), 0);
  destroy(&column);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_undrained_column_bears_its_load_by_pressure),
    cmocka_unit_test(a_drained_column_bears_its_load_by_stress),
    cmocka_unit_test(a_step_that_does_not_converge_changes_nothing),
    cmocka_unit_test(the_divergence_of_a_linear_displacement_is_exact),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("poroelastic/column", tests, NULL, NULL);

  return PetscFinalize() || failed;
}
