// SPDX-License-Identifier: GPL-3.0-or-later
// Normals of a layer. Angles are measured by `sij verify mechanics.film`, on several ranks.
#include "unit/check.h"

#include "sij/fem/layer_normal.h"
#include "sij/testing/box.h"

enum { LEFT, RIGHT, MIDDLE, ELSEWHERE }; // materials

static int layers(Vec3 x)
{
  return x.x[2] < 0.4 ? LEFT : x.x[2] > 0.6 ? RIGHT : MIDDLE;
}

static Mesh *make_layers(void)
{
  Problems    problems = {0};
  CoarseMesh *coarse;
  Mesh       *mesh = NULL;

  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 4, 5, vec3(0, 0, 0), vec3(1, 1, 1), layers, 0.2, &coarse), 0);
  assert_int_equal(mesh_create(PETSC_COMM_SELF, coarse, 0, &mesh, &problems), 0);
  assert_int_equal(problems.count, 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
  return mesh;
}

static void normals_point_from_one_side_to_the_other(void **state)
{
  Mesh    *mesh     = make_layers();
  Problems problems = {0};
  Vec3    *normal;

  (void)state;
  assert_int_equal(PetscMalloc1(mesh->n_cells, &normal), 0);
  for (int upwards = 0; upwards < 2; upwards++) {
    const int from = upwards ? LEFT : RIGHT;
    const int to   = upwards ? RIGHT : LEFT;

    assert_int_equal(layer_normal(mesh, MIDDLE, from, to, normal, &problems), 0);
    for (PetscInt e = 0; e < mesh->n_cells; e++) {
      const Vec3 up    = vec3(0.0, 0.0, upwards ? 1.0 : -1.0);
      const Vec3 right = mesh->region[e] == MIDDLE ? up : vec3(0.0, 0.0, 0.0);

      assert_small(vec3_distance(normal[e], right), 1e-9);
    }
  }
  assert_int_equal(problems.count, 0);
  assert_int_equal(PetscFree(normal), 0);
  assert_int_equal(mesh_destroy(&mesh), 0);
}

static void a_side_that_is_not_met_is_a_problem(void **state)
{
  Mesh    *mesh     = make_layers();
  Problems problems = {0};
  Vec3    *normal;

  (void)state;
  assert_int_equal(PetscMalloc1(mesh->n_cells, &normal), 0);
  assert_int_equal(layer_normal(mesh, MIDDLE, ELSEWHERE, LEFT, normal, &problems), 0);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "material_2 does not meet material_3"));
  for (PetscInt e = 0; e < mesh->n_cells; e++) assert_small(vec3_norm(normal[e]), 0.0);
  assert_int_equal(problems_destroy(&problems), 0);
  assert_int_equal(PetscFree(normal), 0);
  assert_int_equal(mesh_destroy(&mesh), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(normals_point_from_one_side_to_the_other),
    cmocka_unit_test(a_side_that_is_not_met_is_a_problem),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("fem/layer_normal", tests, NULL, NULL);

  return PetscFinalize() || failed;
}
