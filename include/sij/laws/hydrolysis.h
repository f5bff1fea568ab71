// SPDX-License-Identifier: GPL-3.0-or-later
/** A prodrug that turns into its active product: first order, mole for mole.
 *
 *     prodrug' = -k prodrug,    active' = +k prodrug
 *
 * Both are amounts, dissolved and held by tissue together, per meshed volume or per node: what turns is
 * the amount, whatever each of the two binds to. hydrolysis_step() is the exact flow.
 *
 * Holds for: k >= 0, dt >= 0. Crystals are no part of it; they dissolve first (depot.h).
 * Errors:    none; hydrolysis_fault() vets the constant once, when the case is read.
 * Source:    methylprednisolone acetate in synovial fluid; numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_hydrolysis.c
 */
#pragma once

typedef struct {
  double prodrug; // mol m^-3 of meshed volume, or mol
  double active;
} HydrolysisAmount;

/** The amounts after dt; their sum is kept. rate: k [s^-1]. */
HydrolysisAmount hydrolysis_step(double rate, HydrolysisAmount at, double dt);

/** NULL if the rate is usable, else one sentence naming it. */
const char *hydrolysis_fault(double rate);
