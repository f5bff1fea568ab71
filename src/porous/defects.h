// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to fem: capsule defects as laws of the cells they open. */
#pragma once

#include "sij/porous/medium.h"

/** Appends one law per defect of the case and gives it the capsule's cells that it opens. Collective.
 * A defect whose place is unknown, or that lies farther from the capsule than its own size, is a
 * problem. */
PetscErrorCode defects_open(Medium *medium, Problems *problems) SIJ_CHECKED;
