// SPDX-License-Identifier: GPL-3.0-or-later
// Roots of a characteristic equation, for the series of Mandel and Cryer: bracketed by equal steps, then bisected.
#include "series.h"

static double bisect_root(double equation(double, double), double parameter, double low,
                          double high)
{
  for (int k = 0; k < 60; k++) {
    const double middle = 0.5 * (low + high);

    if (equation(low, parameter) * equation(middle, parameter) <= 0.0) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}

void series_roots(double equation(double, double), double parameter, double root[SERIES_TERMS])
{
  const double step = 0.02;
  double       x    = 1e-6;

  for (int n = 0; n < SERIES_TERMS; x += step)
    if (equation(x, parameter) * equation(x + step, parameter) < 0.0)
      root[n++] = bisect_root(equation, parameter, x, x + step);
}
