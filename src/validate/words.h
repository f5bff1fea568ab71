// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: overrides that are made of numbers. Texts are cut off by nobody: a longer one is
 * a mistake of the finding, and stops the program. */
#pragma once

#include "bench.h"

enum { WORDS = 512 };

/** Makes the next override of the experiment from a format, in `text`. */
PetscErrorCode words_key(Experiment *experiment, char text[WORDS], const char *format, ...)
  SIJ_PRINTF(3, 4) SIJ_CHECKED;

/** "time.outputs=[step, 2 step, ...]" up to `end`, for curves in time. Both in s. */
PetscErrorCode words_outputs(Experiment *experiment, char text[8 * WORDS], double step,
                             double end) SIJ_CHECKED;

/** Sizes of the mesh in mm as they are to be, whatever the coarsening of the bench. */
PetscErrorCode words_mesh(Experiment *experiment, char text[WORDS], double coarsening, double joint,
                          double ligament, double far, double needle) SIJ_CHECKED;
