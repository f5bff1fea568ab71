// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a pressure given as a formula, the source of water that keeps it so, and how far
 * the computed pressure is from it.
 *
 * The source is that of the equation of the material at each point, dilation included,
 *
 *     Q = phi'(p) dp/dt - div (k(p) A grad p),      A at rest, k = K / K at rest
 *
 * brought to the vertices by a rule that is exact for squares: no order is lost to it.
 */
#pragma once

#include "trial.h"

/** A function of one coordinate. */
typedef struct {
  double value, slope, curvature; // with first and second derivative
} ExactCurve;

/** A pressure at one point. */
typedef struct {
  double value;         // Pa
  double rate;          // of change                 Pa/s
  Vec3   gradient;      // Pa/m
  double hessian[3][3]; // Pa/m^2
} Exact;

/** The formula, in the material that it is asked for: it may have kinks between two. */
typedef Exact ExactAt(int material, Vec3 x, double t);

/** x(x_0) y(x_1) z(x_2) at rest. */
Exact exact_product(ExactCurve x, ExactCurve y, ExactCurve z);

/** Source of owned vertices at time t: rate [n_owned] m^3/s. */
void exact_source(const Trial *trial, ExactAt *at, double t, double rate[]);

/** Accepted steps of equal length from 0 to `end` with that source. Collective. */
PetscErrorCode exact_march(Trial *trial, ExactAt *at, double end, int steps) SIJ_CHECKED;

/** L2 over the box of the linear pressure minus the formula, over that of the formula. Collective. */
PetscErrorCode exact_error(const Trial *trial, ExactAt *at, double t, double *error) SIJ_CHECKED;
