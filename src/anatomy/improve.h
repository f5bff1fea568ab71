// SPDX-License-Identifier: GPL-3.0-or-later
/** From the reference to the anatomy, with poor tetrahedra mended on the way. Rank 0 alone. */
#pragma once

#include "draft.h"
#include "warp.h"

/** Carries the nodes of a draft from the reference to the anatomy [mm, right side, scale 1], and on the
 * way moves those of poor tetrahedra that may move: inside one tissue, or within a flat border. */
PetscErrorCode improve_draft(const Warp *warp, Draft *draft) SIJ_CHECKED;
