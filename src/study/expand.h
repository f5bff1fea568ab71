// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: from factors to cases. */
#pragma once

#include "sij/base/problems.h"
#include "sij/study.h"

/** The cases: every arm at every point of the grid and of the hypercube. `baseline` has the names of injections. Not
 * collective: every rank comes to the same. */
PetscErrorCode expand_cases(Study *study, const Case *baseline, Problems *problems) SIJ_CHECKED;
