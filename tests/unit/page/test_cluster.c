// SPDX-License-Identifier: GPL-3.0-or-later
// Merging the points of a mesh that is drawn: what stays, what vanishes, and that no cell is there twice or inside out.
#include "../../../src/page/cluster.h"
#include "../../../src/page/thinning.h"
#include "unit/check.h"

#include <math.h>
#include <string.h>

enum { POINTS = 6, CELLS = 3 };

typedef struct {
  double point[3 * POINTS], cell[4 * CELLS], region[CELLS];
} Sample;

// A tetrahedron; one like it whose tip is 0.2 higher; and one of another region below both.
static const Sample SAMPLE = {.point  = {0.1, 0.1, 0.1, 5.1, 0.1, 0.1, 0.1, 5.1, 0.1, 0.1, 0.1, 5.1,
                                         0.1, 0.1, 5.3, 0.1, 0.1, -5.1},
                              .cell   = {0, 1, 2, 3, 0, 1, 2, 4, 0, 2, 1, 5},
                              .region = {0, 0, 1}};

static ClusterMesh mesh_of(Sample *sample)
{
  *sample = SAMPLE;
  return (ClusterMesh){POINTS, CELLS, sample->point, sample->cell, sample->region};
}

static double volume_of(const ClusterMesh *mesh, int c)
{
  double e[3][3];

  for (int v = 0; v < 3; v++)
    for (int k = 0; k < 3; k++)
      e[v][k] = mesh->point[3 * (int)mesh->cell[4 * c + v + 1] + k] -
                mesh->point[3 * (int)mesh->cell[4 * c] + k];
  return e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1]) -
         e[0][1] * (e[1][0] * e[2][2] - e[1][2] * e[2][0]) +
         e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0]);
}

static void small_cubes_merge_nothing(void **state)
{
  Sample      sample;
  ClusterMesh mesh = mesh_of(&sample);
  int64_t    *kept;

  (void)state;
  assert_int_equal(cluster_merge(0.1, &mesh, &kept), 0);
  assert_int_equal(mesh.n_points, POINTS);
  assert_int_equal(mesh.n_cells, CELLS);
  for (int c = 0; c < CELLS; c++) assert_true(volume_of(&mesh, c) > 0.0);
  for (int i = 0; i < POINTS; i++)
    for (int k = 0; k < 3; k++)
      assert_true(fabs(mesh.point[3 * i + k] - SAMPLE.point[3 * kept[i] + k]) < 1e-12);
  assert_int_equal(PetscFree(kept), 0);
}

static void what_becomes_the_same_cell_is_there_once(void **state)
{
  Sample      sample;
  ClusterMesh mesh = mesh_of(&sample);
  int64_t    *kept;
  int         at_tip = 0;

  (void)state;
  assert_int_equal(cluster_merge(1.0, &mesh, &kept), 0);
  assert_int_equal(mesh.n_points, POINTS - 1);
  assert_int_equal(mesh.n_cells, CELLS - 1);
  for (int i = 0; i < POINTS - 1; i++)
    at_tip += kept[i] == 3 && fabs(mesh.point[3 * i + 2] - 5.2) < 1e-12; // the mean of both
  assert_int_equal(at_tip, 1);
  for (int c = 0; c < CELLS - 1; c++) assert_true(volume_of(&mesh, c) > 0.0);
  assert_int_equal(PetscFree(kept), 0);
}

// The points between two regions are no points of either alone.
static void regions_keep_their_own_points(void **state)
{
  Sample      sample;
  ClusterMesh mesh = mesh_of(&sample);
  int64_t    *kept;

  (void)state;
  for (int i = 0; i < 3 * POINTS; i++) mesh.point[i] += 20.0; // one cube holds them all
  assert_int_equal(cluster_merge(100.0, &mesh, &kept), 0);
  assert_int_equal(mesh.n_points, 3); // of region 0, of region 1, between them
  assert_int_equal(mesh.n_cells, 0);
  assert_int_equal(PetscFree(kept), 0);
}

static void levels_of_thinning_keep_the_first_and_the_last_output(void **state)
{
  int level = 0;

  (void)state;
  for (const Thinning *one; (one = thinning_at(level)); level++) {
    assert_true(thinning_keeps_output(one, 0, 41) && thinning_keeps_output(one, 40, 41));
    assert_true(thinning_keeps_field(one, "block_c"));
    assert_int_equal(thinning_keeps_field(one, "concentration_lidocaine"), level < 3);
  }
  assert_true(level > 3 && !thinning_keeps_output(thinning_at(1), 1, 41));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(small_cubes_merge_nothing),
    cmocka_unit_test(what_becomes_the_same_cell_is_there_once),
    cmocka_unit_test(regions_keep_their_own_points),
    cmocka_unit_test(levels_of_thinning_keep_the_first_and_the_last_output),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("page/cluster", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
