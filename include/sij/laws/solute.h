// SPDX-License-Identifier: GPL-3.0-or-later
/** How much dissolved drug a meshed volume holds at a concentration in its pore fluid.
 *
 *     S = phi(p) + (R - 1) phi_0          amount per meshed volume is S c
 *
 * R, the retardation factor, is the amount held per amount in the pore fluid at rest, so S = R phi_0 at rest: the partition between
 * tissue and water. Dilation adds fluid, but nothing that holds drug. A uniform c is an equilibrium
 * between tissues of any S: c is continuous, S is not.
 *
 * Holds for: phi > 0, phi_0 > 0, R >= 1. Binding is fast and does not saturate.
 * Errors:    none.
 * Source:    linear reversible binding; numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_solute.c
 */
#pragma once

/** (R - 1) phi_0: what the tissue itself holds per volume and concentration. rest: phi_0. */
double solute_bound(double rest, double retardation);
