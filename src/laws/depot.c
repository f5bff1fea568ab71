// SPDX-License-Identifier: GPL-3.0-or-later
// Dissolution of crystals in a closed volume over one step, exact in time: Noyes-Whitney with shrinking
// spheres. Called by transport at every node that holds crystals.
#include "sij/laws/depot.h"

#include "sij/base/units.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { ITERATIONS = 100 };

Depot depot_of_crystals(double diffusivity, double solubility, double radius, double molar_density)
{
  return (Depot){.rate       = 3.0 * diffusivity / (molar_density * radius * radius),
                 .solubility = solubility};
}

// Integral of dx / (x^3 + b) from y to infinity; y^3 + b > 0.
static double integrate_time_left(double y, double b)
{
  const double q = b / (y * y * y), root3 = sqrt(3.0);

  // For small b the closed form would cancel: its series instead.
  if (fabs(q) < 1e-3)
    return (0.5 - q * (1.0 / 5 - q * (1.0 / 8 - q * (1.0 / 11 - q * (1.0 / 14 - q / 17))))) /
           (y * y);

  const double beta = cbrt(b), size = fabs(beta);
  const double logarithm = log((y + beta) / sqrt((y - beta) * y + beta * beta));
  const double angle     = SIJ_PI / 2.0 - atan((2.0 * y - beta) / (root3 * size));

  return (copysign(root3, b) * angle - logarithm) / (3.0 * size * size);
}

// A lower bound of the solution after tau: its rate never exceeds the initial one.
static double bound_from_below(double low, double b, double tau)
{
  if (b >= 0.0) return fmax(0.0, 1.0 - tau * (1.0 + b));
  return low + (1.0 - low) * exp(-tau * (1.0 + low + low * low));
}

// y after the scaled time tau, from y = 1: the function is decreasing and convex, so Newton
// approaches the root monotonically from the left; the bracket guards against rounding near the equilibrium.
static double shrink_crystals(double b, double tau)
{
  const double start = integrate_time_left(1.0, b), rest = b < 0.0 ? cbrt(-b) : 0.0;
  double       low = rest, high = 1.0, y = bound_from_below(rest, b, tau);

  // The decay rate at the equilibrium is 3 rest^2: after 40 time constants it is reached to rounding.
  if (3.0 * rest * rest * tau > 40.0) return rest;
  for (int i = 0; i < ITERATIONS && high - low > 1e-15; i++) {
    const double speed = y * y * y + b;
    const double ahead = speed > 0.0 ? integrate_time_left(y, b) - start - tau : INFINITY;
    const double next  = y + ahead * speed;

    if (fabs(next - y) <= 1e-14 * (y - rest)) break;
    if (ahead > 0.0) low = y;
    else high = y;
    y = next > low && next < high ? next : 0.5 * (low + high);
  }
  return y;
}

// True if the crystals are gone by the scaled time tau: only what could all dissolve ever is.
static bool is_gone(double b, double tau)
{
  if (b <= 0.0) return false;

  const double root3 = sqrt(3.0), beta = cbrt(b);

  return tau >= 2.0 * SIJ_PI / (3.0 * root3 * beta * beta) - integrate_time_left(1.0, b);
}

DepotAmount depot_step(const Depot *depot, DepotAmount at, double storage, double dt)
{
  const double lack = depot->solubility - at.dissolved;

  if (!(at.crystals > 0.0 && lack > 0.0 && dt > 0.0)) return at;

  const double b   = storage * lack / at.crystals - 1.0;
  const double tau = dt * depot->rate / 3.0 * cbrt(fmax(at.laid, at.crystals)) * at.crystals /
                     (storage * cbrt(at.crystals));
  const double y        = is_gone(b, tau) ? 0.0 : shrink_crystals(b, tau);
  const double released = fmin(at.crystals * (1.0 - y * y * y), storage * lack);

  return (DepotAmount){.dissolved = at.dissolved + released / storage,
                       .crystals  = fmax(at.crystals - released, 0.0),
                       .laid      = at.laid};
}

const char *depot_fault(const Depot *depot)
{
  if (!(depot->rate > 0.0 && isfinite(depot->rate)))
    return "crystals need a positive radius, density and diffusivity";
  if (!(depot->solubility > 0.0)) return "solubility of crystals must be positive";
  return NULL;
}
