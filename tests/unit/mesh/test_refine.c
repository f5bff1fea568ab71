// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/mesh.h"
#include "sij/testing/box.h"

enum { LEFT, RIGHT }; // materials

static bool on_plane(Vec3 a, Vec3 b, int axis, double at)
{
  return fabs(a.x[axis] - at) < 1e-9 && fabs(b.x[axis] - at) < 1e-9;
}

// Box of 2 x 1 x 3 with the interface at x = 1: an edge lies on one of the planes or it is inside.
// The ends come in the order of their coordinates. Midpoints of edges inside move along y by
// `shift`.
static Vec3 shifted_midpoint(Vec3 a, Vec3 b, bool boundary, const void *shift)
{
  const bool lies = on_plane(a, b, 0, 0.0) || on_plane(a, b, 0, 1.0) || on_plane(a, b, 0, 2.0) ||
                    on_plane(a, b, 1, 0.0) || on_plane(a, b, 1, 1.0) || on_plane(a, b, 2, -1.0) ||
                    on_plane(a, b, 2, 2.0);
  Vec3 middle = vec3_scaled(vec3_sum(a, b), 0.5);

  assert_int_equal(boundary, lies);
  assert_true(a.x[0] < b.x[0] || (a.x[0] == b.x[0] && a.x[1] < b.x[1]) ||
              (a.x[0] == b.x[0] && a.x[1] == b.x[1] && a.x[2] < b.x[2]));
  if (!boundary) middle.x[1] += *(const double *)shift;
  return middle;
}

static int halves(Vec3 x)
{
  return x.x[0] < 1.0 ? LEFT : RIGHT;
}

static Mesh *refined(const CoarseMesh *straight, int refine, const double *shift)
{
  CoarseMesh coarse   = *straight;
  Mesh      *mesh     = NULL;
  Problems   problems = {0};

  if (shift) coarse.project = shifted_midpoint;
  coarse.geometry = shift;
  assert_int_equal(mesh_create(PETSC_COMM_SELF, &coarse, refine, &mesh, &problems), 0);
  return mesh;
}

static double sum_of_y(const Mesh *mesh)
{
  double sum = 0.0;

  for (PetscInt v = 0; v < mesh->n_local; v++) sum += mesh->x[v][1];
  return sum;
}

static double least_volume(const Mesh *mesh)
{
  double least = INFINITY;

  for (PetscInt c = 0; c < mesh->n_cells; c++) least = fmin(least, mesh->volume[c]);
  return least;
}

/** How far the new vertices of a refined box went altogether, in units of `shift`. */
static double moves(double shift, int refine, double *least)
{
  CoarseMesh *coarse;

  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0, 0, -1), vec3(2, 1, 2), halves, 0.1, &coarse), 0);
  const double none  = 0.0;
  Mesh        *plain = refined(coarse, refine, &none), *moved = refined(coarse, refine, &shift);
  const double sum = (sum_of_y(moved) - sum_of_y(plain)) / shift;

  *least = least_volume(moved) / least_volume(plain);
  assert_int_equal(mesh_destroy(&plain), 0);
  assert_int_equal(mesh_destroy(&moved), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
  return sum;
}

// Vertices inside: all but those in the seven planes. Old ones do not move.
static void new_vertices_inside_all_move(void **state)
{
  const double inside_coarse = 2 * 2 * 4, inside_fine = 6 * 5 * 9;
  double       least;

  (void)state;
  assert_close(moves(1e-3, 1, &least), inside_fine - inside_coarse, 1e-9);
  assert_true(least > 0.9);
}

static void a_mesh_without_projection_keeps_midpoints(void **state)
{
  CoarseMesh *coarse;

  (void)state;
  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0, 0, -1), vec3(2, 1, 2), halves, 0.1, &coarse), 0);
  const double none  = 0.0;
  Mesh        *plain = refined(coarse, 1, NULL), *other = refined(coarse, 1, &none);

  assert_small(sum_of_y(other) - sum_of_y(plain), 1e-14);
  assert_int_equal(mesh_destroy(&plain), 0);
  assert_int_equal(mesh_destroy(&other), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
}

static void vertices_that_would_invert_cells_go_back(void **state)
{
  const double inside_coarse = 2 * 2 * 4, inside_fine = 6 * 5 * 9;
  double       least, sum;

  (void)state;
  sum = moves(0.25, 1, &least);
  assert_true(sum < 0.9 * (inside_fine - inside_coarse));
  assert_true(least >= 0.1 * (1.0 - 1e-12));
}

static Vec3 middle(const CoarseMesh *coarse, int i, int j)
{
  const double *a = &coarse->node[3 * i], *b = &coarse->node[3 * j];

  return vec3(0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2]));
}

/** Cells of which both points are vertices. */
static int cells_around(const Mesh *mesh, Vec3 a, Vec3 b)
{
  int n = 0;

  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    int hits = 0;

    for (int i = 0; i < 4; i++) {
      const double *x    = mesh->x[mesh->cell[c][i]];
      const Vec3    here = vec3(x[0], x[1], x[2]);

      hits += vec3_distance(here, a) < 1e-12 || vec3_distance(here, b) < 1e-12;
    }
    n += hits == 2;
  }
  return n;
}

// However the corners of a tetrahedron are numbered, its inner octahedron is cut along the shortest
// diagonal.
static void inner_diagonal_is_the_shortest(void **state)
{
  static const int even[12][4] = {{0, 1, 2, 3}, {0, 2, 3, 1}, {0, 3, 1, 2}, {1, 0, 3, 2},
                                  {1, 2, 0, 3}, {1, 3, 2, 0}, {2, 0, 1, 3}, {2, 1, 3, 0},
                                  {2, 3, 0, 1}, {3, 0, 2, 1}, {3, 1, 0, 2}, {3, 2, 1, 0}};
  double           node[12]    = {0, 0, 0, 3, 0, 0, 0.5, 1, 0, 1.5, 0.2, 0.8};
  int              region[1]   = {BOX_MATERIAL};

  (void)state;
  for (int e = 0; e < 12; e++) {
    int        tet[4] = {even[e][0], even[e][1], even[e][2], even[e][3]};
    CoarseMesh coarse = {
      .n_nodes = 4, .n_tets = 1, .node = node, .tet = tet, .region = region, .tags = box_tags()};
    Mesh  *mesh     = refined(&coarse, 1, NULL);
    int    shortest = 1;
    double length   = INFINITY;

    for (int partner = 1; partner < 4; partner++) {
      const int    b = partner % 3 + 1, c = b % 3 + 1;
      const double other = vec3_distance(middle(&coarse, 0, partner), middle(&coarse, b, c));

      if (other < length) shortest = partner;
      length = fmin(length, other);
    }
    for (int partner = 1; partner < 4; partner++) {
      const int b = partner % 3 + 1, c = b % 3 + 1;

      assert_int_equal(cells_around(mesh, middle(&coarse, 0, partner), middle(&coarse, b, c)),
                       partner == shortest ? 4 : 0);
    }
    assert_int_equal(mesh_destroy(&mesh), 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(new_vertices_inside_all_move),
    cmocka_unit_test(a_mesh_without_projection_keeps_midpoints),
    cmocka_unit_test(vertices_that_would_invert_cells_go_back),
    cmocka_unit_test(inner_diagonal_is_the_shortest),
  };

  return cmocka_run_group_tests_name("mesh/refine", tests, petsc_start, petsc_stop);
}
