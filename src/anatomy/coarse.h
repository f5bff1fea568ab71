// SPDX-License-Identifier: GPL-3.0-or-later
/** From a draft to the coarse mesh that the program distributes: outer faces tagged, hashed. Rank 0 alone. */
#pragma once

#include "draft.h"

/** A face with a tag, its vertices in rising order. */
typedef struct {
  int vertex[3], surface;
} TaggedFace;

/** Makes a coarse mesh of a draft in `unit` [m]: outer faces tagged from `tagged` (which gets sorted), others as
 * SURFACE_NONE. The draft is emptied. Owns: caller. */
PetscErrorCode coarse_create(Draft *draft, double unit, int n_tagged, TaggedFace tagged[],
                             CoarseMesh **coarse) SIJ_CHECKED;

/** Outer faces of no surface become SURFACE_CUT_VENTRAL, which is open; then the hash is computed. */
PetscErrorCode coarse_close(CoarseMesh *coarse) SIJ_CHECKED;
