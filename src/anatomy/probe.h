// SPDX-License-Identifier: GPL-3.0-or-later
/** The tissue at a point of the generated anatomy, from its solids alone: no mesh is made. Rank 0 alone. */
#pragma once

#include "reference.h"

/** Bone or cartilage that holds a small cube around each of n points [m] whole; REGION_NONE where none does. */
PetscErrorCode probe_hard_tissue(const Reference *reference, int n, const Vec3 at[],
                                 Region found[]) SIJ_CHECKED;
