// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/mesh.h"
#include "sij/testing/box.h"

enum { LEFT, RIGHT }; // materials

/** One tetrahedron of fat as a whole mesh, and what mesh_quality() says of it. */
static RegionQuality quality_of(const Vec3 corner[4])
{
  double     node[12];
  int        tet[4] = {0, 1, 2, 3}, region[1] = {BOX_MATERIAL};
  CoarseMesh coarse = {
    .n_nodes = 4, .n_tets = 1, .node = node, .tet = tet, .region = region, .tags = box_tags()};
  Mesh         *mesh     = NULL;
  Problems      problems = {0};
  RegionQuality quality[BOX_MATERIALS];

  for (int i = 0; i < 4; i++) memcpy(&node[3 * i], corner[i].x, sizeof corner[i].x);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, &coarse, 0, &mesh, &problems), 0);
  assert_int_equal(mesh_quality(mesh, quality), 0);
  assert_int_equal(mesh_destroy(&mesh), 0);
  return quality[BOX_MATERIAL];
}

static void regular_tetrahedron_has_quality_one(void **state)
{
  const Vec3 corner[4]        = {vec3(1, 1, 1), vec3(-1, 1, -1), vec3(1, -1, -1), vec3(-1, -1, 1)};
  const RegionQuality quality = quality_of(corner);

  (void)state;
  assert_int_equal(quality.n_cells, 1);
  assert_close(quality.quality_min, 1.0, 1e-14);
  assert_close(quality.size, sqrt(8.0), 1e-14);
  assert_close(quality.volume, 8.0 / 3.0, 1e-14);
  assert_close(quality.quality_median, 1.0, 1e-3);
}

/** 3 / (|A| |A^-1|) of A = (edges of `corner`) (edges of a regular tetrahedron)^-1, written out. */
static double inverse_condition(const Vec3 corner[4])
{
  const double t = sqrt(3.0), u = sqrt(6.0);
  // Inverse of the matrix whose columns are (1,0,0), (1/2,t/2,0), (1/2,t/6,u/3).
  const double inverse[3][3] = {{1.0, -1.0 / t, -1.0 / u}, {0.0, 2.0 / t, -1.0 / u}, {0, 0, 3 / u}};
  Vec3         edge[3], column[3], cofactor[3];
  double       norm = 0.0, norm_adjoint = 0.0;

  for (int i = 0; i < 3; i++) edge[i] = vec3_difference(corner[i + 1], corner[0]);
  for (int j = 0; j < 3; j++) {
    column[j] = vec3(0, 0, 0);
    for (int k = 0; k < 3; k++)
      column[j] = vec3_sum(column[j], vec3_scaled(edge[k], inverse[k][j]));
  }
  for (int j = 0; j < 3; j++) {
    cofactor[j] = vec3_cross(column[(j + 1) % 3], column[(j + 2) % 3]);
    norm += vec3_dot(column[j], column[j]);
    norm_adjoint += vec3_dot(cofactor[j], cofactor[j]);
  }
  return 3.0 * vec3_dot(column[0], cofactor[0]) / sqrt(norm * norm_adjoint);
}

static void quality_is_the_inverse_condition_number(void **state)
{
  const Vec3 cases[3][4] = {
    {vec3(0, 0, 0), vec3(1, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1)},
    {vec3(0.1, 0.2, 0), vec3(2, 0, 0.3), vec3(0.4, 1, 0), vec3(0.3, 0.2, 0.7)},
    {vec3(0, 0, 0), vec3(1, 0, 0), vec3(0, 1, 0), vec3(0.3, 0.3, 0.01)}};

  (void)state;
  for (int i = 0; i < 3; i++)
    assert_close(quality_of(cases[i]).quality_min, inverse_condition(cases[i]), 1e-13);
  assert_close(quality_of(cases[0]).quality_min, 18.0 / 6.0 / sqrt(9.0 * 1.5), 1e-13);
}

static void size_does_not_change_quality(void **state)
{
  Vec3 corner[4]       = {vec3(0.1, 0.2, 0), vec3(2, 0, 0.3), vec3(0.4, 1, 0), vec3(0.3, 0.2, 0.7)};
  const double quality = quality_of(corner).quality_min;

  (void)state;
  for (int i = 0; i < 4; i++) corner[i] = vec3_scaled(corner[i], 1e-3);
  assert_close(quality_of(corner).quality_min, quality, 1e-13);
}

static int halves(Vec3 x)
{
  return x.x[0] < 1.0 ? LEFT : RIGHT;
}

static void percentiles_are_those_of_the_list(void **state)
{
  CoarseMesh   *coarse;
  Mesh         *mesh     = NULL;
  Problems      problems = {0};
  RegionQuality quality[BOX_MATERIALS];
  double        list[4000];
  PetscInt      n = 0;

  (void)state;
  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 8, 7, 9, vec3(0, 0, 0), vec3(2, 2, 2), halves, 0.2, &coarse), 0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &mesh, &problems), 0);
  assert_int_equal(mesh_quality(mesh, quality), 0);
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    Vec3 corner[4];

    if (mesh->region[c] != RIGHT) continue;
    for (int i = 0; i < 4; i++) memcpy(corner[i].x, mesh->x[mesh->cell[c][i]], sizeof corner[i].x);
    list[n++] = inverse_condition(corner);
  }
  assert_int_equal(PetscSortReal(n, list), 0);
  assert_int_equal(quality[RIGHT].n_cells, n);
  assert_close(quality[RIGHT].quality_min, list[0], 1e-12);
  assert_small(quality[RIGHT].quality_p5 - list[n / 20], 2e-3);
  assert_small(quality[RIGHT].quality_median - list[n / 2], 2e-3);
  assert_close(quality[RIGHT].volume, 4.0, 1e-13);
  assert_int_equal(quality[BOX_MATERIAL].n_cells, 0);
  assert_int_equal(mesh_destroy(&mesh), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(regular_tetrahedron_has_quality_one),
    cmocka_unit_test(quality_is_the_inverse_condition_number),
    cmocka_unit_test(size_does_not_change_quality),
    cmocka_unit_test(percentiles_are_those_of_the_list),
  };

  return cmocka_run_group_tests_name("mesh/quality", tests, petsc_start, petsc_stop);
}
