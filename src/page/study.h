// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to page: the page of a study. */
#pragma once

#include "thinning.h"

#include "sij/base/problems.h"

#include <jansson.h>
#include <stdbool.h>

/** True if the folder is that of a study. */
bool study_is_folder(const char *folder);

/** Puts study.json of the folder into root.study, and the runs of its best cases into root.runs. Not collective. */
PetscErrorCode study_gather(const char *folder, const Thinning *thinning, json_t *root,
                            Problems *problems) SIJ_CHECKED;
