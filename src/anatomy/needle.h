// SPDX-License-Identifier: GPL-3.0-or-later
/** Where the needles of a case end, and whether they may end there. */
#pragma once

#include "sij/casefile.h"
#include "sij/mesh/coarse.h"

/** Tip of injection i [m]: of its site, at the end of its track, or as given; false if it has none. */
bool needle_tip(const Case *input, int i, Vec3 *tip);

/** Adds a sentence for each tip outside the mesh, in bone or in cartilage. Rank 0 alone. */
PetscErrorCode needle_check(const Case *input, const CoarseMesh *coarse,
                            Problems *problems) SIJ_CHECKED;

/** Adds the sentence for a tip in bone or cartilage. */
PetscErrorCode needle_report_hard(const Case *input, int i, Vec3 tip, Region region,
                                  Problems *problems) SIJ_CHECKED;
