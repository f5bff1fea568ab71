// SPDX-License-Identifier: GPL-3.0-or-later
/** All files of a case and the overrides, merged into one tree. Touches the file system: rank 0. */
#pragma once

#include "sij/base/problems.h"
#include "sij/casefile.h"
#include "sij/casefile/tree.h"

/** source->path NULL: the built-in baseline. *root is NULL if nothing could be read; else the merged tree, with
 * paths set, even if some of it is faulty. */
PetscErrorCode gather_case(Tree *tree, const CaseSource *source, Node **root,
                           Problems *problems) SIJ_CHECKED;
