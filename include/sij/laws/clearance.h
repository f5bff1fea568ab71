// SPDX-License-Identifier: GPL-3.0-or-later
/** Loss of dissolved drug to the blood: from tissue with its perfusion, from the cavity through synovium.
 *
 *     tissue:    k = Q E f_1 f_2 ...            amount lost per meshed volume and time is k c
 *     vessels:   f(c) = 1 + (v - 1) c / (c + c_half)
 *     depth:     delta = sqrt(phi D / k)             c falls as exp(-x / delta) into tissue from a bath at its face
 *     synovium:  P = P_free (f_u + 0.08 (1 - f_u))    amount lost per area and time is P c
 *
 * c [mol m^-3] is the concentration in the pore fluid. Blood carries away what it can hold as free drug,
 * Q E c: near a bolus the proteins of plasma are saturated and what is bound there does not count. Each
 * drug widens or narrows the vessels for all, so the f of the drugs at a place are multiplied.
 * Through synovium the unbound part leaves by diffusion and the bound part with the protein that holds
 * it, 0.08 times as fast.
 *
 * Holds for: extraction in [0, 1], free fraction in [0, 1], v > 0, c_half > 0 unless v = 1; c < 0 counts as 0.
 * Errors:    none; clearance_fault() vets the constants once, when the case is read.
 * Source:    free and bound solutes from the human knee: Owen, Francis, Roberts 1994; the saturating
 *            form of f is ours; numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_clearance.c
 */
#pragma once

typedef struct {
  double extraction;        // E: part of what blood could carry away
  double vasoactivity;      // v: factor on perfusion at saturation
  double vasoactivity_half; // c_half                                  mol m^-3
  double permeability;      // P_free: unbound, through synovium       m s^-1
  double free_fraction;     // f_u: unbound in synovial fluid
} Clearance;

/** f: factor of this drug at concentration c on the perfusion around it. */
double clearance_vessels(const Clearance *drug, double c);

/** k [s^-1] where blood flows at `perfusion` [s^-1], its vessels changed by the factor `vessels`. */
double clearance_tissue(const Clearance *drug, double perfusion, double vessels);

/** delta [m] of tissue that spreads phi D = `spread` [m^2 s^-1] and clears k [s^-1]: at rest all that is taken up, and all that
 * is held, is what a layer of this depth takes and holds at the concentration of the bath. Infinite if k is 0. */
double clearance_depth(double spread, double k);

/** P [m s^-1] of the total, free and bound, in synovial fluid. */
double clearance_synovium(const Clearance *drug);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *clearance_fault(const Clearance *drug);
