// SPDX-License-Identifier: GPL-3.0-or-later
/** What may be written over: nothing, or an older result of the same kind, which a key of its JSON tells. */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

/** True if the file is a JSON object that has this key. Not collective. */
bool output_has_key(const char *path, const char *key);

/** A problem if something stands at `path` that is not a JSON object with this key. Collective; rank 0 looks. */
PetscErrorCode output_check(MPI_Comm comm, const char *path, const char *key,
                            Problems *problems) SIJ_CHECKED;
