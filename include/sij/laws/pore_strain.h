// SPDX-License-Identifier: GPL-3.0-or-later
/** Pores of a deforming solid: porosity and conductivity against its change of volume.
 *
 *     phi = phi_0 + biot e + a(p)                        e: dilation, volume over that at rest minus 1
 *     matrix: a = beta p;  film: a = phi(p) - phi_0      of sij/laws/pore.h: its recesses unfold
 *     matrix that dilates:  K = K_0 ratio^s,             s = (phi - phi_0) / (phi_1 - phi_0) in [0, 1]
 *     matrix that does not: K = K_0 exp(M e)             phi_1 = phi_0
 *     film:                 K = K_0 (phi / phi_0)^3
 *
 * The first line of K is the law of dilation of sij/laws/pore.h with its pressure eliminated: there too
 * porosity and log K are linear in one s. A film is the gap between two walls and the folds at its rim: the
 * walls part with the solid, the folds fill by pressure alone. Strains beyond what small strain can mean
 * are cut: phi stays above a tenth of phi_0 and below 1, in a film that has widened by e below 1 + e; and
 * K / K_0 of a matrix that does not dilate between exp(-5) and exp(5).
 *
 * Holds for: constants that pore_fault() accepts, 0 < biot <= 1.
 * Errors:    none.
 * Source:    Biot 1941, J. Appl. Phys. 12, 155; exp(M e): Lai & Mow 1980, Biorheology 17, 111.
 * Tests:     tests/unit/laws/test_pore_strain.c
 */
#pragma once

#include "sij/laws/pore.h"

typedef struct {
  Pore   pore;
  double biot;
  double exponent; // M
} PoreStrain;

/** Porosity at dilation e and pressure p [Pa]. */
double pore_strain_porosity(const PoreStrain *law, double e, double p);

/** K / K_0 at dilation e and pressure p [Pa]. */
double pore_strain_factor(const PoreStrain *law, double e, double p);

/** What pressure adds to porosity where the solid stands still, and its slope. */
PoreCurve pore_strain_added(const Pore *pore, double p);
