// SPDX-License-Identifier: GPL-3.0-or-later
/** Ways along the dorsal line of the sacrum, in the (y, z) plane. */
#pragma once

#include "reference.h"

/** A point of the dorsal line of the sacrum, `distance` further down it; up it if negative. */
Point2 dorsum_along(const Reference *reference, Point2 from, double distance);

/** Adds the dorsal line from one of its points down to another, both of them too. */
void dorsum_follow(const Reference *reference, Point2 from, Point2 to, Outline *outline);

/** Where a ray meets the dorsal line; `from` if it does not. */
Point2 dorsum_hit(const Reference *reference, Point2 from, Point2 along);
