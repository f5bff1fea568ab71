// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/mesh.h"
#include "sij/testing/box.h"

enum { LEFT, RIGHT }; // materials

static int halves(Vec3 x)
{
  return x.x[0] < 1.0 ? LEFT : RIGHT;
}

/** A jittered box of 2 x 1 x 3 with the interface at x = 1. */
static Mesh *box_of_halves(int refine)
{
  CoarseMesh *coarse;
  Mesh       *mesh     = NULL;
  Problems    problems = {0};

  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0, 0, -1), vec3(2, 1, 2), halves, 0.2, &coarse), 0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, refine, &mesh, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_non_null(mesh);
  assert_string_equal(mesh->hash, coarse->hash);
  assert_int_equal(coarse_destroy(&coarse), 0);
  return mesh;
}

static void counts_are_those_of_the_box(void **state)
{
  for (int refine = 0; refine < 3; refine++) {
    const int m    = 1 << refine;
    Mesh     *mesh = box_of_halves(refine);

    (void)state;
    assert_int_equal(mesh->n_cells, 360 * m * m * m);
    assert_int_equal(mesh->n_cells_owned, mesh->n_cells);
    assert_int_equal(mesh->n_local, (4 * m + 1) * (3 * m + 1) * (5 * m + 1));
    assert_int_equal(mesh->n_owned, mesh->n_local);
    assert_int_equal(mesh->n_global, mesh->n_local);
    assert_int_equal(mesh->faces.n, (188 + 30) * m * m);
    assert_int_equal(mesh->faces.n_owned, mesh->faces.n);
    assert_int_equal(mesh_destroy(&mesh), 0);
    assert_null(mesh);
  }
}

static void volumes_are_kept(void **state)
{
  for (int refine = 0; refine < 2; refine++) {
    Mesh  *mesh                  = box_of_halves(refine);
    double volume[BOX_MATERIALS] = {0.0};

    (void)state;
    for (PetscInt c = 0; c < mesh->n_cells; c++) {
      assert_true(mesh->volume[c] > 0.0);
      volume[mesh->region[c]] += mesh->volume[c];
    }
    assert_close(volume[LEFT], 3.0, 1e-13);
    assert_close(volume[RIGHT], 3.0, 1e-13);
    assert_int_equal(mesh_destroy(&mesh), 0);
  }
}

static void areas_are_kept(void **state)
{
  for (int refine = 0; refine < 2; refine++) {
    Mesh  *mesh = box_of_halves(refine);
    double area;

    (void)state;
    assert_int_equal(mesh_interface_area(mesh, RIGHT, LEFT, &area), 0);
    assert_close(area, 3.0, 1e-13);
    assert_int_equal(mesh_interface_area(mesh, LEFT, MESH_NONE, &area), 0);
    assert_close(area, 3.0 + 2.0 * (1.0 + 3.0), 1e-13);
    assert_int_equal(mesh_interface_area(mesh, LEFT, BOX_MATERIAL, &area), 0);
    assert_small(area, 0.0);
    assert_int_equal(mesh_destroy(&mesh), 0);
  }
}

/** Every vertex of a side's faces lies on that side. */
static void sides_carry_their_surface(void **state)
{
  static const struct {
    int    axis;
    double at;
  } where[BOX_SIDES] = {[BOX_X_MIN] = {0, 0.0}, [BOX_X_MAX] = {0, 2.0},  [BOX_Y_MIN] = {1, 0.0},
                        [BOX_Y_MAX] = {1, 1.0}, [BOX_Z_MIN] = {2, -1.0}, [BOX_Z_MAX] = {2, 2.0}};

  for (int refine = 0; refine < 2; refine++) {
    Mesh            *mesh  = box_of_halves(refine);
    const MeshFaces *faces = &mesh->faces;

    (void)state;
    for (PetscInt f = 0; f < faces->n; f++) {
      const int surface = faces->surface[f];

      assert_int_equal(surface == MESH_NONE, faces->side[f][1] != MESH_NONE);
      for (int i = 0; i < 3; i++) {
        const double *x = mesh->x[faces->vertex[f][i]];

        if (surface == MESH_NONE) assert_small(x[0] - 1.0, 1e-15);
        else assert_small(x[where[surface].axis] - where[surface].at, 1e-15);
      }
    }
    assert_int_equal(mesh_destroy(&mesh), 0);
  }
}

static void interface_sides_are_in_order(void **state)
{
  Mesh    *mesh = box_of_halves(0);
  PetscInt n    = 0;

  (void)state;
  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    const int *side = mesh->faces.side[f];

    if (side[1] == MESH_NONE) continue;
    assert_int_equal(side[0], LEFT);
    assert_int_equal(side[1], RIGHT);
    n++;
  }
  assert_int_equal(n, 30);
  assert_int_equal(mesh_destroy(&mesh), 0);
}

static void neighbours_stay_close_in_memory(void **state)
{
  Mesh  *mesh = box_of_halves(2);
  double sum  = 0.0;

  (void)state;
  for (PetscInt c = 0; c < mesh->n_cells; c++)
    for (int i = 0; i < 4; i++)
      for (int j = 0; j < i; j++) sum += fabs((double)(mesh->cell[c][i] - mesh->cell[c][j]));
  assert_true(sum / (6.0 * (double)mesh->n_cells) < 0.1 * (double)mesh->n_local);
  assert_int_equal(mesh_destroy(&mesh), 0);
}

static void nodes_of_no_tetrahedron_are_left_out(void **state)
{
  double     node[18] = {9, 9, 9, 0, 0, 0, 1, 0, 0, 8, 8, 8, 0, 1, 0, 0, 0, 1};
  int        tet[4] = {1, 2, 4, 5}, region[1] = {BOX_MATERIAL};
  int        corner[3] = {2, 4, 5}, skin[1] = {BOX_Y_MIN}, n_skin = 0;
  CoarseMesh coarse   = {.n_nodes     = 6,
                         .n_tets      = 1,
                         .n_triangles = 1,
                         .node        = node,
                         .tet         = tet,
                         .region      = region,
                         .triangle    = corner,
                         .surface     = skin,
                         .tags        = box_tags()};
  Mesh      *mesh     = NULL;
  Problems   problems = {0};

  (void)state;
  assert_int_equal(mesh_create(PETSC_COMM_SELF, &coarse, 0, &mesh, &problems), 0);
  assert_int_equal(mesh->n_global, 4);
  assert_close(mesh->volume[0], 1.0 / 6.0, 1e-15);
  assert_int_equal(mesh->faces.n, 4);
  for (int f = 0; f < 4; f++) n_skin += mesh->faces.surface[f] == BOX_Y_MIN;
  assert_int_equal(n_skin, 1);
  assert_int_equal(mesh_destroy(&mesh), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(counts_are_those_of_the_box),
    cmocka_unit_test(volumes_are_kept),
    cmocka_unit_test(areas_are_kept),
    cmocka_unit_test(sides_carry_their_surface),
    cmocka_unit_test(interface_sides_are_in_order),
    cmocka_unit_test(nodes_of_no_tetrahedron_are_left_out),
    cmocka_unit_test(neighbours_stay_close_in_memory),
  };

  return cmocka_run_group_tests_name("mesh/create", tests, petsc_start, petsc_stop);
}
