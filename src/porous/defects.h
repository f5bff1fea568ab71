// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to porous: defects of the barrier as laws of the cells they open. */
#pragma once

#include "sij/porous/medium.h"

/** Appends one law per defect of the problem and gives it the cells of the barrier that it opens. Collective.
 * A defect that lies farther from the barrier than its own size is a problem. */
PetscErrorCode defects_open(Medium *medium, Problems *problems) SIJ_CHECKED;
