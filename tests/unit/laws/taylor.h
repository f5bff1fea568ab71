// SPDX-License-Identifier: GPL-3.0-or-later
/** Some finite deformation, a step away from it, and what Taylor leaves of energy and stress there. */
#pragma once

#include "unit/check.h"

#include "sij/laws/hyperelastic.h"

static const Mat3 SOME = {{{1.2, 0.1, -0.15}, {0.05, 0.9, 0.2}, {0.1, -0.2, 1.1}}};
static const Mat3 STEP = {{{0.3, -0.7, 0.2}, {0.5, 0.4, -0.6}, {-0.2, 0.1, 0.8}}};

/** Of finite strain, but for films, which have none. `axis`: of the fibres, or across the film. */
static inline SolidPoint response(const Hyperelastic *law, Vec3 axis, Mat3 F)
{
  const Mat3 H     = mat3_plus(F, -1.0, mat3_identity());
  SolidPoint point = {.energy = NAN};

  assert_true(law->film > 0.0 ? hyperelastic_small(law, axis, H, &point)
                              : hyperelastic_at(law, axis, F, &point));
  return point;
}

static inline Mat3 tangent_times(const SolidPoint *point, Mat3 step)
{
  Mat3 change = {{{0.0}}};

  for (int a = 0; a < 9; a++)
    for (int b = 0; b < 9; b++)
      change.m[a / 3][a % 3] += point->tangent[a][b] * step.m[b / 3][b % 3];
  return change;
}

static inline double norm(Mat3 a)
{
  return sqrt(mat3_dot(a, a));
}

/** What is left after a step h of size STEP: of energy to second order, of stress to first. */
typedef struct {
  double energy, stress;
} Remainder;

static inline Remainder remainder_of(const Hyperelastic *law, Vec3 axis, double h)
{
  const SolidPoint here  = response(law, axis, SOME);
  const SolidPoint there = response(law, axis, mat3_plus(SOME, h, STEP));
  const Mat3       first = tangent_times(&here, STEP);

  return (Remainder){.energy = there.energy - here.energy - h * mat3_dot(here.stress, STEP) -
                               0.5 * h * h * mat3_dot(first, STEP),
                     .stress =
                       norm(mat3_plus(mat3_plus(there.stress, -1.0, here.stress), -h, first))};
}

/** With stress and tangent the derivatives of energy, the one falls as h^3 and the other as h^2. */
static inline void assert_derivatives(const Hyperelastic *law, Vec3 axis)
{
  const Remainder wide = remainder_of(law, axis, 2e-3), narrow = remainder_of(law, axis, 1e-3);

  assert_close(log2(fabs(wide.energy / narrow.energy)), 3.0, 0.02);
  assert_close(log2(wide.stress / narrow.stress), 2.0, 0.02);
}
