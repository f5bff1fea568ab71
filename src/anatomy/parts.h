// SPDX-License-Identifier: GPL-3.0-or-later
/** The volumes of the Gmsh model, by tissue, while solids are cut by priority. */
#pragma once

#include "occ.h"
#include "reference.h"

enum { SLAB_SECTORS = 12, SLAB_PIECES = SLAB_SECTORS + 1 };

/** Gmsh volumes after solids_build(). The slab (cartilages, cavity, capsule ring) is kept apart. */
typedef struct {
  OccVolumes region[REGION_COUNT];
  int slab[SLAB_LAYERS][SLAB_PIECES]; // piece 0: inside the L; then the ring from the apex on
} Parts;

/** Tissue of one piece of the slab: the ring opens on the interosseous ligament on its dorsal side. */
Region parts_slab_region(int layer, int piece);

/** Cuts a region's solids by everything of a higher priority: the slab and the regions named. */
PetscErrorCode parts_cut(Parts *parts, Region region, const OccVolumes *hull, int n,
                         const Region before[]) SIJ_CHECKED;
