// SPDX-License-Identifier: GPL-3.0-or-later
/** Ligaments, capsule and what else lies between and behind the bones. */
#pragma once

#include "parts.h"

/** Adds ligaments and the fillings of the cleft; bones and `hull` (the whole slab) go before them. */
PetscErrorCode ligaments_build(const Reference *reference, const OccVolumes *hull,
                               Parts *parts) SIJ_CHECKED;
