// SPDX-License-Identifier: GPL-3.0-or-later
// The rigid motion that fits displaced points best in the sense of least squares, and what follows from it:
// relative motion, axis and angle, pivot. joint measures the sacrum against the ilium with it.
#include "sij/base/rigid.h"

static Mat3 outer_product(Vec3 a, Vec3 b)
{
  Mat3 c;

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) c.m[i][j] = a.x[i] * b.x[j];
  return c;
}

void rigid_add(RigidSums *sums, double weight, Vec3 x, Vec3 y)
{
  sums->weight += weight;
  sums->x       = vec3_sum(sums->x, vec3_scaled(x, weight));
  sums->y       = vec3_sum(sums->y, vec3_scaled(y, weight));
  sums->moments = mat3_plus(sums->moments, weight, outer_product(y, x));
  sums->spread += weight * vec3_dot(x, x);
  sums->off += weight * vec3_dot(y, y);
}

// Higham: the mean of a matrix and its inverse transpose tends to its orthogonal part, quadratically.
static Mat3 find_orthogonal_part(Mat3 a)
{
  for (int k = 0; k < 60; k++) {
    const Mat3 inverse = mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(a), mat3_cofactor(a));
    // Scaled to meet in the middle at first, so that the size of the body does not matter.
    const double scale  = sqrt(sqrt(mat3_dot(inverse, inverse) / mat3_dot(a, a)));
    const Mat3   scaled = mat3_plus((Mat3){{{0.0}}}, 0.5 * scale, a);

    a = mat3_plus(scaled, 0.5 / scale, inverse);
  }
  return a;
}

// The skew part of a rotation is sin(angle) about its axis.
static void set_axis_and_angle(RigidMotion *motion)
{
  const double(*r)[3] = (const double(*)[3])motion->rotation.m;
  const Vec3 twice    = vec3(r[2][1] - r[1][2], r[0][2] - r[2][0], r[1][0] - r[0][1]);

  motion->axis  = vec3_unit(twice);
  motion->angle = atan2(0.5 * vec3_norm(twice), 0.5 * (mat3_trace(motion->rotation) - 1.0));
}

RigidMotion rigid_fit(const RigidSums *sums)
{
  RigidMotion motion = {.from = vec3_scaled(sums->x, 1.0 / sums->weight),
                        .to   = vec3_scaled(sums->y, 1.0 / sums->weight)};
  const Mat3 about = mat3_plus(sums->moments, -sums->weight, outer_product(motion.to, motion.from));

  motion.rotation = find_orthogonal_part(about);
  set_axis_and_angle(&motion);
  const double spread = sums->spread - sums->weight * vec3_dot(motion.from, motion.from);
  const double after  = sums->off - sums->weight * vec3_dot(motion.to, motion.to);

  motion.residual =
    sqrt(fmax(0.0, spread + after - 2.0 * mat3_dot(motion.rotation, about)) / sums->weight);
  return motion;
}

Vec3 rigid_moved(const RigidMotion *motion, Vec3 x)
{
  return vec3_sum(motion->to, mat3_times(motion->rotation, vec3_difference(x, motion->from)));
}

RigidMotion rigid_relative(const RigidMotion *body, const RigidMotion *frame)
{
  const Mat3  back     = mat3_transpose(frame->rotation);
  RigidMotion relative = {
    .rotation = mat3_product(back, body->rotation), .from = body->from, .residual = body->residual};

  relative.to = vec3_sum(frame->from, mat3_times(back, vec3_difference(body->to, frame->to)));
  set_axis_and_angle(&relative);
  return relative;
}

RigidMotion rigid_since(const RigidMotion *now, const RigidMotion *before)
{
  RigidMotion since = {.rotation = mat3_product(now->rotation, mat3_transpose(before->rotation)),
                       .from     = before->to,
                       .to       = now->to,
                       .residual = now->residual};

  set_axis_and_angle(&since);
  return since;
}

// A turn about p carries the centroid by d across the axis: p lies beside the middle of that way, at
// half of it over tan(angle / 2).
Vec3 rigid_pivot(const RigidMotion *motion)
{
  const Vec3 way    = vec3_difference(motion->to, motion->from);
  const Vec3 along  = vec3_scaled(motion->axis, vec3_dot(way, motion->axis));
  const Vec3 across = vec3_difference(way, along);

  if (!(motion->angle > 0.0)) return motion->from;
  const Vec3 beside = vec3_scaled(vec3_cross(motion->axis, across), 0.5 / tan(0.5 * motion->angle));

  return vec3_sum(motion->from, vec3_sum(vec3_scaled(across, 0.5), beside));
}
