// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a Gaussian cloud in endless tissue, the exact solution of advection, diffusion along
 * and across a fibre, and decay.
 */
#pragma once

#include "sij/base/units.h"
#include "sij/base/vec3.h"

#include <math.h>

typedef struct {
  Vec3   centre, fibre; // m; unit
  double along, across; // variances                          m^2
  double amount;        // integral of the concentration over space    mol m^-3 m^3
} Cloud;

/** Concentration of a `Cloud`. */
static inline double cloud_at(Vec3 x, const void *of)
{
  const Cloud *cloud = of;
  const Vec3   off   = vec3_difference(x, cloud->centre);
  const double a = vec3_dot(off, cloud->fibre), square = vec3_dot(off, off);
  const double peak = cloud->amount / (pow(2.0 * SIJ_PI, 1.5) * sqrt(cloud->along) * cloud->across);

  return peak * exp(-0.5 * (a * a / cloud->along + (square - a * a) / cloud->across));
}

/** How a cloud fares: diffusivities [m^2/s], velocity of the fluid [m/s], decay [1/s]. */
typedef struct {
  double along, across;
  Vec3   velocity;
  double decay;
} CloudFate;

static inline Cloud cloud_after(Cloud cloud, CloudFate fate, double t)
{
  cloud.centre = vec3_sum(cloud.centre, vec3_scaled(fate.velocity, t));
  cloud.along += 2.0 * fate.along * t;
  cloud.across += 2.0 * fate.across * t;
  cloud.amount *= exp(-fate.decay * t);
  return cloud;
}
