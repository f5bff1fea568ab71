// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: which of its cases can share a mesh. Rank 0 notes, every rank applies. */
#pragma once

#include "sij/study.h"

typedef struct Share Share;

PetscErrorCode share_create(const Study *study, Share **share) SIJ_CHECKED;
PetscErrorCode share_destroy(Share **share) SIJ_CHECKED;

/** Puts a case with those of the same anatomy and mesh sizes. */
PetscErrorCode share_note(Share *share, int number, const Case *input) SIJ_CHECKED;

/** Cases of which the needles differ, and nothing else that shapes a mesh, get an override of mesh.needle_tips with the
 * tips of all of them; with more tips than a case can name they keep their own meshes. Collective. */
PetscErrorCode share_apply(MPI_Comm comm, const Share *share, Study *study) SIJ_CHECKED;
