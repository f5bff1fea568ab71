// SPDX-License-Identifier: GPL-3.0-or-later
/** The motion of a body that hardly deforms: the rotation and translation nearest to what its points did.
 *
 *     y ~ to + rotation (x - from),   least squares over the points by weight
 *
 * Sums of parts add up, whoever holds them: rigid_add() on each, then add the structs, then fit.
 *
 * Holds for: points that span space, turned by less than half a turn and deformed moderately
 * (the moments of y against x have a positive determinant).
 * Errors:    none; the fit of too few points, or of points in a plane, holds NaN.
 * Source:    the rotation is the orthogonal part of the moments (Kabsch 1976, doi:10.1107/S0567739476001873),
 *            by Newton's iteration (Higham 1986, doi:10.1137/0907079).
 * Tests:     tests/unit/base/test_rigid.c
 */
#pragma once

#include "sij/base/mat3.h"

/** All 18 numbers are sums: they may be reduced as one array of doubles. */
typedef struct {
  double weight;
  Vec3   x, y;    // weighted
  Mat3   moments; // weight y x^T
  double spread;  // weight x . x
  double off;     // weight y . y
} RigidSums;

typedef struct {
  Mat3   rotation;
  Vec3   from, to; // centroid before and after                                       m
  Vec3   axis;     // of the rotation, unit; 0 where there is none
  double angle;    // about it, 0 to pi
  double residual; // root of the mean square of what is not rigid                    m
} RigidMotion;

void        rigid_add(RigidSums *sums, double weight, Vec3 x, Vec3 y);
RigidMotion rigid_fit(const RigidSums *sums);

/** Motion of `body` as seen from `frame`, which itself moves. Keeps the body's residual. */
RigidMotion rigid_relative(const RigidMotion *body, const RigidMotion *frame);

/** What a body did after `before`, which is a motion of it from the same rest. Keeps now's residual. */
RigidMotion rigid_since(const RigidMotion *now, const RigidMotion *before);

/** Where a point that goes with the body comes to. */
Vec3 rigid_moved(const RigidMotion *motion, Vec3 x);

/** The point of the axis of rotation nearest to the body's centroid before; the centroid itself
 * where there is no rotation. Motion is a turn about this line, and a shift along it. */
Vec3 rigid_pivot(const RigidMotion *motion);
