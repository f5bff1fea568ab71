// SPDX-License-Identifier: GPL-3.0-or-later
// Whether points lie in bone or cartilage, asked of the solids of the flat reference: a small cube around the point is
// cut by them, and nothing of it is left. build.c asks before there is a mesh.
#include "probe.h"

#include "gmsh.h"
#include "solids.h"

#include <gmshc.h>

// Half an edge. A mesh follows the curved faces of the solids about so closely.   mm
static const double HALF = 0.25;

/** The solids of one hard tissue, those of the slab among them. */
static void collect_solids(const Parts *parts, Region region, OccVolumes *solids)
{
  *solids = parts->region[region];
  for (int layer = 0; layer < SLAB_LAYERS; layer++)
    for (int piece = 0; piece < SLAB_PIECES; piece++)
      if (parts_slab_region(layer, piece) == region) {
        const OccVolumes one = {.n = 1, .tag = {parts->slab[layer][piece]}};

        occ_append(solids, &one);
      }
}

static PetscErrorCode is_within(const OccVolumes *solids, Vec3 at, bool *within)
{
  const Vec3 half = vec3(HALF, HALF, HALF);
  OccVolumes cube = {0};

  PetscFunctionBeginUser;
  PetscCall(occ_box(vec3_difference(at, half), vec3_sum(at, half), &cube));
  PetscCall(occ_cut(&cube, solids));
  *within = cube.n == 0;
  if (!*within) PetscCall(occ_remove(&cube));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode probe_point(const Parts *parts, Vec3 at, Region *found)
{
  static const Region HARD[] = {REGION_SACRUM, REGION_ILIUM, REGION_CARTILAGE_SACRAL,
                                REGION_CARTILAGE_ILIAC};

  PetscFunctionBeginUser;
  *found = REGION_NONE;
  for (size_t i = 0; i < sizeof HARD / sizeof HARD[0] && *found == REGION_NONE; i++) {
    OccVolumes solids;
    bool       within = false;

    collect_solids(parts, HARD[i], &solids);
    PetscCall(is_within(&solids, at, &within));
    if (within) *found = HARD[i];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode probe_hard_tissue(const Reference *reference, int n, const Vec3 at[], Region found[])
{
  Parts *parts;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&parts));
  PetscCall(gmsh_open());
  SijCallGmsh(gmshModelAdd("joint", &ierr));
  PetscCall(solids_build(reference, parts));
  for (int i = 0; i < n; i++)
    PetscCall(probe_point(parts, reference_from_world(reference, at[i]), &found[i]));
  PetscCall(gmsh_close());
  PetscCall(PetscFree(parts));
  PetscFunctionReturn(PETSC_SUCCESS);
}
