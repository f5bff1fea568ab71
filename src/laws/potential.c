// SPDX-License-Identifier: GPL-3.0-or-later
// Kirchhoff's potential of dilating tissue: by quadrature, and tabulated for the many evaluations of the
// flow.
#include "sij/laws/potential.h"

#include <math.h>

enum { PANELS = 64, POINTS = 5 };

// Gauss and Legendre on [-1, 1].
static const double NODE[POINTS]   = {-0.90617984593866399, -0.53846931010568309, 0.0,
                                      0.53846931010568309, 0.90617984593866399};
static const double WEIGHT[POINTS] = {0.23692688505618909, 0.47862867049936647, 0.56888888888888889,
                                      0.47862867049936647, 0.23692688505618909};

static double conductivity_factor(const Pore *pore, double p)
{
  return pore_conductivity_factor(pore, p).value;
}

static double integrate_panel(const Pore *pore, double a, double b)
{
  double sum = 0.0;

  for (int i = 0; i < POINTS; i++)
    sum += WEIGHT[i] * conductivity_factor(pore, 0.5 * (a + b) + 0.5 * (b - a) * NODE[i]);
  return 0.5 * (b - a) * sum;
}

// Beyond this pressure dilation is complete to rounding.
static double find_dilated_pressure(const Pore *pore)
{
  return pore->p_dil * pow(40.0, 1.0 / pore->n);
}

// Panels that widen away from rest, where a film or a steep ratio changes fastest.
double potential_integral(const Pore *pore, double p)
{
  const double dilated = find_dilated_pressure(pore);
  const double end     = fmin(p, dilated);
  double       sum     = p > dilated ? integrate_panel(pore, dilated, p) : 0.0;

  if (p < 0.0) return p;
  for (int i = 0; i < PANELS; i++) {
    const double from = (double)i / PANELS, to = (double)(i + 1) / PANELS;

    sum += integrate_panel(pore, end * from * from, end * to * to);
  }
  return sum;
}

void potential_tabulate(const Pore *pore, Potential *potential)
{
  const int last = POTENTIAL_POINTS - 1;

  potential->pore = *pore;
  potential->end  = find_dilated_pressure(pore);
  for (int i = 0; i <= last; i++) {
    const double at = (double)i / last;

    potential->p[i]     = potential->end * at * at;
    potential->slope[i] = conductivity_factor(pore, potential->p[i]);
    potential->value[i] =
      i > 0 ? potential->value[i - 1] + integrate_panel(pore, potential->p[i - 1], potential->p[i])
            : 0.0;
  }
}

static PoreCurve interpolate_hermite(const Potential *potential, int i, double p)
{
  const double h = potential->p[i + 1] - potential->p[i], t = (p - potential->p[i]) / h;
  const double rise = potential->value[i + 1] - potential->value[i];
  const double a = h * potential->slope[i] - rise, b = rise - h * potential->slope[i + 1];
  const double bend = t * (1.0 - t);

  return (PoreCurve){.value = potential->value[i] + t * rise + bend * (a * (1.0 - t) + b * t),
                     .slope =
                       (rise + (1.0 - 2.0 * t) * (a * (1.0 - t) + b * t) + bend * (b - a)) / h};
}

PoreCurve potential_at(const Potential *potential, double p)
{
  const Pore *pore = &potential->pore;
  const int   last = POTENTIAL_POINTS - 1;

  if (p < 0.0) return (PoreCurve){.value = p, .slope = 1.0};
  if (p >= potential->end)
    return (PoreCurve){.value = potential->value[last] + integrate_panel(pore, potential->end, p),
                       .slope = conductivity_factor(pore, p)};

  int i = (int)(last * sqrt(p / potential->end));

  while (i > 0 && p < potential->p[i]) i--;
  while (i < last - 1 && p >= potential->p[i + 1]) i++;
  return interpolate_hermite(potential, i, p);
}
