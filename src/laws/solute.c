// SPDX-License-Identifier: GPL-3.0-or-later
// What a tissue holds of a solute besides its pore fluid: linear, reversible binding.
#include "sij/laws/solute.h"

double solute_bound(double rest, double retardation)
{
  return (retardation - 1.0) * rest;
}
