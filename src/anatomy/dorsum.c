// SPDX-License-Identifier: GPL-3.0-or-later
// Points on the dorsal line of the sacrum, between which ligaments, pit and cleft are drawn.
#include "dorsum.h"

#include "constants.h"

/** The corner of the dorsal line that `at` lies close to, else `at`: no edge of it is a speck. */
static Point2 settle_on_dorsum(const Reference *r, Point2 at)
{
  for (int i = 0; i < DORSUM; i++)
    if (point2_distance(r->dorsum[i], at) < shape(SHAPE_DORSUM_SNAP)) return r->dorsum[i];
  return at;
}

Point2 dorsum_hit(const Reference *r, Point2 from, Point2 along)
{
  for (int i = 0; i + 1 < DORSUM; i++) {
    const Point2 a = r->dorsum[i], b = r->dorsum[i + 1];
    const Point2 ab = point2(b.y - a.y, b.z - a.z), ao = point2(from.y - a.y, from.z - a.z);
    const double t = point2_cross(ao, along) / point2_cross(ab, along);
    const double s = point2_cross(ao, ab) / point2_cross(ab, along);

    if (t >= 0.0 && t < 1.0 && s > 0.0) return settle_on_dorsum(r, point2_at(a, t, ab));
  }
  return from;
}

Point2 dorsum_along(const Reference *r, Point2 from, double distance)
{
  const bool down = distance > 0.0;
  double     left = fabs(distance);

  for (int i = 0; i < DORSUM; i++) {
    const Point2 corner = r->dorsum[down ? i : DORSUM - 1 - i];
    const double length = point2_distance(from, corner);

    if (down ? corner.z >= from.z : corner.z <= from.z) continue;
    if (left < length) return settle_on_dorsum(r, point2_at(from, left, point2_unit(from, corner)));
    left -= length;
    from = corner;
  }
  return from;
}

void dorsum_follow(const Reference *r, Point2 from, Point2 to, Outline *o)
{
  outline_add(o, from, 0.0);
  for (int i = 0; i < DORSUM; i++)
    if (r->dorsum[i].z < from.z && r->dorsum[i].z > to.z) outline_add(o, r->dorsum[i], 0.0);
  outline_add(o, to, 0.0);
}
