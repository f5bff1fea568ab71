// SPDX-License-Identifier: GPL-3.0-or-later
/** The joint as layers: the slab is left out of Gmsh's mesh and filled with columns of prisms.
 *
 * Gmsh meshes the bottom of the slab; its top is a periodic copy and its outer wall is structured. So
 * every bottom triangle is the foot of one column, with as many prisms through each layer as asked
 * for, each prism split into three tetrahedra. What Gmsh knows of extruded meshes is not used: after
 * a fragmentation it finds swept faces again by bounding boxes, and may take the wrong one.
 */
#pragma once

#include "draft.h"
#include "parts.h"

enum { SLAB_FACES = 64, SLAB_STEPS = 64 };

typedef struct {
  int n, tag[SLAB_FACES], piece[SLAB_FACES];
} SlabFaces;

typedef struct {
  SlabFaces bottom, top, wall;
  int       n_steps;
  double    x[SLAB_STEPS + 1]; // of the nodes in a column
  int       layer[SLAB_STEPS]; // that each step belongs to
} Slab;

/** Nodes of the Gmsh model by tag. */
typedef struct {
  size_t n;
  int   *index; // [n] node of the draft, or -1
} NodeIndex;

/** Removes the slab's volumes from the Gmsh model and constrains the mesh of its surface. */
PetscErrorCode slab_hollow(const Reference *reference, const Meshing *meshing, const Parts *parts,
                           Slab *slab) SIJ_CHECKED;

/** Adds the tetrahedra of the slab to the draft, which already holds Gmsh's nodes. */
PetscErrorCode slab_fill(const Slab *slab, const NodeIndex *nodes, Draft *draft) SIJ_CHECKED;
