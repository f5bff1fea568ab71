/** Private to mechanics: one quadratic tetrahedron.
 *
 * Four points of quadrature. Of lambda only what does not exceed ELEMENT_POINTWISE mu acts at each
 * of them; the rest acts on the mean dilation of the element. All of it derives from one energy, so
 * the tangent is symmetric and exact.
 *
 * Rows and columns: 3 a + i, component i of node a; nodes as in fem/nodes.h.
 */
#pragma once

#include "sij/fem/blocks.h"
#include "sij/laws/hyperelastic.h"
#include "sij/mechanics.h"

enum { ELEMENT_POINTS = 4, ELEMENT_POINTWISE = 10 };

typedef struct {
  bool         finite;
  Hyperelastic law; // its pre-stretch as it is now
  Vec3         fibre;
  double       volume;      // at rest                                    m^3
  Vec3         gradient[4]; // of the linear shape functions              m^-1
  double       u[NODES_CELL][3];
} Element;

/** Sets force [BLOCKS_SIDE] [N], and matrix [N/m] unless NULL. False where an element has turned over or
 * its stress is not finite; then *worst is the least determinant of F. */
bool element_balance(const Element *element, double *force, double (*matrix)[BLOCKS_SIDE],
                     double *worst);

void element_mean(const Element *element, MechanicsCell *mean);
