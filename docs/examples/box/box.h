// SPDX-License-Identifier: GPL-3.0-or-later
/* A box of tetrahedra as arrays for sij_mesh_create(): each of n[0] n[1] n[2] bricks is cut into six, after Kuhn.
 * One corner of the box is the origin. Its surfaces are its six sides. */
#pragma once

#include <sij/sij_mesh.h>

enum { BOX_X_MIN, BOX_X_MAX, BOX_Y_MIN, BOX_Y_MAX, BOX_Z_MIN, BOX_Z_MAX, BOX_SIDES };

/* Number of the region at the centroid of a cell. */
typedef int BoxRegion(const double centroid[3]);

typedef struct {
  int        n[3];
  double     size[3];   /* m */
  BoxRegion *region_at; /* NULL: 0 everywhere */
} Box;

/* Everything but the names of regions. Owns: caller, box_destroy(). */
PetscErrorCode box_create(const Box *box, SijMeshArrays *arrays);
PetscErrorCode box_destroy(SijMeshArrays *arrays);
