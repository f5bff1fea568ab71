// SPDX-License-Identifier: GPL-3.0-or-later
/** The files that `sij mesh` writes: their names, and what they may replace. */
#pragma once

#include "sij/casefile.h"

enum { MESH_FILE = CASE_PATH + 32 };

/** The materials file beside a mesh: NAME.materials.json for NAME.msh, the whole name kept of other formats. */
void mesh_file_materials(const char *mesh, char path[MESH_FILE]);

/** A problem if `mesh` names no format that can be written, or if it or its materials file would replace something else
 * than an older mesh of `sij mesh`. `file` is the case. Collective; rank 0 looks. */
PetscErrorCode mesh_file_check(MPI_Comm comm, const char *mesh, const char *file, const Case *input,
                               Problems *problems) SIJ_CHECKED;
