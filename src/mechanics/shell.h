// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: a membrane on one face, a quadratic triangle in plane stress.
 *
 *     energy = thickness * integral of (lambda'/2 tr(E)^2 + mu E:E) over the area at rest
 *     lambda' = 2 lambda mu / (lambda + 2 mu)
 *
 * E is Green's strain of the face within its plane at rest, at small strain the symmetric gradient. The law
 * of St. Venant and Kirchhoff: bone breaks long before it matters that this one softens under large
 * compression. A membrane has no bending stiffness: motion out of its plane is left to the tissue on both sides, which
 * is valid where the bone it covers is many times thicker.
 *
 * Three points of quadrature, as exact as the cells beside it. Nodes: vertices, then mid-edge nodes of 01 12 20.
 * Source: Zienkiewicz & Taylor 2005, The Finite Element Method for Solid and Structural Mechanics, ch. 13.
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/laws/elastic.h"

enum { SHELL_POINTS = 3 };

/** A face at rest. */
typedef struct {
  double  thickness; // m
  Elastic elastic;
  double  area;                               // m^2
  Vec3    along[2];                           // unit, in its plane and at right angles
  double  slope[SHELL_POINTS][NODES_FACE][2]; // of the shape functions along them          m^-1
} Shell;

void shell_create(double thickness, const Elastic *elastic, const Vec3 corner[3], Shell *shell);

/** Sets force [BLOCKS_FACE] [N], and the tangent unless NULL [N m^-1]; row 3 a + i, component i of node a. */
void shell_balance(const Shell *shell, bool finite, const double u[NODES_FACE][3],
                   double force[BLOCKS_FACE], double (*tangent)[BLOCKS_FACE]);
