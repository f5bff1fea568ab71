// SPDX-License-Identifier: GPL-3.0-or-later
/** Where generated meshes are kept, and under which name. Rank 0 alone. */
#pragma once

#include "sij/base/hash.h"
#include "sij/casefile.h"
#include "sij/mesh/coarse.h"

/** Path of the mesh of this case in the cache: the name hashes all that shapes the mesh. */
PetscErrorCode cache_path(const Case *input, char path[PETSC_MAX_PATH_LEN]) SIJ_CHECKED;

/** The seal of a cached mesh: a file beside it with the hash of its content. Without one, or with another hash than that
 * of the mesh that was read, the mesh is made anew. False if there is none. */
bool cache_read_seal(const char *path, char hash[HASH_LENGTH]);

/** Written after the mesh. A folder that refuses leaves the mesh without a seal. */
void cache_write_seal(const char *path, const char *hash);

/** The mesh at `path`, closed; one whose content is not what its seal says is as good as none: *coarse stays NULL. Owns:
 * caller, coarse_destroy(). */
PetscErrorCode cache_take(const char *path, CoarseMesh **coarse) SIJ_CHECKED;
