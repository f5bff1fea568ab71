// SPDX-License-Identifier: GPL-3.0-or-later
/** Points and vectors of the (y, z) plane, as values. */
#pragma once

typedef struct {
  double y, z;
} Point2;

Point2 point2(double y, double z);
Point2 point2_at(Point2 origin, double a, Point2 along); // origin + a along
Point2 point2_between(Point2 a, Point2 b, double t);
Point2 point2_unit(Point2 a, Point2 b); // from a to b
double point2_dot(Point2 a, Point2 b);
double point2_cross(Point2 a, Point2 b);
double point2_distance(Point2 a, Point2 b);
