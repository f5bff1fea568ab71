// SPDX-License-Identifier: GPL-3.0-or-later
/** The flat reference configuration of the right joint at scale 1, and its map to the anatomy. mm.
 *
 * X lateral from the median plane, Y anterior, Z cranial. In the reference the auricular surface is a
 * flat L in planes of constant X, tissues are prisms and cylinders. The anatomy follows by
 *
 *     y = Y + g(Y; X, Z)      skin, ventral bend of the sacrum, relief of its dorsum
 *     x = X + f(X; y, Z)      obliquity and taper of the joint, ridges, iliac wing
 *     z = Z
 *
 * Each line is a monotone function of one variable, so the map is a bijection whose Jacobian is
 * (1 + f') (1 + g') and whose inverse takes two scalar solves. docs/decisions/001-flat-reference-and-map.md
 */
#pragma once

#include "outline.h"
#include "warp.h"

#include "sij/casefile.h"

enum { SLAB_LAYERS = 3, SLAB_LEVELS = SLAB_LAYERS + 1, FORAMINA = 3, DORSUM = 6 };

enum {
  CORNER_APEX,
  CORNER_CRANIAL,
  CORNER_CRANIAL_DORSAL,
  CORNER_INNER,
  CORNER_CAUDAL_DORSAL,
  CORNER_CAUDAL
};

/** The auricular L. Its corners are numbered by the enum above. */
typedef struct {
  Outline outline;
  Outline ring;            // with the capsule around it
  Point2  cranial, caudal; // unit vectors along the limbs, from the apex
  Point2  cranial_dorsal;  // across them, towards the interosseous ligament
  Point2  caudal_dorsal;
  double  width[2]; // of the cranial and the caudal limb
  double  length[2];
} Auricle;

/** The round tunnel of a sacral foramen, straight in the reference. */
typedef struct {
  Vec3   dorsal, ventral;
  double radius;
} Foramen;

typedef struct {
  Auricle auricle;
  double  level[SLAB_LEVELS]; // X of sacrum | cartilage | cavity | cartilage | ilium
  Warp    warp;
  double  y_skin, y_fascia, y_ventral, z_caudal, z_cranial, x_lateral; // the block
  double  ilium, pit;     // thickness of the ilium; depth of the interosseous pit
  Point2  dorsum[DORSUM]; // dorsal line of the sacrum, from above
  Foramen foramen[FORAMINA];
  double  x_short, x_plane; // medial borders of the short ligament and of the fat plane behind it
  double  scale;
  Side    side;
} Reference;

Reference reference_of(const Anatomy *anatomy);

/** Between the reference [mm] and the frame of the mesh [m]. */
Vec3 reference_to_world(const Reference *reference, Vec3 at);
Vec3 reference_from_world(const Reference *reference, Vec3 x);

/** A point of the dorsal line of the sacrum at height z, moved `behind` it along its normal. */
Point2 reference_dorsum(const Reference *reference, double z, double behind);
