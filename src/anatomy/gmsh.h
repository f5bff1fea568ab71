// SPDX-License-Identifier: GPL-3.0-or-later
/** The Gmsh session: opening, closing, and what to do if it fails. Rank 0 alone. */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>

/** Opens and closes Gmsh: quiet but for errors, no configuration files read. */
PetscErrorCode gmsh_open(void) SIJ_CHECKED;
PetscErrorCode gmsh_close(void) SIJ_CHECKED;

/** Closes Gmsh if a failure left it open. */
PetscErrorCode gmsh_abandon(void) SIJ_CHECKED;

/** Does what calls Gmsh and may end by an exception of its own. *gave_up: it did; then what was under way is lost,
 * memory with it, and Gmsh is left as it was: it is not to be called again. */
typedef PetscErrorCode GmshWork(void *context);
PetscErrorCode         gmsh_guarded(GmshWork *work, void *context, bool *gave_up) SIJ_CHECKED;
