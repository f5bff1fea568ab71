// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: what the time loop of the product asks of a case, for a trial that has none. */
#pragma once

#include "trial.h"

#include "sij/casefile.h"

/** Needles and drugs of trial->problem with the numerics of a careful run, and a duration of 60 s without
 * outputs. Solvers do not read it: the loop takes its marks, tolerances and steps from it. */
Case trial_case(const Trial *trial);
