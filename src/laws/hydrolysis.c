// SPDX-License-Identifier: GPL-3.0-or-later
// The fraction of a prodrug that hydrolysis turns into its product in one step.
#include "sij/laws/hydrolysis.h"

#include <math.h>
#include <stddef.h>

double hydrolysis_fraction(double rate, double dt)
{
  return -expm1(-rate * dt);
}

const char *hydrolysis_fault(double rate)
{
  if (!(rate >= 0.0 && isfinite(rate))) return "rate of hydrolysis must not be negative";
  return NULL;
}
