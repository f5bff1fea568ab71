// SPDX-License-Identifier: GPL-3.0-or-later
/** Starts ParaView's pvpython with the scripts of the program. Not collective: rank 0 works. */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

enum { LAUNCH_PATH = 4096 };

/** A problem where pvpython is not to be found. */
PetscErrorCode launch_check(Problems *problems) SIJ_CHECKED;

/** Runs render.py on a task (JSON), out of a folder that it makes in `place` and removes; what it prints is passed on.
 * *failed with a sentence: it could not, and why. */
PetscErrorCode launch_task(const char *task, const char *place, bool *failed,
                           Problems *problems) SIJ_CHECKED;
