// SPDX-License-Identifier: GPL-3.0-or-later
/** A transversely isotropic tensor: conductivity and diffusivity of tissue, along its fibres and across.
 *
 *     T = across I + (along - across) f f^T
 *
 * f is the unit vector of the fibres, or 0 where there is no direction: then T = across I. The same form
 * serves K / mu in the flow and D in the transport.
 *
 * Holds for: along, across >= 0; f of length 1 or 0.
 * Errors:    none; transverse_fault() vets the constants once, when the case is read.
 * Source:    transverse isotropy; numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_transverse.c
 */
#pragma once

#include "sij/base/vec3.h"

typedef struct {
  double along, across;
  Vec3   fibre; // f
} Transverse;

/** T v, in the unit of along times that of v. */
Vec3 transverse_times(const Transverse *tensor, Vec3 v);

/** a . T b: the stiffness of two shape functions with the gradients a and b, per volume. */
double transverse_contract(const Transverse *tensor, Vec3 a, Vec3 b);

/** Geometric mean of the three principal values: the conductivity a well sees. */
double transverse_mean(const Transverse *tensor);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *transverse_fault(const Transverse *tensor);
