// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: points of a Latin hypercube. */
#pragma once

#include "sij/base/foreign.h"

/** n points in the unit cube of d dimensions: in every dimension each of n equal strata holds one point, at random within
 * it. The same seed gives the same points on every machine. share [n][d]. */
PetscErrorCode sample_latin_hypercube(int n, int d, int seed, double share[]) SIJ_CHECKED;
