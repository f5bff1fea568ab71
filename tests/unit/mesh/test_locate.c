// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/check.h"

#include "sij/mesh.h"
#include "sij/testing/box.h"

/** A jittered box of 2 x 1 x 3, millimetres across, far from the origin. */
static int start(void **state)
{
  CoarseMesh *coarse;
  Mesh       *mesh     = NULL;
  Problems    problems = {0};

  if (PetscInitializeNoArguments()) return 1;
  if (box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0.1, 0.2, 0.3), vec3(0.102, 0.201, 0.303), NULL, 0.2,
               &coarse))
    return 1;
  if (mesh_create(PETSC_COMM_SELF, coarse, 0, &mesh, &problems)) return 1;
  *state = mesh;
  return coarse_destroy(&coarse);
}

static int stop(void **state)
{
  Mesh *mesh = *state;

  return mesh_destroy(&mesh) || PetscFinalize();
}

static Vec3 at(const Mesh *mesh, const MeshLocation *place)
{
  Vec3 x = vec3(0, 0, 0);

  for (int k = 0; k < 4; k++)
    for (int d = 0; d < 3; d++) x.x[d] += place->weight[k] * mesh->x[mesh->cell[place->cell][k]][d];
  return x;
}

static void inside_of_each_cell_is_that_cell(void **state)
{
  const Mesh *mesh = *state;

  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    const MeshLocation centre  = {.cell = c, .weight = {0.4, 0.3, 0.2, 0.1}};
    const Vec3         x       = at(mesh, &centre);
    MeshLocation       place   = {0};
    int                missing = -1;

    assert_int_equal(mesh_locate(mesh, 1, &x, &place, &missing), 0);
    assert_int_equal(missing, 0);
    assert_int_equal(place.cell, c);
    for (int k = 0; k < 4; k++) assert_small(place.weight[k] - centre.weight[k], 1e-10);
  }
}

static void each_vertex_is_found(void **state)
{
  const Mesh *mesh = *state;

  for (PetscInt v = 0; v < mesh->n_local; v++) {
    const Vec3   x       = vec3(mesh->x[v][0], mesh->x[v][1], mesh->x[v][2]);
    MeshLocation place   = {0};
    int          missing = -1;
    double       most    = 0.0;

    assert_int_equal(mesh_locate(mesh, 1, &x, &place, &missing), 0);
    assert_int_equal(missing, 0);
    for (int k = 0; k < 4; k++)
      if (mesh->cell[place.cell][k] == v) most = place.weight[k];
    assert_close(most, 1.0, 1e-9);
  }
}

static void weights_are_a_partition_of_one(void **state)
{
  const Mesh *mesh = *state;

  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    Vec3         x = vec3(0, 0, 0);
    MeshLocation place;
    int          missing = -1;

    for (int i = 0; i < 3; i++)
      for (int d = 0; d < 3; d++) x.x[d] += mesh->x[mesh->faces.vertex[f][i]][d] / 3.0;
    assert_int_equal(mesh_locate(mesh, 1, &x, &place, &missing), 0);
    assert_int_equal(missing, 0);
    assert_close(place.weight[0] + place.weight[1] + place.weight[2] + place.weight[3], 1.0, 1e-15);
    for (int k = 0; k < 4; k++) assert_true(place.weight[k] >= 0.0);
    assert_small(vec3_distance(at(mesh, &place), x), 1e-11);
  }
}

static void what_is_not_a_point_is_missing(void **state)
{
  const Vec3   x[4] = {vec3(0.0999, 0.2005, 0.301), vec3(INFINITY, 0.2005, 0.301),
                       vec3(0.101, NAN, 0.301), vec3(0.101, 0.2005, 0.301)};
  MeshLocation place[4];
  int          missing = -1;

  assert_int_equal(mesh_locate(*state, 4, x, place, &missing), 0);
  assert_int_equal(missing, 3);
  for (int i = 0; i < 3; i++) assert_int_equal(place[i].cell, -1);
  assert_true(place[3].cell >= 0);
}

static void no_points_are_no_trouble(void **state)
{
  int missing = -1;

  assert_int_equal(mesh_locate(*state, 0, NULL, NULL, &missing), 0);
  assert_int_equal(missing, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(inside_of_each_cell_is_that_cell),
    cmocka_unit_test(each_vertex_is_found),
    cmocka_unit_test(weights_are_a_partition_of_one),
    cmocka_unit_test(what_is_not_a_point_is_missing),
    cmocka_unit_test(no_points_are_no_trouble),
  };

  return cmocka_run_group_tests_name("mesh/locate", tests, start, stop);
}
