// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/laws/fibre.h"

#include <stdbool.h>
#include <stddef.h>

static bool has_direction(const Fibre *fibre)
{
  return vec3_dot(fibre->direction, fibre->direction) > 0.0;
}

Vec3 fibre_times(const Fibre *fibre, Vec3 v)
{
  const double more = (fibre->along - fibre->across) * vec3_dot(fibre->direction, v);

  return vec3_sum(vec3_scaled(v, fibre->across), vec3_scaled(fibre->direction, more));
}

double fibre_mean(const Fibre *fibre)
{
  const double along = has_direction(fibre) ? fibre->along : fibre->across;

  return cbrt(along) * cbrt(fibre->across) * cbrt(fibre->across);
}

const char *fibre_fault(const Fibre *fibre)
{
  const double square = vec3_dot(fibre->direction, fibre->direction);

  if (!(fibre->along >= 0.0 && fibre->across >= 0.0))
    return "values along and across fibres must not be negative";
  if (!(square == 0.0 || fabs(square - 1.0) < 1e-3))
    return "direction of fibres must have length 1, or be 0 for none";
  if (square == 0.0 && fibre->along != fibre->across)
    return "values along and across must be equal where fibres have no direction";
  return NULL;
}
