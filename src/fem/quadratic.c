// SPDX-License-Identifier: GPL-3.0-or-later
// P2 shape functions of a tetrahedron, their gradients, and the quadrature rule that element integrals of mechanics
// use.
#include "sij/fem/quadratic.h"

#include "sij/fem/elements.h"

// (5 + 3 sqrt 5)/20 and (5 - sqrt 5)/20.
#define NEAR 0.58541019662496845
#define FAR  0.13819660112501052

const double QUADRATIC_POINT[QUADRATIC_POINTS][4] = {{NEAR, FAR, FAR, FAR},
                                                     {FAR, NEAR, FAR, FAR},
                                                     {FAR, FAR, NEAR, FAR},
                                                     {FAR, FAR, FAR, NEAR}};

void quadratic_shapes(const double L[4], double shape[NODES_CELL])
{
  for (int i = 0; i < 4; i++) shape[i] = L[i] * (2.0 * L[i] - 1.0);
  for (int k = 0; k < 6; k++) shape[4 + k] = 4.0 * L[ELEMENT_PAIR[k][0]] * L[ELEMENT_PAIR[k][1]];
}

void quadratic_gradients(const double L[4], const Vec3 linear[4], Vec3 gradient[NODES_CELL])
{
  for (int i = 0; i < 4; i++) gradient[i] = vec3_scaled(linear[i], 4.0 * L[i] - 1.0);
  for (int k = 0; k < 6; k++) {
    const int i = ELEMENT_PAIR[k][0], j = ELEMENT_PAIR[k][1];

    gradient[4 + k] =
      vec3_sum(vec3_scaled(linear[i], 4.0 * L[j]), vec3_scaled(linear[j], 4.0 * L[i]));
  }
}
