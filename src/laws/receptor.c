// SPDX-License-Identifier: GPL-3.0-or-later
// Occupancy of a receptor in equilibrium with a concentration.
#include "sij/laws/receptor.h"

double receptor_occupancy(double c, double kd)
{
  return c <= 0.0 ? 0.0 : c / (c + kd);
}
