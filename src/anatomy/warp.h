// SPDX-License-Identifier: GPL-3.0-or-later
/** The map that bends the flat reference into the anatomy, right side, scale 1.
 *
 * Its equations stand in reference.h, its choice in docs/decisions/001-flat-reference-and-map.md.
 */
#pragma once

#include "point2.h"

#include "sij/base/vec3.h"

/** What bends the reference into the anatomy. Lengths mm, angles rad. */
typedef struct {
  double ridge; // height of the iliac ridge
  double obliquity_cranial, obliquity_caudal;
  double taper;                          // of the joint in the coronal plane
  double x_sacral, x_iliac, x_wing;      // bone faces of the slab; lateral face of the ilium
  double x_lateral, y_fascia, y_ventral; // of the block and its deep fascia
  Point2 limb[2][2];                     // middle lines of the two limbs, for the ridge
  double half_width[2];
} Warp;

/** The map at scale 1, right side, mm to mm. */
Vec3   warp_forward(const Warp *warp, Vec3 at);
Vec3   warp_inverse(const Warp *warp, Vec3 x);
double warp_determinant(const Warp *warp, Vec3 at);

/** Signed distance to the limbs, negative inside, smooth across the bend of the L. */
double warp_limb_distance(const Warp *warp, double y, double z);
