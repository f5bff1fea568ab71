// SPDX-License-Identifier: GPL-3.0-or-later
/** The mesh of a run as the page holds it. */
#pragma once

#include "thinning.h"

#include "sij/store/reader.h"

#include <jansson.h>

/** Which points of the file the page draws. */
typedef struct {
  int64_t  n_file, n; // in the file; drawn
  int64_t *kept;      // owned [n]: their numbers in the file; NULL: all
} PagePoints;

/** Appends the mesh, thinned, to `meshes` unless it is there; *index says where. Not collective. Owns: caller,
 * PetscFree(points->kept). */
PetscErrorCode mesh_gather(StoreReader *reader, const Thinning *thinning, json_t *meshes,
                           int *index, PagePoints *points, Problems *problems) SIJ_CHECKED;
