#include "sij/laws/poroelastic.h"

#include <math.h>

static const double LEAST = 0.1; // of phi_0
static const double MOST  = 5.0; // of M e

double poroelastic_porosity(const Poroelastic *law, double e)
{
  const double phi_0 = law->pore.phi_0;

  return fmin(1.0, fmax(LEAST * phi_0, phi_0 + law->biot * e));
}

double poroelastic_factor(const Poroelastic *law, double e)
{
  const Pore  *pore = &law->pore;
  const double rise = poroelastic_porosity(law, e) - pore->phi_0;

  if (pore->kind == PORE_FILM) return pow(1.0 + rise / pore->phi_0, 3);
  if (pore->phi_1 > pore->phi_0)
    return pow(pore->ratio, fmin(1.0, fmax(0.0, rise / (pore->phi_1 - pore->phi_0))));
  return exp(fmin(MOST, fmax(-MOST, law->exponent * e)));
}
