// SPDX-License-Identifier: GPL-3.0-or-later
/** Square matrices of three, as values: gradients of displacement, stresses. */
#pragma once

#include "sij/base/vec3.h"

typedef struct {
  double m[3][3]; // [row][column]
} Mat3;

static inline Mat3 mat3_identity(void)
{
  return (Mat3){{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
}

/** a + s b. */
static inline Mat3 mat3_plus(Mat3 a, double s, Mat3 b)
{
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) a.m[i][j] += s * b.m[i][j];
  return a;
}

static inline Mat3 mat3_product(Mat3 a, Mat3 b)
{
  Mat3 c = {{{0.0}}};

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 3; k++) c.m[i][j] += a.m[i][k] * b.m[k][j];
  return c;
}

static inline Mat3 mat3_transpose(Mat3 a)
{
  Mat3 t;

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) t.m[i][j] = a.m[j][i];
  return t;
}

static inline Vec3 mat3_times(Mat3 a, Vec3 v)
{
  Vec3 w;

  for (int i = 0; i < 3; i++) w.x[i] = a.m[i][0] * v.x[0] + a.m[i][1] * v.x[1] + a.m[i][2] * v.x[2];
  return w;
}

/** a : b, the sum of the products of their entries. */
static inline double mat3_dot(Mat3 a, Mat3 b)
{
  double sum = 0.0;

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) sum += a.m[i][j] * b.m[i][j];
  return sum;
}

static inline double mat3_trace(Mat3 a)
{
  return a.m[0][0] + a.m[1][1] + a.m[2][2];
}

/** det(a) a^-T: the derivative of the determinant. Defined for singular matrices too. */
static inline Mat3 mat3_cofactor(Mat3 a)
{
  Mat3 c;

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      const int r = (i + 1) % 3, s = (i + 2) % 3, u = (j + 1) % 3, v = (j + 2) % 3;

      c.m[i][j] = a.m[r][u] * a.m[s][v] - a.m[r][v] * a.m[s][u];
    }
  return c;
}

static inline double mat3_determinant(Mat3 a)
{
  const Mat3 c = mat3_cofactor(a);

  return a.m[0][0] * c.m[0][0] + a.m[0][1] * c.m[0][1] + a.m[0][2] * c.m[0][2];
}

/** The rotation by `angle` about a unit vector (Rodrigues). */
static inline Mat3 mat3_rotation(Vec3 axis, double angle)
{
  const double s = sin(angle), c = cos(angle), *n = axis.x;
  const Mat3   cross = {{{0.0, -n[2], n[1]}, {n[2], 0.0, -n[0]}, {-n[1], n[0], 0.0}}};
  Mat3         q     = mat3_plus(mat3_identity(), s, cross);

  return mat3_plus(q, 1.0 - c, mat3_product(cross, cross));
}
