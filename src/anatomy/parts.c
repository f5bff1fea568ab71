// SPDX-License-Identifier: GPL-3.0-or-later
// Which tissue a piece of the joint's slab is, and the cut that keeps the order of priority among tissues.
#include "parts.h"

enum { SECTOR_DORSAL_FIRST = 5, SECTOR_DORSAL_LAST = 7 };

Region parts_slab_region(int layer, int piece)
{
  static const Region inside[SLAB_LAYERS] = {REGION_CARTILAGE_SACRAL, REGION_JOINT_CAVITY,
                                             REGION_CARTILAGE_ILIAC};
  const int           sector              = piece - 1;

  if (piece == 0) return inside[layer];
  return sector >= SECTOR_DORSAL_FIRST && sector <= SECTOR_DORSAL_LAST ? REGION_LIG_INTEROSSEOUS
                                                                       : REGION_CAPSULE;
}

PetscErrorCode parts_cut(Parts *parts, Region region, const OccVolumes *hull, int n,
                         const Region before[])
{
  OccVolumes tools = *hull;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) occ_append(&tools, &parts->region[before[i]]);
  PetscCall(occ_cut(&parts->region[region], &tools));
  PetscFunctionReturn(PETSC_SUCCESS);
}
