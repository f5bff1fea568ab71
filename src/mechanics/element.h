// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: forces and tangent of one P2 tetrahedron.
 *
 * Quadrature points of fem/quadratic.h. The part of lambda up to ELEMENT_POINTWISE mu acts at each of them; the rest
 * acts on the mean dilation of the element (mean dilatation method). All of it derives from one energy, so the tangent
 * is symmetric and exact.
 *
 * Rows and columns: 3 a + i, component i of node a; nodes as in fem/nodes.h.
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/fem/quadratic.h"
#include "sij/laws/hyperelastic.h"
#include "sij/mechanics.h"

enum { ELEMENT_POINTS = QUADRATIC_POINTS, ELEMENT_POINTWISE = 10 };

typedef struct {
  MechanicsStrain strain;
  Hyperelastic    law; // its pre-stretch at the present load factor
  Vec3            fibre;
  double          volume;      // at rest                                    m^3
  Vec3            gradient[4]; // of the linear shape functions              m^-1
  double          u[NODES_CELL][3];
} Element;

/** Part of its lambda acts on the mean dilation. */
bool element_is_mixed(const Hyperelastic *law);

/** The derivative of force: matrix + volume_stiffness volume_gradient volume_gradient^T. The second part, stiff where
 * tissue is nearly incompressible, is kept apart for the mixed solver. */
typedef struct {
  double matrix[BLOCKS_SIDE][BLOCKS_SIDE]; // N m^-1
  double volume_gradient[BLOCKS_SIDE];     // of the element's volume by each displacement     m^2
  double volume_stiffness; // of the energy of the mean dilation by volume     Pa m^-3
  double
    excess; // stiffness against a change of volume: of the mean dilation over that of the points
} ElementTangent;

/** Sets force [BLOCKS_SIDE] [N], and the tangent unless NULL. False where the element is inverted or
 * its stress is not finite; then *worst is the least determinant of F. */
bool element_balance(const Element *element, double *force, ElementTangent *tangent, double *worst);

void element_mean(const Element *element, MechanicsCell *mean);
