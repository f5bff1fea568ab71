// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/petsc.h"
#include "unit/check.h"

#include "sij/testing/box.h"

enum { LEFT, RIGHT }; // materials

static int halves(Vec3 x)
{
  return x.x[0] < 1.0 ? LEFT : RIGHT;
}

static void fills_the_box(void **state)
{
  CoarseMesh *box;
  double      volume[2] = {0.0, 0.0};

  (void)state;
  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0, 0, -1), vec3(2, 1, 2), halves, 0.2, &box), 0);
  assert_int_equal(box->n_tets, 6 * 4 * 3 * 5);
  assert_int_equal(box->n_triangles, 4 * (12 + 15 + 20));
  for (int t = 0; t < box->n_tets; t++)
    volume[box->region[t] == RIGHT] += box_tet_volume(box, &box->tet[4 * t]);
  assert_close(volume[0], 3.0, 1e-14);
  assert_close(volume[1], 3.0, 1e-14);
  assert_int_equal(coarse_destroy(&box), 0);
}

static void jitter_moves_only_the_inside(void **state)
{
  CoarseMesh *plain, *moved;
  int         n_moved = 0;

  (void)state;
  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0, 0, -1), vec3(2, 1, 2), halves, 0.0, &plain), 0);
  assert_int_equal(
    box_mesh(PETSC_COMM_SELF, 4, 3, 5, vec3(0, 0, -1), vec3(2, 1, 2), halves, 0.2, &moved), 0);
  for (int i = 0; i < plain->n_nodes; i++)
    n_moved += memcmp(&plain->node[3 * i], &moved->node[3 * i], 3 * sizeof(double)) != 0;
  assert_int_equal(n_moved, 2 * (1 * 2 * 4)); // inside each half
  assert_int_equal(coarse_destroy(&plain), 0);
  assert_int_equal(coarse_destroy(&moved), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(fills_the_box),
    cmocka_unit_test(jitter_moves_only_the_inside),
  };

  return cmocka_run_group_tests_name("box", tests, petsc_start, petsc_stop);
}
