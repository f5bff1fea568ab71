// SPDX-License-Identifier: GPL-3.0-or-later
// Shape functions against what defines them, their gradients against differences, points against integrals.
#include "unit/check.h"

#include "sij/fem/elements.h"
#include "sij/fem/quadratic.h"

static const double   CORNER[4][3] = {{0.1, 0.2, 0.0},
                                      {1.3, 0.0, 0.2},
                                      {0.3, 0.9, -0.1},
                                      {0.2, 0.4, 1.1}};
static const PetscInt VERTEX[4]    = {0, 1, 2, 3};
static const double   SOMEWHERE[4] = {0.15, 0.2, 0.25, 0.4};

// L at a node.
static void set_node(int node, double L[4])
{
  for (int i = 0; i < 4; i++) L[i] = i == node ? 1.0 : 0.0;
  if (node >= 4)
    for (int side = 0; side < 2; side++) L[ELEMENT_PAIR[node - 4][side]] = 0.5;
}

static void each_shape_is_one_at_its_node_and_zero_at_the_others(void **state)
{
  double L[4], shape[NODES_CELL];

  (void)state;
  for (int node = 0; node < NODES_CELL; node++) {
    set_node(node, L);
    quadratic_shapes(L, shape);
    for (int a = 0; a < NODES_CELL; a++) assert_true(shape[a] == (a == node ? 1.0 : 0.0));
  }
}

// Change of the shape functions over a path through SOMEWHERE: for a quadratic, exactly gradient times path.
static void change_along(const Vec3 linear[4], Vec3 path, double change[NODES_CELL])
{
  double ahead[4], behind[4], before[NODES_CELL];

  for (int i = 0; i < 4; i++) {
    ahead[i]  = SOMEWHERE[i] + 0.5 * vec3_dot(linear[i], path);
    behind[i] = SOMEWHERE[i] - 0.5 * vec3_dot(linear[i], path);
  }
  quadratic_shapes(ahead, change);
  quadratic_shapes(behind, before);
  for (int a = 0; a < NODES_CELL; a++) change[a] -= before[a];
}

static void gradients_are_those_of_the_shapes(void **state)
{
  Vec3   linear[4], gradient[NODES_CELL];
  double change[NODES_CELL];

  (void)state;
  (void)element_gradients(CORNER, VERTEX, linear);
  quadratic_gradients(SOMEWHERE, linear, gradient);
  for (int d = 0; d < 3; d++) {
    const Vec3 path = vec3(d == 0, d == 1, d == 2);

    change_along(linear, path, change);
    for (int a = 0; a < NODES_CELL; a++)
      assert_small(vec3_dot(gradient[a], path) - change[a], 1e-14);
  }
}

// Means over a tetrahedron: L_i 1/4, L_i L_j 1/20, L_i^2 1/10.
static void points_integrate_what_is_quadratic(void **state)
{
  (void)state;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      double mean = 0.0, product = 0.0;

      for (int q = 0; q < QUADRATIC_POINTS; q++) {
        mean += 0.25 * QUADRATIC_POINT[q][i];
        product += 0.25 * QUADRATIC_POINT[q][i] * QUADRATIC_POINT[q][j];
      }
      assert_close(mean, 0.25, 1e-15);
      assert_close(product, i == j ? 0.1 : 0.05, 1e-15);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_shape_is_one_at_its_node_and_zero_at_the_others),
    cmocka_unit_test(gradients_are_those_of_the_shapes),
    cmocka_unit_test(points_integrate_what_is_quadratic),
  };

  return cmocka_run_group_tests_name("fem/quadratic", tests, NULL, NULL);
}
