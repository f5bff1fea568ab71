// SPDX-License-Identifier: GPL-3.0-or-later
/** The tissues as solids of the flat reference configuration, cut by priority and made conforming. */
#pragma once

#include "parts.h"

/** Builds and synchronises the model. */
PetscErrorCode solids_build(const Reference *reference, Parts *parts) SIJ_CHECKED;
