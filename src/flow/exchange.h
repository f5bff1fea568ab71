// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to flow: water exchanged by two vertices of an element.
 *
 *     out of a = S (p_b - p_a) + S (Psi_b - Psi_a) sigma,       Psi = Phi - p >= 0
 *
 * Phi is Kirchhoff's potential, so the first term is flow at resting conductivity and the second what
 * dilation adds to it. Where S > 0 (an obtuse angle, or fibres across the element) water would run
 * uphill: harmless while both ends are alike, but at the front of dilation a thousandfold Psi on one
 * side would empty tissue at rest on the other. There sigma = 1 - (1 - r)^8 with r = Psi_low / Psi_high
 * fades the second term out: 0 at the front, 1 - O(h^8) where Psi is smooth. The outflow of the lower side
 * is then at most 8 S Psi_low: tissue at rest cannot be emptied.
 */
#pragma once

#include "sij/laws/potential.h"

typedef struct {
  double p, psi; // Psi = Phi - p: excess of Kirchhoff's potential over the pressure   Pa
  double slope;  // d psi / d p
} ExcessPotential;

static inline ExcessPotential excess_potential_at(const Potential *potential, double p)
{
  const PoreCurve phi = potential_at(potential, p);

  return (ExcessPotential){.p = p, .psi = phi.value - p, .slope = phi.slope - 1.0};
}

typedef struct {
  double rate;       // out of a, into b            per stiffness [Pa]
  double by_a, by_b; // its derivatives by p_a and p_b
} Exchange;

static inline Exchange exchange(double stiffness, ExcessPotential a, ExcessPotential b)
{
  const double high = a.psi > b.psi ? a.psi : b.psi, low = a.psi > b.psi ? b.psi : a.psi;

  if (stiffness <= 0.0 || high <= 0.0)
    return (Exchange){.rate = stiffness * (b.p - a.p + b.psi - a.psi),
                      .by_a = -stiffness * (1.0 + a.slope),
                      .by_b = stiffness * (1.0 + b.slope)};

  const double u = low > 0.0 ? 1.0 - low / high : 1.0, u2 = u * u, u8 = u2 * u2 * u2 * u2;
  const double g = u * (1.0 - u8), slope = 1.0 - 9.0 * u8;
  const double by_high = g + slope * (1.0 - u), by_low = low > 0.0 ? -slope : 0.0;
  const double sign = b.psi >= a.psi ? 1.0 : -1.0;
  const double to_b = b.psi >= a.psi ? by_high : by_low;
  const double to_a = b.psi >= a.psi ? by_low : by_high;

  return (Exchange){.rate = stiffness * (b.p - a.p + sign * high * g),
                    .by_a = stiffness * (-1.0 + sign * to_a * a.slope),
                    .by_b = stiffness * (1.0 + sign * to_b * b.slope)};
}
