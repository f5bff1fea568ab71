// SPDX-License-Identifier: GPL-3.0-or-later
/** Parts of coarse_check(), each on arrays of a coarse mesh. Not collective; rank 0. */
#pragma once

#include "sij/mesh/cell_faces.h"

/** How often a fault occurs, and where it does first. */
typedef struct {
  int  n;
  Vec3 first; // m
} FaultSite;

void fault_site_add(FaultSite *site, Vec3 at);

/** Outer faces in front of which another tetrahedron lies. `face` as from cell_faces(). */
PetscErrorCode find_overlaps(const CoarseMesh *coarse, const CellFace face[],
                             FaultSite *site) SIJ_CHECKED;

/** Nodes that stand where another one does. */
PetscErrorCode find_coincident_nodes(const CoarseMesh *coarse, FaultSite *site) SIJ_CHECKED;

/** Tetrahedra that no chain of common faces joins to the largest part. */
PetscErrorCode find_detached(const CoarseMesh *coarse, const CellFace face[],
                             FaultSite *site) SIJ_CHECKED;

/** Triangles of closed inner shells of the boundary that bear no surface. */
PetscErrorCode find_holes(const CoarseMesh *coarse, FaultSite *site) SIJ_CHECKED;

Vec3 coarse_node(const CoarseMesh *coarse, int node);
