// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/laws/receptor.h"

double receptor_occupancy(double c, double kd)
{
  return c <= 0.0 ? 0.0 : c / (c + kd);
}
