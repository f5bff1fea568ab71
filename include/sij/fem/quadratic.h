// SPDX-License-Identifier: GPL-3.0-or-later
/** Quadratic (P2) tetrahedron: the shape functions of its ten nodes, and a quadrature rule.
 *
 *     N_i  = L_i (2 L_i - 1)    of vertex i
 *     N_ij = 4 L_i L_j          of the middle of edge ij
 *
 * L: the four linear shape functions (barycentric coordinates) of a point. Nodes as in fem/nodes.h.
 */
#pragma once

#include "sij/fem/nodes.h"

enum { QUADRATIC_POINTS = 4 };

/** L at the points of Keast's rule, each with a quarter of the volume: exact to degree 2. */
extern const double QUADRATIC_POINT[QUADRATIC_POINTS][4];

void quadratic_shapes(const double L[4], double shape[NODES_CELL]);

/** Gradients of the shape functions where L is, from those of L [m^-1]: element_gradients(). */
void quadratic_gradients(const double L[4], const Vec3 linear[4], Vec3 gradient[NODES_CELL]);
