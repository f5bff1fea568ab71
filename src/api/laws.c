// SPDX-License-Identifier: GPL-3.0-or-later
// Public names of laws at a point. Each calls the law that runs use.
#include "sij/api/sij_laws.h"
#include "sij/laws/kinetics.h"
#include "sij/laws/needle.h"
#include "sij/laws/nerve.h"
#include "sij/laws/pore.h"
#include "sij/laws/receptor.h"

double sij_nerve_block(int n, const double c[], const double ec50[], const double hill[])
{
  return nerve_block(n, c, ec50, hill);
}

double sij_nerve_blocked_fraction(int n, const double s[], const double block[], double length)
{
  return nerve_blocked_fraction(n, s, block, length);
}

double sij_needle_loss(double bore, double length, double viscosity, double flow)
{
  const Needle needle = {.bore = bore, .length = length};

  return needle_loss(&needle, viscosity, flow);
}

double sij_receptor_occupancy(double c, double kd)
{
  return receptor_occupancy(c, kd);
}

double sij_plasma_amount(double clearance, double volume, double amount, double received, double dt)
{
  const Plasma plasma = {.clearance = clearance, .volume = volume};

  return plasma_amount(&plasma, amount, received, dt);
}

static Pore matrix_of(const SijPore *pore)
{
  return (Pore){.kind  = PORE_MATRIX,
                .phi_0 = pore->phi_0,
                .phi_1 = pore->phi_1,
                .p_dil = pore->p_dil,
                .n     = pore->n,
                .beta  = pore->beta,
                .ratio = pore->ratio};
}

double sij_pore_porosity(const SijPore *pore, double p)
{
  const Pore matrix = matrix_of(pore);

  return pore_porosity(&matrix, p).value;
}

double sij_pore_conductivity_factor(const SijPore *pore, double p)
{
  const Pore matrix = matrix_of(pore);

  return pore_conductivity_factor(&matrix, p).value;
}
