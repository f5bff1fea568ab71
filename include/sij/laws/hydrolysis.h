// SPDX-License-Identifier: GPL-3.0-or-later
/** A prodrug that turns into its active product: first order, mole for mole.
 *
 *     prodrug' = -k prodrug,    active' = +k prodrug
 *
 * Both are amounts, dissolved and bound together, per meshed volume or per node: what turns is the amount,
 * whatever each of the two binds to. Of the prodrug there is at first, the fraction 1 - exp(-k dt) has turned after
 * dt: hydrolysis_fraction() is the exact solution, for steps of any length.
 *
 * Holds for: k >= 0, dt >= 0. Crystals are no part of it; they dissolve first (depot.h).
 * Errors:    none; hydrolysis_fault() vets the constant once, when the case is read.
 * Source:    methylprednisolone acetate in synovial fluid; numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_hydrolysis.c
 */
#pragma once

/** Fraction of the prodrug that turns within dt [1]. rate: k [s^-1]. */
double hydrolysis_fraction(double rate, double dt);

/** NULL if the rate is usable, else one sentence naming it. */
const char *hydrolysis_fault(double rate);
