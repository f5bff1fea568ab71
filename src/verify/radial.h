// SPDX-License-Identifier: GPL-3.0-or-later
/** Injection through a small sphere into endless tissue that dilates: a line of shells, finite volumes.
 *
 *     V_i (phi(p_i) - phi(p_i)_old) / dt = 4 pi K (Phi_{i-1} - Phi_i) / (1 / r_{i-1} - 1 / r_i) - ...
 *
 * The flux between two shells is that of steady radial flow between their radii. Backward Euler, Newton,
 * one tridiagonal solve each.
 */
#pragma once

#include "sij/base/units.h"
#include "sij/laws/potential.h"

#include <math.h>

enum { RADIAL_SHELLS = 400 };

typedef struct {
  Pore   pore;
  double conductivity, inner, outer;
  double r[RADIAL_SHELLS + 1], volume[RADIAL_SHELLS]; // of the nodes; shells end between them
  double p[RADIAL_SHELLS + 1];                        // the last is 0, prescribed
} Radial;

static inline void radial_divide(Radial *radial)
{
  const double pi = SIJ_PI, ratio = radial->outer / radial->inner;

  for (int i = 0; i <= RADIAL_SHELLS; i++) {
    radial->r[i] = radial->inner * pow(ratio, (double)i / RADIAL_SHELLS);
    radial->p[i] = 0.0;
  }
  for (int i = 0; i < RADIAL_SHELLS; i++) {
    const double low  = i > 0 ? sqrt(radial->r[i - 1] * radial->r[i]) : radial->r[0];
    const double high = sqrt(radial->r[i] * radial->r[i + 1]);

    radial->volume[i] = 4.0 / 3.0 * pi * (pow(high, 3) - pow(low, 3));
  }
}

// One Newton step; returns its largest change.
static inline double radial_newton(Radial *radial, const Potential *potential, const double old[],
                                   double rate, double dt)
{
  const double scale = 4.0 * SIJ_PI * radial->conductivity;
  double       upper[RADIAL_SHELLS], right[RADIAL_SHELLS], largest = 0.0;

  for (int i = 0; i < RADIAL_SHELLS; i++) {
    const double    after  = scale / (1.0 / radial->r[i] - 1.0 / radial->r[i + 1]);
    const double    before = i > 0 ? scale / (1.0 / radial->r[i - 1] - 1.0 / radial->r[i]) : 0.0;
    const PoreCurve phi    = pore_porosity(&radial->pore, radial->p[i]);
    const PoreCurve here   = potential_at(potential, radial->p[i]);
    const PoreCurve next   = potential_at(potential, radial->p[i + 1]);
    const PoreCurve last   = potential_at(potential, radial->p[i > 0 ? i - 1 : 0]);
    const double    lower  = -before * last.slope;
    double residual        = radial->volume[i] * (phi.value - old[i]) / dt + (i == 0 ? -rate : 0.0);
    double diagonal        = radial->volume[i] * phi.slope / dt + (after + before) * here.slope;

    residual += after * (here.value - next.value) + before * (here.value - last.value);
    if (i > 0) {
      diagonal -= lower * upper[i - 1];
      residual -= lower * right[i - 1];
    }
    upper[i] = i + 1 < RADIAL_SHELLS ? -after * next.slope / diagonal : 0.0;
    right[i] = residual / diagonal;
  }
  for (int i = RADIAL_SHELLS - 1; i >= 0; i--) {
    if (i + 1 < RADIAL_SHELLS) right[i] -= upper[i] * right[i + 1];
    const double most   = fabs(radial->p[i]) + 0.5 * radial->pore.p_dil;
    const double change = fmax(-most, fmin(most, right[i]));

    radial->p[i] -= change;
    largest = fmax(largest, fabs(change));
  }
  return largest;
}

static inline void radial_inject(Radial *radial, double rate, double duration, int steps)
{
  Potential potential;
  double    old[RADIAL_SHELLS];

  potential_tabulate(&radial->pore, &potential);
  radial_divide(radial);
  for (int s = 0; s < steps; s++) {
    for (int i = 0; i < RADIAL_SHELLS; i++)
      old[i] = pore_porosity(&radial->pore, radial->p[i]).value;
    for (int k = 0; k < 100; k++)
      if (radial_newton(radial, &potential, old, rate, duration / steps) <
          1e-9 * radial->pore.p_dil)
        break;
  }
}

static inline double radial_pressure(const Radial *radial, double r)
{
  const double at = RADIAL_SHELLS * log(r / radial->inner) / log(radial->outer / radial->inner);
  const int    i  = at < RADIAL_SHELLS - 1 ? (int)at : RADIAL_SHELLS - 1;

  return radial->p[i] + (at - i) * (radial->p[i + 1] - radial->p[i]);
}

/** Mean distance of what was added. */
static inline double radial_mean_radius(const Radial *radial)
{
  double sum = 0.0, whole = 0.0;

  for (int i = 0; i < RADIAL_SHELLS; i++) {
    const double added =
      radial->volume[i] * (pore_porosity(&radial->pore, radial->p[i]).value - radial->pore.phi_0);

    sum += added * radial->r[i];
    whole += added;
  }
  return sum / whole;
}
