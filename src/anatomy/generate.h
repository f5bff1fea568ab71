// SPDX-License-Identifier: GPL-3.0-or-later
/** The Gmsh session that makes the mesh of the reference. Rank 0 alone. */
#pragma once

#include "draft.h"
#include "size.h"

/** Opens and closes Gmsh: quiet but for errors, no configuration files read. */
PetscErrorCode gmsh_open(void) SIJ_CHECKED;
PetscErrorCode gmsh_close(void) SIJ_CHECKED;

/** Closes Gmsh if a failure left it open. */
PetscErrorCode gmsh_abandon(void) SIJ_CHECKED;

/** Does what calls Gmsh and may end by an exception of its own. *gave_up: it did; then what was under way is lost,
 * memory with it, and Gmsh is left as it was: it is not to be called again. */
typedef PetscErrorCode GmshWork(void *context);
PetscErrorCode         gmsh_guarded(GmshWork *work, void *context, bool *gave_up) SIJ_CHECKED;

/** Says what of the anatomy and the mesh sizes cannot be built, before Gmsh is asked. */
PetscErrorCode anatomy_check(const Case *input, Problems *problems) SIJ_CHECKED;

/** Meshes the reference configuration [mm, reference coordinates]. */
PetscErrorCode generate_reference(const Reference *reference, const Meshing *meshing,
                                  const SizeField *field, Draft *draft) SIJ_CHECKED;

/** Carries the nodes of a draft from the reference to the anatomy [mm, right side, scale 1], and on the
 * way moves those of poor tetrahedra that may move: inside one tissue, or within a flat border. */
PetscErrorCode improve_draft(const Warp *warp, Draft *draft) SIJ_CHECKED;
