// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a column of tissue into which water of concentration 1 begins to flow.
 *
 *     dc/dt + v dc/dx = D d2c/dx2,   v c - D dc/dx = v at x = 0,   c = 0 at t = 0, endless in x
 *
 * What crosses the inlet is what the water brings: the condition of the product, whose cut planes let
 * drug in with the water and by no diffusion. (With c = 1 at the inlet it would be that of Ogata & Banks
 * 1961.) Source: Lindstrom et al. 1967, Environ. Sci. Technol. 1, 561.
 */
#pragma once

#include "sij/base/units.h"

#include <math.h>

/** exp(x^2) erfc(x), x >= 0, without overflow: beyond 3 by its continued fraction, from inside out. */
static inline double inlet_scaled_erfc(double x)
{
  double tail = 0.0;

  if (x < 3.0) return exp(x * x) * erfc(x);
  for (int k = 120; k > 0; k--) tail = 0.5 * k / (x + tail);
  return 1.0 / (sqrt(SIJ_PI) * (x + tail));
}

/** The concentration, for v, D, t > 0. */
static inline double inlet_concentration(double v, double D, double x, double t)
{
  const double root = 2.0 * sqrt(D * t), front = (x - v * t) / root, back = (x + v * t) / root;
  const double bell = exp(-front * front); // exp(v x / D) erfc(back) = bell inlet_scaled_erfc(back)

  return 0.5 * erfc(front) +
         bell * (sqrt(v * v * t / (SIJ_PI * D)) -
                 0.5 * (1.0 + v * x / D + v * v * t / D) * inlet_scaled_erfc(back));
}
