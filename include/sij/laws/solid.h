// SPDX-License-Identifier: GPL-3.0-or-later
/** What a solid answers at one point: energy, stress, tangent; the same for every law of solids.
 *
 *     stress  = d energy / dF            first Piola-Kirchhoff: force per area of the shape at rest
 *     tangent = d stress / dF            row 3 i + J, column 3 k + L: d stress_iJ / dF_kL
 *
 * F = I + H is the gradient of the deformation, H that of the displacement, [component][direction].
 * Since stress has a potential, the tangent is symmetric.
 */
#pragma once

#include "sij/base/mat3.h"

typedef struct {
  double energy;        // per volume at rest                   J m^-3
  Mat3   stress;        // Pa
  double tangent[9][9]; // Pa
} SolidPoint;

/** An energy of the change of volume alone, and its first two derivatives. */
typedef struct {
  double energy; // J m^-3
  double slope;  // Pa
  double bend;   // Pa
} SolidVolume;
