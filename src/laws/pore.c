// SPDX-License-Identifier: GPL-3.0-or-later
// Porosity and hydraulic conductivity of tissue against pore pressure, and their derivatives. Flow assembles
// storage and conductance from them.
#include "sij/laws/pore.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

PoreCurve pore_dilation(const Pore *pore, double p)
{
  if (p <= 0.0) {
    const bool linear = pore->n == 1.0;

    return (PoreCurve){linear ? p / pore->p_dil : 0.0, linear ? 1.0 / pore->p_dil : 0.0};
  }
  const double x = p / pore->p_dil, power = pow(x, pore->n), rest = exp(-power);

  return (PoreCurve){.value = -expm1(-power), .slope = pore->n * power / p * rest};
}

PoreCurve pore_porosity(const Pore *pore, double p)
{
  const PoreCurve s     = pore_dilation(pore, p);
  const double    range = pore->phi_1 - pore->phi_0;

  return (PoreCurve){.value = pore->phi_0 + range * s.value + pore->beta * p,
                     .slope = range * s.slope + pore->beta};
}

static PoreCurve film_conductivity_factor(const Pore *pore, double p)
{
  const PoreCurve phi  = pore_porosity(pore, p);
  const double    fill = phi.value / pore->phi_0;

  return (PoreCurve){.value = fill * fill * fill,
                     .slope = 3.0 * fill * fill * phi.slope / pore->phi_0};
}

PoreCurve pore_conductivity_factor(const Pore *pore, double p)
{
  if (pore->kind == PORE_FILM) return film_conductivity_factor(pore, p);

  const PoreCurve s     = pore_dilation(pore, p);
  const double    value = pow(pore->ratio, s.value);

  return (PoreCurve){.value = value, .slope = value * log(pore->ratio) * s.slope};
}

const char *pore_fault(const Pore *pore)
{
  if (!(pore->phi_0 > 0.0 && pore->phi_0 <= 1.0)) return "porosity at rest must be in (0, 1]";
  if (!(pore->phi_1 >= pore->phi_0 && pore->phi_1 <= 1.0))
    return "dilated porosity must be between porosity at rest and 1";
  if (!(pore->p_dil > 0.0)) return "dilation pressure must be positive";
  if (!(pore->n >= 1.0)) return "sharpness of dilation must be at least 1";
  if (!(pore->beta >= 0.0)) return "compressibility must not be negative";
  if (!(pore->ratio >= 1.0)) return "dilated over resting conductivity must be at least 1";
  return NULL;
}
