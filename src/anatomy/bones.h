// SPDX-License-Identifier: GPL-3.0-or-later
/** Sacrum, ilium, canal and foramina of the reference, and the pit of the interosseous ligament. */
#pragma once

#include "parts.h"

/** Outlines in (y, z) of the bones' prisms. */
Outline bones_sacrum(const Reference *reference);
Outline bones_ilium(const Reference *reference);
Outline bones_canal(const Reference *reference);

/** The same of the sacral pit of the interosseous ligament: open behind, with a rim left in front and at its
 * ends. Its walls slope to the floor, on a short joint less, so that the floor keeps a front. */
Outline bones_pit_mouth(const Reference *reference);
Outline bones_pit_floor(const Reference *reference);

/** Fills region[] with bones and foramina, not yet cut by anything; the pit is taken out. */
PetscErrorCode bones_build(const Reference *reference, Parts *parts) SIJ_CHECKED;
