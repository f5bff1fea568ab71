// SPDX-License-Identifier: GPL-3.0-or-later
/** Where generated meshes are kept, and under which name. Rank 0 alone. */
#pragma once

#include "sij/casefile.h"

/** Path of the mesh of this case in the cache: the name hashes all that shapes the mesh. */
PetscErrorCode cache_path(const Case *input, char path[PETSC_MAX_PATH_LEN]) SIJ_CHECKED;

/** Makes the folder of `path`, parents too; what fails shows when the file is written. */
void cache_make_folder(const char *path);
