// SPDX-License-Identifier: GPL-3.0-or-later
/** Closed outlines with rounded corners in the (y, z) plane of the flat reference configuration. mm.
 *
 * Vertices run counter-clockwise seen from +x (y to the right, z up). A radius of 0 leaves a corner sharp,
 * and so does a turn so slight that its arc would be a speck.
 */
#pragma once

#include "point2.h"

#include <stdbool.h>

enum { OUTLINE_CORNERS = 16 };

typedef struct {
  int    n;
  Point2 vertex[OUTLINE_CORNERS];
  double radius[OUTLINE_CORNERS];
} Outline;

/** One corner as it is drawn: a circular arc from `in` to `out`, or both at the vertex. */
typedef struct {
  Point2 in, centre, out;
  bool   round;
} Corner;

void outline_add(Outline *outline, Point2 vertex, double radius);

/** Parallel outline, `distance` outwards. Radii grow on convex corners and shrink on concave ones, until
 * such a corner is sharp: further out the parallels of its two edges meet before that of the arc. */
Outline outline_offset(const Outline *outline, double distance);

Corner outline_corner(const Outline *outline, int vertex);

/** Enclosed area, arcs included. */
double outline_area(const Outline *outline);

/** True if the point is inside the polygon of the vertices. */
bool outline_contains(const Outline *outline, Point2 at);

/** NULL if it can be drawn, else what is wrong with it. */
const char *outline_fault(const Outline *outline);
