// SPDX-License-Identifier: GPL-3.0-or-later
// A mesh from arrays of one's own: two tetrahedra that share a face, and the same with one fault each.
#include "sij_error.h"
#include "sij_mesh.h"
#include "support/petsc.h"
#include "unit/check.h"

#include <string.h>

static const double      NODES[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1};
static const int         CELLS[] = {0, 1, 2, 3, 1, 2, 3, 4}, REGIONS[] = {0, 0};
static const int         TRIANGLES[] = {0, 1, 2}, SURFACES[] = {0};
static const char *const REGION[] = {"all"}, *const SURFACE[] = {"floor"};

static SijMeshArrays sound_arrays(void)
{
  return (SijMeshArrays){.n_nodes      = 5,
                         .node         = NODES,
                         .n_cells      = 2,
                         .cell         = CELLS,
                         .region       = REGIONS,
                         .n_triangles  = 1,
                         .triangle     = TRIANGLES,
                         .surface      = SURFACES,
                         .n_regions    = 1,
                         .region_name  = REGION,
                         .n_surfaces   = 1,
                         .surface_name = SURFACE};
}

static void expect(const SijMeshArrays *arrays, const char *words)
{
  SijProblems *problems;
  SijMesh     *mesh;

  assert_int_equal(sij_problems_create(&problems), 0);
  assert_int_equal(sij_mesh_create(PETSC_COMM_SELF, arrays, 0, &mesh, problems), 0);
  for (int i = 0; i < sij_problems_count(problems); i++)
    if (!words || !strstr(sij_problems_sentence(problems, i), words))
      print_error("%s\n", sij_problems_sentence(problems, i));
  assert_int_equal(sij_problems_count(problems), words ? 1 : 0);
  if (words) {
    assert_null(mesh);
    assert_non_null(strstr(sij_problems_sentence(problems, 0), words));
  } else assert_int_equal(sij_mesh_n_cells(mesh), 2);
  assert_int_equal(sij_mesh_destroy(&mesh), 0);
  assert_int_equal(sij_problems_destroy(&problems), 0);
}

static void two_cells_make_a_mesh(void **state)
{
  const SijMeshArrays arrays = sound_arrays();

  (void)state;
  expect(&arrays, NULL);
}

static void a_number_out_of_range_is_named(void **state)
{
  static const int cells[] = {0, 1, 2, 3, 1, 2, 3, 5};
  SijMeshArrays    arrays  = sound_arrays();

  (void)state;
  arrays.cell = cells;
  expect(&arrays, "mesh: cell[7] is 5, wanted 0 to 4");
}

static void a_cell_that_is_there_twice_is_found(void **state)
{
  static const int cells[] = {0, 1, 2, 3, 1, 0, 2, 3};
  SijMeshArrays    arrays  = sound_arrays();

  (void)state;
  arrays.cell = cells;
  expect(&arrays, "there twice (in all and in all)");
}

static void a_cell_without_volume_is_found(void **state)
{
  static const double nodes[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5, 0.5, 0};
  SijMeshArrays       arrays  = sound_arrays();
  static const int    cells[] = {0, 1, 2, 3, 0, 1, 2, 4};

  (void)state;
  arrays.node = nodes;
  arrays.cell = cells;
  expect(&arrays, "have no volume");
}

static void a_triangle_inside_is_found(void **state)
{
  static const int inner[] = {3, 1, 2};
  SijMeshArrays    arrays  = sound_arrays();

  (void)state;
  arrays.triangle = inner;
  expect(&arrays, "mesh: triangle 0 is no face of the outer boundary");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(two_cells_make_a_mesh),
    cmocka_unit_test(a_number_out_of_range_is_named),
    cmocka_unit_test(a_cell_that_is_there_twice_is_found),
    cmocka_unit_test(a_cell_without_volume_is_found),
    cmocka_unit_test(a_triangle_inside_is_found),
  };

  return cmocka_run_group_tests_name("api/mesh", tests, petsc_start, petsc_stop);
}
