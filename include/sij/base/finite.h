// SPDX-License-Identifier: GPL-3.0-or-later
/** Whether numbers are numbers: what is computed is finite, or something went wrong that nobody noticed. */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/** True if none of the n values is NaN or infinite. */
static inline bool finite_all(size_t n, const double value[])
{
  bool finite = true;

  for (size_t i = 0; i < n; i++) finite = finite && isfinite(value[i]);
  return finite;
}
