// SPDX-License-Identifier: GPL-3.0-or-later
/** Geometry of one tetrahedron, on values. */
#pragma once

#include "sij/base/vec3.h"

/** Six times the signed volume [m^3]. */
static inline double tet_determinant(const double *a, const double *b, const double *c,
                                     const double *d)
{
  const Vec3 u = vec3(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  const Vec3 v = vec3(c[0] - a[0], c[1] - a[1], c[2] - a[2]);
  const Vec3 w = vec3(d[0] - a[0], d[1] - a[1], d[2] - a[2]);

  return vec3_dot(u, vec3_cross(v, w));
}

static inline double tet_volume(const double *a, const double *b, const double *c, const double *d)
{
  return tet_determinant(a, b, c, d) / 6.0;
}

/** [m^2] */
static inline double triangle_area(const double *a, const double *b, const double *c)
{
  const Vec3 u = vec3(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  const Vec3 v = vec3(c[0] - a[0], c[1] - a[1], c[2] - a[2]);

  return 0.5 * vec3_norm(vec3_cross(u, v));
}
