// SPDX-License-Identifier: GPL-3.0-or-later
/** A box of Kuhn tetrahedra as a CoarseMesh, for verification: each of nx * ny * nz bricks is cut into six.
 *
 * Regions are decided at the centroid of each tetrahedron before the jitter. Vertices inside one
 * region move by up to `jitter` times the spacing along each axis (at most 0.2 keeps volumes
 * positive); those on the box's sides and between regions stay, so volumes and areas are exact.
 * Sides: x- midline, x+ lateral, y- skin, y+ ventral, z- caudal, z+ cranial; a closed side is skin.
 * The map comes last and carries everything: a graded box, a ball.
 */
#pragma once

#include "sij/anatomy.h"

typedef Region BoxRegion(Vec3 x);
typedef Vec3   BoxMap(Vec3 x);

typedef struct {
  int        n[3]; // bricks
  Vec3       lo, hi;
  double     jitter;       // of the spacing
  BoxRegion *region_at;    // NULL: fat everywhere
  BoxMap    *map;          // NULL: none; must keep every tetrahedron's volume positive
  bool       closed[3][2]; // sides that let nothing through: [axis][lower, upper]; y- always is
} Box;

/** The box, on rank 0; the other ranks hold zeros. Collective. Owns: caller, coarse_destroy(). */
PetscErrorCode box_build(MPI_Comm comm, const Box *box, CoarseMesh **coarse) SIJ_CHECKED;

/** One number of [-1, 1) for each i, the same on every machine. */
double box_noise(unsigned i);

/** Signed volume of a tetrahedron given by its nodes. */
double box_tet_volume(const CoarseMesh *coarse, const int tet[4]);

/** The plain box of those bricks, corners, regions and jitter. Collective. Owns: caller. */
PetscErrorCode box_mesh(MPI_Comm comm, int nx, int ny, int nz, Vec3 lo, Vec3 hi,
                        BoxRegion *region_at, double jitter, CoarseMesh **coarse) SIJ_CHECKED;
