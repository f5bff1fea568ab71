// SPDX-License-Identifier: GPL-3.0-or-later
/** Muscle, fat and the rest of the block. */
#pragma once

#include "parts.h"

/** Adds muscle, fat and what is left of the block. */
PetscErrorCode surroundings_build(const Reference *reference, const OccVolumes *hull,
                                  Parts *parts) SIJ_CHECKED;
