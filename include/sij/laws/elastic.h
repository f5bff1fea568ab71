// SPDX-License-Identifier: GPL-3.0-or-later
/** Linear isotropic elasticity at small strain: Hooke's law with Lame's constants.
 *
 *     stress = lambda tr(H) I + mu (H + H^T)
 *     lambda = E nu / ((1 + nu)(1 - 2 nu)),   mu = E / (2 (1 + nu))
 *
 * Holds for: E > 0, -1 < nu < 1/2; strains and rotations small against one.
 * Errors:    none; elastic_fault() vets the constants once, when the case is read.
 * Source:    Lame 1852; Gurtin 1981, An Introduction to Continuum Mechanics, ch. X.
 * Tests:     tests/unit/laws/test_elastic.c
 */
#pragma once

#include "sij/laws/solid.h"

typedef struct {
  double mu, lambda; // Pa
} Elastic;

/** From Young's modulus [Pa] and Poisson's ratio. */
Elastic elastic_from(double young, double poisson);

/** Response to the gradient of displacement H. */
SolidPoint elastic_at(const Elastic *law, Mat3 H);

/** Energy lambda/2 tr(H)^2 of a change of volume tr(H). */
SolidVolume elastic_volume(double lambda, double trace);

/** NULL if usable, else one sentence naming the fault: beyond what is lawful, moduli of no tissue and
 * Poisson's ratios past those the solver was tried at. */
const char *elastic_fault(double young, double poisson);
