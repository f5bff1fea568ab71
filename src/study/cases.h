// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: one case of a study, read. */
#pragma once

#include "sij/base/problems.h"
#include "sij/study.h"

/** The case of that number and its resolved text; on a problem *input stays NULL. Collective. Owns: caller. */
PetscErrorCode cases_load(MPI_Comm comm, const Study *study, int number, Case **input, char **text,
                          Problems *problems) SIJ_CHECKED;
