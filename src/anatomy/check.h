// SPDX-License-Identifier: GPL-3.0-or-later
/** What of an anatomy can be built. Rank 0 alone. */
#pragma once

#include "sij/casefile.h"

/** Says what of the anatomy and the mesh sizes cannot be built, before Gmsh is asked. */
PetscErrorCode anatomy_check(const Case *input, Problems *problems) SIJ_CHECKED;
