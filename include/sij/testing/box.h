// SPDX-License-Identifier: GPL-3.0-or-later
/** A box of Kuhn tetrahedra as a CoarseMesh, for verification: each of nx * ny * nz bricks is cut into six.
 *
 * Regions are decided at the centroid of each tetrahedron before the jitter. Vertices inside one
 * region move by up to `jitter` times the spacing along each axis (at most 0.2 keeps volumes
 * positive); those on the box's sides and between regions stay, so volumes and areas are exact.
 * The map comes last and carries everything: a graded box, a ball.
 */
#pragma once

#include "sij/mesh/coarse.h"

/** Sides by surface number; a closed side has the number of the lower y side, which is always closed. */
enum {
  BOX_Y_MIN,
  BOX_X_MIN,
  BOX_X_MAX,
  BOX_Z_MAX,
  BOX_Z_MIN,
  BOX_Y_MAX,
  BOX_SIDES,
  BOX_CLOSED = BOX_Y_MIN
};

/** Materials are the regions of a box. */
enum {
  BOX_MATERIALS = 16,
  BOX_MATERIAL  = 11
}; // how many there may be; that of a box without region_at

typedef int  BoxRegion(Vec3 x);
typedef Vec3 BoxMap(Vec3 x);

typedef struct {
  int        n[3]; // bricks
  Vec3       lo, hi;
  double     jitter;       // of the spacing
  BoxRegion *region_at;    // NULL: BOX_MATERIAL everywhere
  BoxMap    *map;          // NULL: none; must keep every tetrahedron's volume positive
  bool       closed[3][2]; // sides that let nothing through: [axis][lower, upper]; y- always is
} Box;

/** Names of its materials and sides. */
const MeshTags *box_tags(void);

/** The box, on rank 0; the other ranks hold zeros. Collective. Owns: caller, coarse_destroy(). */
PetscErrorCode box_build(MPI_Comm comm, const Box *box, CoarseMesh **coarse) SIJ_CHECKED;

/** One number of [-1, 1) for each i, the same on every machine. */
double box_noise(unsigned i);

/** Signed volume of a tetrahedron given by its nodes. */
double box_tet_volume(const CoarseMesh *coarse, const int tet[4]);

/** The plain box of those bricks, corners, regions and jitter. Collective. Owns: caller. */
PetscErrorCode box_mesh(MPI_Comm comm, int nx, int ny, int nz, Vec3 lo, Vec3 hi,
                        BoxRegion *region_at, double jitter, CoarseMesh **coarse) SIJ_CHECKED;
