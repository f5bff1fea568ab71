// SPDX-License-Identifier: GPL-3.0-or-later
/** Kirchhoff's potential of a dilating tissue: with it, flow through it is linear.
 *
 *     Phi(p) = int_0^p K(s) / K_0 ds,        q = -K(p) grad p = -K_0 grad Phi
 *
 * Phi rises with p, so a balance written in differences of Phi has one solution however steeply K
 * rises, and along a line of steady flow those differences are exact.
 *
 * Below rest tissue conducts as at rest: Phi(p) = p for p < 0.
 *
 * The table is for the many evaluations of a solver: cubic Hermite between points that crowd at rest,
 * where films and steep ratios change fastest; its slope is the slope of the interpolant.
 *
 * Errors:    none.
 * Source:    Kirchhoff 1894; quadrature of Gauss and Legendre.
 * Tests:     tests/unit/laws/test_potential.c
 */
#pragma once

#include "sij/laws/pore.h"

enum { POTENTIAL_POINTS = 513 };

/** Phi [Pa] by quadrature, to rounding. */
double potential_integral(const Pore *pore, double p);

typedef struct {
  Pore   pore;
  double end;                     // pressure of the last point       Pa
  double p[POTENTIAL_POINTS];     // Pa
  double value[POTENTIAL_POINTS]; // Phi                              Pa
  double slope[POTENTIAL_POINTS]; // K / K_0
} Potential;

void potential_tabulate(const Pore *pore, Potential *potential);

/** Phi [Pa] and its derivative. */
PoreCurve potential_at(const Potential *potential, double p);
