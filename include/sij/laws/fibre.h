// SPDX-License-Identifier: GPL-3.0-or-later
/** What passes along fibres more easily than across: conductivity and diffusivity of tissue.
 *
 *     T = across I + (along - across) f f^T
 *
 * f is the unit vector of the fibres, or 0 where there is no direction: then T = across I. The same form
 * serves K / mu in the flow and D in the transport.
 *
 * Holds for: along, across >= 0; f of length 1 or 0.
 * Errors:    none; fibre_fault() vets the constants once, when the case is read.
 * Source:    transverse isotropy; numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_fibre.c
 */
#pragma once

#include "sij/base/vec3.h"

typedef struct {
  Vec3   direction; // f
  double along, across;
} Fibre;

/** T v, in the unit of along times that of v. */
Vec3 fibre_times(const Fibre *fibre, Vec3 v);

/** Geometric mean of the three principal values: what a well sees. */
double fibre_mean(const Fibre *fibre);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *fibre_fault(const Fibre *fibre);
