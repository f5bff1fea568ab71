// SPDX-License-Identifier: GPL-3.0-or-later
/** A coarser mesh of the same tetrahedra, for drawing: points that lie in one cube of a grid and belong to the same regions
 * become one, at their mean. Cells that lose a corner vanish; none is there twice. */
#pragma once

#include "sij/base/foreign.h"

#include <stdint.h>

typedef struct {
  int64_t n_points, n_cells;
  double *point;  // [n_points][3]
  double *cell;   // [n_cells][4]: points
  double *region; // [n_cells]
} ClusterMesh;

/** Merges within cubes of `width`, in place. *kept [n_points]: for each point that stays, which one of those before lends
 * it its values. Owns: caller, PetscFree(*kept). */
PetscErrorCode cluster_merge(double width, ClusterMesh *mesh, int64_t **kept) SIJ_CHECKED;
