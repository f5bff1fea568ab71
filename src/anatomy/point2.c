// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic of points in the (y, z) plane, in which every outline of the anatomy is drawn.
#include "point2.h"

#include <math.h>

Point2 point2(double y, double z)
{
  return (Point2){y, z};
}

Point2 point2_at(Point2 origin, double a, Point2 along)
{
  return point2(origin.y + a * along.y, origin.z + a * along.z);
}

Point2 point2_between(Point2 a, Point2 b, double t)
{
  return point2((1.0 - t) * a.y + t * b.y, (1.0 - t) * a.z + t * b.z);
}

double point2_dot(Point2 a, Point2 b)
{
  return a.y * b.y + a.z * b.z;
}

double point2_cross(Point2 a, Point2 b)
{
  return a.y * b.z - a.z * b.y;
}

double point2_distance(Point2 a, Point2 b)
{
  return hypot(b.y - a.y, b.z - a.z);
}

Point2 point2_unit(Point2 a, Point2 b)
{
  const double length = point2_distance(a, b);

  return length > 0.0 ? point2((b.y - a.y) / length, (b.z - a.z) / length) : point2(0.0, 0.0);
}
