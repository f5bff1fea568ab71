// SPDX-License-Identifier: GPL-3.0-or-later
/** The mesh of a run as the page holds it. */
#pragma once

#include "sij/store/reader.h"

#include <jansson.h>

/** Appends the mesh to `meshes` unless it is there; *index says where, *n_points how many points it has. Not collective. */
PetscErrorCode mesh_gather(StoreReader *reader, json_t *meshes, int *index, int64_t *n_points,
                           Problems *problems) SIJ_CHECKED;
