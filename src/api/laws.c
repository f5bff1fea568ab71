// SPDX-License-Identifier: GPL-3.0-or-later
// Public names of laws at a point. Each calls the law that runs use.
#include "handles.h"

#include "sij/laws/kinetics.h"
#include "sij/laws/needle.h"
#include "sij/laws/nerve.h"
#include "sij/laws/receptor.h"

// Solvers take steps of the order of this pressure, so it is far above any that occurs [Pa].
static const double NO_DILATION = 1e9;

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

SijPore sij_pore_rigid(double porosity, double compressibility)
{
  return (SijPore){.phi_0 = porosity,
                   .phi_1 = porosity,
                   .p_dil = NO_DILATION,
                   .n     = 1.0,
                   .beta  = compressibility,
                   .ratio = 1.0};
}

Pore pore_translate(const SijPore *pore)
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
  const Pore matrix = pore_translate(pore);

  return pore_porosity(&matrix, p).value;
}

double sij_pore_conductivity_factor(const SijPore *pore, double p)
{
  const Pore matrix = pore_translate(pore);

  return pore_conductivity_factor(&matrix, p).value;
}
