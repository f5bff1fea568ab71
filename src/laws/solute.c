// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/laws/solute.h"

double solute_storage(double porosity, double rest, double capacity)
{
  return porosity + (capacity - 1.0) * rest;
}
