// SPDX-License-Identifier: GPL-3.0-or-later
/** The tissues as solids of the flat reference configuration, cut by priority and made conforming. */
#pragma once

#include "occ.h"
#include "reference.h"

enum { SLAB_SECTORS = 12, SLAB_PIECES = SLAB_SECTORS + 1 };

/** Gmsh volumes after solids_build(). The slab (cartilages, cavity, capsule ring) is kept apart. */
typedef struct {
  Solids region[REGION_COUNT];
  int    slab[SLAB_LAYERS][SLAB_PIECES]; // piece 0: inside the L; then the ring from the apex on
} Parts;

/** Tissue of one piece of the slab: the ring opens on the interosseous ligament on its dorsal side. */
Region slab_region(int layer, int piece);

/** Builds and synchronises the model. */
PetscErrorCode solids_build(const Reference *reference, Parts *parts) SIJ_CHECKED;

/** Outlines in (y, z) of the bones' prisms. */
Outline bones_sacrum(const Reference *reference);
Outline bones_ilium(const Reference *reference);
Outline bones_canal(const Reference *reference);

/** The same of the sacral pit of the interosseous ligament: open behind, with a rim left in front and at its
 * ends. Its walls slope to the floor, on a short joint less, so that the floor keeps a front. */
Outline bones_pit_mouth(const Reference *reference);
Outline bones_pit_floor(const Reference *reference);

/** Fills region[] with bones and foramina, not yet cut by anything; the pit is taken out. */
PetscErrorCode bones_build(const Reference *reference, Parts *parts) SIJ_CHECKED;

/** A point of the dorsal line of the sacrum, `distance` further down it; up it if negative. */
Point2 dorsum_along(const Reference *reference, Point2 from, double distance);

/** Adds the dorsal line from one of its points down to another, both of them too. */
void dorsum_follow(const Reference *reference, Point2 from, Point2 to, Outline *outline);

/** Outline of the interosseous ligament between the bones, reaching into the slab: its cranial end on the
 * ring, the dorsal line from vertex 1 to n - 3, its caudal end on the ring, the point inside. */
Outline ligaments_cleft(const Reference *reference);

/** Adds ligaments and the fillings of the cleft; bones and `hull` (the whole slab) go before them. */
PetscErrorCode ligaments_build(const Reference *reference, const Solids *hull,
                               Parts *parts) SIJ_CHECKED;

/** Adds muscle, fat and what is left of the block. */
PetscErrorCode surroundings_build(const Reference *reference, const Solids *hull,
                                  Parts *parts) SIJ_CHECKED;

/** Cuts a region's solids by everything of a higher priority: the slab and the regions named. */
PetscErrorCode parts_cut(Parts *parts, Region region, const Solids *hull, int n,
                         const Region before[]) SIJ_CHECKED;

enum { LATERAL_BRANCH_POINTS = 5 };

/** Course of a lateral branch (0 to 2: S1 to S3) in the reference. */
void lateral_branch_way(const Reference *reference, int branch, Vec3 way[LATERAL_BRANCH_POINTS]);
