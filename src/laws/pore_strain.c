// SPDX-License-Identifier: GPL-3.0-or-later
// Porosity and hydraulic conductivity of tissue that a solid deforms, against volumetric strain and pore
// pressure. Used where flow is coupled to mechanics.
#include "sij/laws/pore_strain.h"

#include <math.h>

static const double LEAST = 0.1; // of phi_0
static const double MOST  = 5.0; // of M e

PoreCurve pore_strain_added(const Pore *pore, double p)
{
  PoreCurve added = {.value = pore->beta * p, .slope = pore->beta};

  if (pore->kind == PORE_FILM) {
    added = pore_porosity(pore, p);
    added.value -= pore->phi_0;
  }
  return added;
}

static double clamp_porosity(const PoreStrain *law, double e, double added)
{
  const double phi_0 = law->pore.phi_0;
  const double most  = law->pore.kind == PORE_FILM ? 1.0 + fmax(0.0, e) : 1.0;

  return fmin(most, fmax(LEAST * phi_0, phi_0 + law->biot * e + added));
}

double pore_strain_porosity(const PoreStrain *law, double e, double p)
{
  return clamp_porosity(law, e, pore_strain_added(&law->pore, p).value);
}

double pore_strain_factor(const PoreStrain *law, double e, double p)
{
  const Pore *pore = &law->pore;

  if (pore->kind == PORE_FILM) return pow(pore_strain_porosity(law, e, p) / pore->phi_0, 3);

  const double rise = clamp_porosity(law, e, 0.0) - pore->phi_0;

  if (pore->phi_1 > pore->phi_0)
    return pow(pore->ratio, fmin(1.0, fmax(0.0, rise / (pore->phi_1 - pore->phi_0))));
  return exp(fmin(MOST, fmax(-MOST, law->exponent * e)));
}
