// SPDX-License-Identifier: GPL-3.0-or-later
// One compartment of blood over a step, and when a line between two values crosses a level. Pharmacology
// follows plasma, blocks and exposures with it.
#include "sij/laws/kinetics.h"

#include <math.h>

double plasma_amount(const Plasma *plasma, double amount, double received, double dt)
{
  const double x    = plasma->clearance / plasma->volume * dt;
  const double lost = -expm1(-x);
  const double stay = x > 0.0 ? lost / x : 1.0; // of what comes in evenly, the share still there

  return amount * (1.0 - lost) + received * stay;
}

double kinetics_time_above(double before, double after, double level, double dt)
{
  if (before >= level && after >= level) return dt;
  if (!(before >= level || after >= level)) return 0.0;

  const double top = fmax(before, after);

  return dt * (top - level) / fabs(after - before);
}

double kinetics_reaches(double before, double after, double level, double dt)
{
  if (before >= level) return 0.0;
  if (!(after >= level)) return NAN;
  return dt * (level - before) / (after - before);
}
