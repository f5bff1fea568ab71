// SPDX-License-Identifier: GPL-3.0-or-later
// Clearance of a drug: by blood out of tissue, by synovium out of the cavity, with vasoactivity. Called by
// transport for its sinks, and by report for a materials file.
#include "sij/laws/clearance.h"

#include <math.h>
#include <stddef.h>

// Permeability of synovium to albumin over that to small unbound solutes.
static const double BOUND_SHARE = 0.08;

double clearance_vessels(const Clearance *drug, double c)
{
  const double present = fmax(c, 0.0);

  if (drug->vasoactivity == 1.0) return 1.0;
  return 1.0 + (drug->vasoactivity - 1.0) * present / (present + drug->vasoactivity_half);
}

double clearance_tissue(const Clearance *drug, double perfusion, double vessels)
{
  return perfusion * drug->extraction * vessels;
}

double clearance_depth(double spread, double k)
{
  return k > 0.0 ? sqrt(spread / k) : INFINITY;
}

double clearance_synovium(const Clearance *drug)
{
  const double bound = 1.0 - drug->free_fraction;

  return drug->permeability * (drug->free_fraction + BOUND_SHARE * bound);
}

const char *clearance_fault(const Clearance *drug)
{
  if (!(drug->extraction >= 0.0 && drug->extraction <= 1.0)) return "extraction must be in [0, 1]";
  if (!(drug->vasoactivity > 0.0)) return "vasoactivity must be positive";
  if (drug->vasoactivity != 1.0 && !(drug->vasoactivity_half > 0.0))
    return "vasoactivity is not 1, so vasoactivity_half, its concentration of half effect, must be "
           "positive";
  if (!(drug->permeability >= 0.0)) return "permeability of synovium must not be negative";
  if (!(drug->free_fraction >= 0.0 && drug->free_fraction <= 1.0))
    return "free fraction in the cavity must be in [0, 1]";
  return NULL;
}
