// SPDX-License-Identifier: GPL-3.0-or-later
// Hooke's law: constants from Young's modulus and Poisson's ratio; energy, stress and tangent at a
// displacement gradient. The ground substance of the hyperelastic laws at small strain.
#include "sij/laws/elastic.h"

#include <stddef.h>

Elastic elastic_from(double young, double poisson)
{
  return (Elastic){.mu     = young / (2.0 * (1.0 + poisson)),
                   .lambda = young * poisson / ((1.0 + poisson) * (1.0 - 2.0 * poisson))};
}

SolidPoint elastic_at(const Elastic *law, Mat3 H)
{
  const double trace = mat3_trace(H);
  SolidPoint   at    = {.stress = mat3_plus(H, 1.0, mat3_transpose(H))};

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      at.stress.m[i][j] = law->mu * at.stress.m[i][j] + (i == j ? law->lambda * trace : 0.0);
      at.tangent[3 * i + j][3 * i + j] += law->mu;
      at.tangent[3 * i + j][3 * j + i] += law->mu;
      at.tangent[4 * i][4 * j] += law->lambda;
    }
  at.energy = 0.5 * mat3_dot(at.stress, H);
  return at;
}

SolidVolume elastic_volume(double lambda, double trace)
{
  return (SolidVolume){
    .energy = 0.5 * lambda * trace * trace, .slope = lambda * trace, .bend = lambda};
}

const char *elastic_fault(double young, double poisson)
{
  if (!(young > 0.0 && young < INFINITY)) return "Young's modulus must be positive";
  if (!(young >= 0.1 && young <= 1e12))
    return "Young's modulus must lie between 0.1 Pa and 1 TPa, which no tissue leaves";
  if (!(poisson > -1.0 && poisson < 0.5)) return "Poisson's ratio must lie between -1 and 0.5";
  if (!(poisson <= 0.4999))
    return "Poisson's ratio must be at most 0.4999, up to which the solver was tried";
  return NULL;
}
