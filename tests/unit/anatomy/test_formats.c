// SPDX-License-Identifier: GPL-3.0-or-later
// One mesh in the four forms in which Gmsh writes it: every one is read as the same.
#include "../../../src/anatomy/coarse.h"
#include "../../../src/anatomy/gmsh.h"
#include "../../../src/anatomy/msh.h"
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/casefile/regions.h"

#include <gmshc.h>

#include <string.h>

// Two boxes side by side, one face named.
static void build_model(void)
{
  int    left[] = {1}, right[] = {2};
  int    object[] = {3, 1}, tool[] = {3, 2}, *joined, **map, ierr;
  size_t n_joined, *map_n, map_nn;

  (void)gmshModelOccAddBox(0, 0, 0, 10, 10, 10, 1, &ierr);
  assert_int_equal(ierr, 0);
  (void)gmshModelOccAddBox(10, 0, 0, 10, 10, 10, 2, &ierr);
  gmshModelOccFragment(object, 2, tool, 2, &joined, &n_joined, &map, &map_n, &map_nn, -1, 1, 1,
                       &ierr);
  assert_int_equal(ierr, 0);
  gmshModelOccSynchronize(&ierr);
  assert_int_equal(gmshModelAddPhysicalGroup(3, left, 1, 41, &ierr), 41);
  assert_int_equal(gmshModelAddPhysicalGroup(3, right, 1, 42, &ierr), 42);
  assert_int_equal(gmshModelAddPhysicalGroup(2, left, 1, 43, &ierr), 43);
  gmshModelSetPhysicalName(3, 41, "sacrum", &ierr);
  gmshModelSetPhysicalName(3, 42, "fat", &ierr);
  gmshModelSetPhysicalName(2, 43, "skin", &ierr);
  gmshOptionSetNumber("Mesh.CharacteristicLengthMax", 3.0, &ierr);
  gmshModelMeshGenerate(3, &ierr);
  assert_int_equal(ierr, 0);
}

static void write_form(double version, int binary, const char *path)
{
  int ierr;

  gmshOptionSetNumber("Mesh.MshFileVersion", version, &ierr);
  gmshOptionSetNumber("Mesh.Binary", binary, &ierr);
  gmshWrite(path, &ierr);
  assert_int_equal(ierr, 0);
}

static void compare_files(const MeshFile *a, const MeshFile *b)
{
  assert_true(a->n_tets > 100);
  assert_int_equal(a->n_nodes, b->n_nodes);
  assert_int_equal(a->n_tets, b->n_tets);
  assert_int_equal(a->n_triangles, b->n_triangles);
  for (int i = 0; i < 3 * a->n_nodes; i++) assert_close(a->x[i], b->x[i], 1e-12);
  for (int e = 0; e < a->n_tets; e++) {
    assert_int_equal(a->tet[e].group, b->tet[e].group);
    assert_memory_equal(a->tet[e].node, b->tet[e].node, sizeof a->tet[e].node);
  }
  for (int f = 0; f < a->n_triangles; f++) {
    assert_int_equal(a->triangle[f].group, 43);
    assert_memory_equal(a->triangle[f].node, b->triangle[f].node, sizeof a->triangle[f].node);
  }
  assert_string_equal(meshfile_group_name(a, 3, 41), "sacrum");
  assert_string_equal(meshfile_group_name(b, 2, 43), "skin");
}

static void all_forms_are_read_alike(void **state)
{
  static const char *const PATHS[]  = {"two.msh", "two_binary.msh", "four.msh", "four_binary.msh"};
  MeshFile                *first    = NULL, *file;
  Problems                 problems = {0};

  (void)state;
  assert_int_equal(gmsh_open(), 0);
  build_model();
  for (int i = 0; i < 4; i++) write_form(i < 2 ? 2.2 : 4.1, i % 2, PATHS[i]);
  assert_int_equal(gmsh_close(), 0);
  for (int i = 0; i < 4; i++) {
    assert_int_equal(meshfile_read(PATHS[i], &file, &problems), 0);
    for (int k = 0; k < problems.count; k++) print_error("%s\n", problems.sentence[k]);
    assert_non_null(file);
    if (i == 0) first = file;
    compare_files(first, file);
    if (i > 0) assert_int_equal(meshfile_destroy(&file), 0);
  }
  assert_int_equal(meshfile_destroy(&first), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_forms_are_read_alike)};

  return cmocka_run_group_tests_name("anatomy/formats", tests, petsc_start, petsc_stop);
}
