// SPDX-License-Identifier: GPL-3.0-or-later
// A sound mesh of a box, then the same with one fault each: coarse_check() must find that and no other.
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/testing/box.h"

#include <string.h>

enum { N = 3 };

static CoarseMesh *create_box(void)
{
  CoarseMesh *coarse;

  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, N, N, N, vec3(0, 0, 0), vec3(0.03, 0.03, 0.03), NULL, 0.2, &coarse),
    0);
  return coarse;
}

static void expect_sound(const CoarseMesh *coarse)
{
  Problems problems = {0};

  assert_int_equal(coarse_check(coarse, "box", &problems), 0);
  for (int i = 0; i < problems.count; i++) print_error("%s\n", problems.sentence[i]);
  assert_int_equal(problems.count, 0);
}

static void expect_fault(CoarseMesh *coarse, const char *words)
{
  Problems problems = {0};

  assert_int_equal(coarse_check(coarse, "box", &problems), 0);
  if (problems.count != 1 || !strstr(problems.sentence[0], words))
    for (int i = 0; i < problems.count; i++) print_error("%s\n", problems.sentence[i]);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], words));
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
}

// Room for `more` tetrahedra and nodes behind those that are there.
static void make_room(CoarseMesh *coarse, int more)
{
  const size_t tets = (size_t)(coarse->n_tets + more), nodes = (size_t)(coarse->n_nodes + more);

  assert_int_equal(PetscRealloc(4 * tets * sizeof *coarse->tet, &coarse->tet), 0);
  assert_int_equal(PetscRealloc(tets * sizeof *coarse->region, &coarse->region), 0);
  assert_int_equal(PetscRealloc(3 * nodes * sizeof *coarse->node, &coarse->node), 0);
}

static int add_node(CoarseMesh *coarse, double x, double y, double z)
{
  const double at[3] = {x, y, z};

  memcpy(coarse->node + 3 * (size_t)coarse->n_nodes, at, sizeof at);
  return coarse->n_nodes++;
}

static void add_tet(CoarseMesh *coarse, int a, int b, int c, int d)
{
  const int tet[4] = {a, b, c, d};

  memcpy(coarse->tet + 4 * (size_t)coarse->n_tets, tet, sizeof tet);
  coarse->region[coarse->n_tets++] = 1;
}

/** A tetrahedron with nodes of its own. */
static void add_loose_tet(CoarseMesh *coarse, const double at[4][3])
{
  int node[4];

  make_room(coarse, 4);
  for (int k = 0; k < 4; k++) node[k] = add_node(coarse, at[k][0], at[k][1], at[k][2]);
  add_tet(coarse, node[0], node[1], node[2], node[3]);
}

static void a_box_is_sound(void **state)
{
  CoarseMesh *coarse = create_box();

  (void)state;
  expect_sound(coarse);
  assert_int_equal(coarse_destroy(&coarse), 0);
}

static void a_tetrahedron_that_is_there_twice_is_found(void **state)
{
  CoarseMesh *coarse = create_box();

  (void)state;
  make_room(coarse, 1);
  add_tet(coarse, coarse->tet[8], coarse->tet[9], coarse->tet[10], coarse->tet[11]);
  expect_fault(coarse, "1 tetrahedra are there twice");
}

static void a_flat_tetrahedron_is_found(void **state)
{
  static const double at[4][3] = {{1, 0, 0}, {1, 1, 0}, {1, 0, 1}, {1, 1, 1}};
  CoarseMesh         *coarse   = create_box();

  (void)state;
  add_loose_tet(coarse, at);
  expect_fault(coarse, "1 tetrahedra have no volume");
}

static void a_part_that_touches_nothing_is_found(void **state)
{
  static const double at[4][3] = {{1, 0, 0}, {1, 1, 0}, {1, 0, 1}, {2, 1, 1}};
  CoarseMesh         *coarse   = create_box();

  (void)state;
  add_loose_tet(coarse, at);
  expect_fault(coarse, "1 tetrahedra are joined to the rest by no face");
}

static void nodes_in_one_place_are_found(void **state)
{
  CoarseMesh *coarse = create_box();
  int         split  = 0;

  (void)state;
  make_room(coarse, 1);
  // The last tetrahedron gets a copy of one of its nodes.
  const int     own = coarse->tet[4 * coarse->n_tets - 4];
  const double *x   = coarse->node + 3 * (size_t)own;

  split                               = add_node(coarse, x[0], x[1], x[2]);
  coarse->tet[4 * coarse->n_tets - 4] = split;
  expect_fault(coarse, "1 nodes stand where another one does");
}

static void a_part_inside_another_is_found(void **state)
{
  static const double at[4][3] = {
    {0.011, 0.012, 0.013}, {0.021, 0.012, 0.013}, {0.011, 0.022, 0.013}, {0.011, 0.012, 0.023}};
  CoarseMesh *coarse = create_box();

  (void)state;
  add_loose_tet(coarse, at);
  expect_fault(coarse, "outer faces lie inside other tetrahedra");
}

static void a_mesh_that_folds_is_found(void **state)
{
  CoarseMesh *coarse = create_box();
  int         inner  = -1;

  (void)state;
  for (int i = 0; i < coarse->n_nodes && inner < 0; i++) {
    const double *x = coarse->node + 3 * (size_t)i;

    if (x[0] > 5e-3 && x[0] < 15e-3 && x[1] > 5e-3 && x[1] < 15e-3 && x[2] > 5e-3 && x[2] < 15e-3)
      inner = i;
  }
  assert_true(inner >= 0);
  coarse->node[3 * inner] += 0.015;
  expect_fault(coarse, "on the same side");
}

// A hole in the middle: its faces are outer ones, and bear a name or not.
static void a_hole_is_found_unless_it_bears_a_name(void **state)
{
  CoarseMesh *coarse = create_box();
  const int   last   = coarse->n_tets - 1;
  int         inside = -1, v[4];

  (void)state;
  for (int e = 0; e < coarse->n_tets && inside < 0; e++) {
    bool interior = true;

    for (int k = 0; k < 12; k++) {
      const double x = coarse->node[3 * (size_t)coarse->tet[4 * e + k / 3] + (size_t)(k % 3)];

      interior = interior && x > 1e-3 && x < 29e-3;
    }
    if (interior) inside = e;
  }
  assert_true(inside >= 0);
  memcpy(v, coarse->tet + 4 * (size_t)inside, sizeof v);
  memcpy(coarse->tet + 4 * (size_t)inside, coarse->tet + 4 * (size_t)last, sizeof v);
  coarse->n_tets--;

  const int n = coarse->n_triangles;

  assert_int_equal(PetscRealloc(3 * (size_t)(n + 4) * sizeof *coarse->triangle, &coarse->triangle),
                   0);
  assert_int_equal(PetscRealloc((size_t)(n + 4) * sizeof *coarse->surface, &coarse->surface), 0);
  for (int f = 0; f < 4; f++) {
    for (int k = 0, j = 0; k < 4; k++)
      if (k != f) coarse->triangle[3 * (n + f) + j++] = v[k];
    coarse->surface[n + f] = 0;
  }
  coarse->n_triangles += 4;
  expect_sound(coarse);
  for (int f = 0; f < 4; f++) coarse->surface[n + f] = MESH_NONE;
  expect_fault(coarse, "4 faces without a surface name close in a hole");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_box_is_sound),
    cmocka_unit_test(a_tetrahedron_that_is_there_twice_is_found),
    cmocka_unit_test(a_flat_tetrahedron_is_found),
    cmocka_unit_test(a_part_that_touches_nothing_is_found),
    cmocka_unit_test(nodes_in_one_place_are_found),
    cmocka_unit_test(a_part_inside_another_is_found),
    cmocka_unit_test(a_mesh_that_folds_is_found),
    cmocka_unit_test(a_hole_is_found_unless_it_bears_a_name),
  };

  return cmocka_run_group_tests_name("mesh/sound", tests, petsc_start, petsc_stop);
}
