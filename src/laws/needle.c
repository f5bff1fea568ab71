// SPDX-License-Identifier: GPL-3.0-or-later
// Pressure loss along a needle, the well that its tip makes in dilating tissue, and the flow of a pump whose
// pressure is limited. Flow calls these for each needle in every Newton iteration.
#include "sij/laws/needle.h"

#include "sij/base/units.h"
#include "sij/laws/potential.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { ITERATIONS = 200 };

double needle_loss(const Needle *needle, double viscosity, double flow)
{
  const double square = needle->bore * needle->bore;

  return 128.0 * viscosity * needle->length * flow / (SIJ_PI * square * square);
}

static double conductivity_factor(const Pore *pore, double p)
{
  return pore_conductivity_factor(pore, p).value;
}

// (1 / r_0 - 1 / r_e) / (4 pi K); 0 where the mesh sees the opening.
static double resistance_at_rest(const NeedleWell *well)
{
  if (well->opening >= well->equivalent) return 0.0;
  return (1.0 / well->opening - 1.0 / well->equivalent) / (4.0 * SIJ_PI * well->conductivity);
}

// Phi is convex and increasing: started above the root, Newton converges monotonically.
static double invert_potential(const Pore *pore, double p_e, double rise)
{
  const double wanted = potential_integral(pore, p_e) + rise;
  double       p      = p_e + rise / conductivity_factor(pore, p_e);

  for (int i = 0; i < ITERATIONS; i++) {
    const double step = (potential_integral(pore, p) - wanted) / conductivity_factor(pore, p);

    p -= step;
    if (!(fabs(step) > 1e-13 * (fabs(p) + pore->p_dil))) break;
  }
  return p;
}

NeedleCurve needle_tip_pressure(const NeedleWell *well, double p_e, double flow)
{
  const double resistance = resistance_at_rest(well), near = conductivity_factor(&well->pore, p_e);

  if (resistance == 0.0) return (NeedleCurve){.value = p_e, .by_pressure = 1.0};
  if (!(near > 0.0)) return (NeedleCurve){NAN, NAN, NAN};

  const double p = invert_potential(&well->pore, p_e, flow * resistance);
  const double k = conductivity_factor(&well->pore, p);

  return (NeedleCurve){.value = p, .by_pressure = near / k, .by_other = resistance / k};
}

// The pump at its pressure limit: the flow at which tip pressure and loss along the bore add up to it. Their sum rises
// with the flow from p_e on, and is concave, so Newton started at no flow converges monotonically.
static double find_limited_flow(const NeedleWell *well, double resistance, double p_e, double limit)
{
  double flow = 0.0;

  for (int i = 0; i < ITERATIONS; i++) {
    const NeedleCurve tip  = needle_tip_pressure(well, p_e, flow);
    const double      step = (limit - tip.value - resistance * flow) / (tip.by_other + resistance);

    flow += step;
    if (!(fabs(step) > 1e-13 * fabs(flow))) break;
  }
  return flow;
}

NeedleCurve needle_pumped_flow(const NeedleWell *well, double resistance, double p_e, double rate,
                               double limit)
{
  const NeedleCurve unlimited = needle_tip_pressure(well, p_e, rate);

  if (!isfinite(limit) || unlimited.value + resistance * rate <= limit)
    return (NeedleCurve){.value = rate};
  if (p_e >= limit) return (NeedleCurve){.value = 0.0};

  const double      flow = find_limited_flow(well, resistance, p_e, limit);
  const NeedleCurve tip  = needle_tip_pressure(well, p_e, flow);

  return (NeedleCurve){.value       = flow,
                       .by_pressure = -tip.by_pressure / (tip.by_other + resistance)};
}

const char *needle_fault(const Needle *needle)
{
  if (!(needle->bore > 0.0)) return "bore of the needle must be positive";
  if (!(needle->length >= 0.0)) return "length of the needle must not be negative";
  return NULL;
}
