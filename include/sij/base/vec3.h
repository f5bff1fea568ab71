// SPDX-License-Identifier: GPL-3.0-or-later
/** Points and directions in space, as values. Millimetres exist only at the border: x in m. */
#pragma once

#include <math.h>

typedef struct {
  double x[3];
} Vec3;

static inline Vec3 vec3(double x, double y, double z)
{
  return (Vec3){{x, y, z}};
}

static inline Vec3 vec3_sum(Vec3 a, Vec3 b)
{
  return vec3(a.x[0] + b.x[0], a.x[1] + b.x[1], a.x[2] + b.x[2]);
}

static inline Vec3 vec3_difference(Vec3 a, Vec3 b)
{
  return vec3(a.x[0] - b.x[0], a.x[1] - b.x[1], a.x[2] - b.x[2]);
}

static inline Vec3 vec3_scaled(Vec3 a, double s)
{
  return vec3(s * a.x[0], s * a.x[1], s * a.x[2]);
}

static inline double vec3_dot(Vec3 a, Vec3 b)
{
  return a.x[0] * b.x[0] + a.x[1] * b.x[1] + a.x[2] * b.x[2];
}

static inline Vec3 vec3_cross(Vec3 a, Vec3 b)
{
  return vec3(a.x[1] * b.x[2] - a.x[2] * b.x[1], a.x[2] * b.x[0] - a.x[0] * b.x[2],
              a.x[0] * b.x[1] - a.x[1] * b.x[0]);
}

static inline double vec3_norm(Vec3 a)
{
  return sqrt(vec3_dot(a, a));
}

static inline double vec3_distance(Vec3 a, Vec3 b)
{
  return vec3_norm(vec3_difference(a, b));
}

/** Unit vector along a; a itself when its length is zero. */
static inline Vec3 vec3_unit(Vec3 a)
{
  const double length = vec3_norm(a);

  return length > 0.0 ? vec3_scaled(a, 1.0 / length) : a;
}
