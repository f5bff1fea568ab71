// SPDX-License-Identifier: GPL-3.0-or-later
/** The cleft between the bones behind the joint, which the interosseous ligament fills. */
#pragma once

#include "reference.h"

/** Outline of the interosseous ligament between the bones, reaching into the slab: its cranial end on the
 * ring, the dorsal line from vertex 1 to n - 3, its caudal end on the ring, the point inside. */
Outline cleft_outline(const Reference *reference);
