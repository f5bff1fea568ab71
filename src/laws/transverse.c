// SPDX-License-Identifier: GPL-3.0-or-later
// The tensor of conductivity or diffusivity of a tissue with fibres: its product with a gradient, and its mean.
// The elements of flow and transport contract it with their shape functions; the case file vets its constants.
#include "sij/laws/transverse.h"

#include <stdbool.h>
#include <stddef.h>

static bool has_direction(const Transverse *tensor)
{
  return vec3_dot(tensor->fibre, tensor->fibre) > 0.0;
}

Vec3 transverse_times(const Transverse *tensor, Vec3 v)
{
  const double more = (tensor->along - tensor->across) * vec3_dot(tensor->fibre, v);

  return vec3_sum(vec3_scaled(v, tensor->across), vec3_scaled(tensor->fibre, more));
}

double transverse_contract(const Transverse *tensor, Vec3 a, Vec3 b)
{
  return tensor->across * vec3_dot(a, b) +
         (tensor->along - tensor->across) * vec3_dot(tensor->fibre, a) * vec3_dot(tensor->fibre, b);
}

double transverse_mean(const Transverse *tensor)
{
  const double along = has_direction(tensor) ? tensor->along : tensor->across;

  return cbrt(along * tensor->across * tensor->across);
}

const char *transverse_fault(const Transverse *tensor)
{
  const double square = vec3_dot(tensor->fibre, tensor->fibre);

  if (!(tensor->along >= 0.0 && tensor->across >= 0.0))
    return "values along and across fibres must not be negative";
  if (!(square == 0.0 || fabs(square - 1.0) < 1e-3))
    return "direction of fibres must have length 1, or be 0 for none";
  if (square == 0.0 && tensor->along != tensor->across)
    return "values along and across fibres differ, so the fibres need a direction";
  return NULL;
}
