// SPDX-License-Identifier: GPL-3.0-or-later
/** Occupancy of a receptor by a drug in equilibrium with it: c / (c + Kd).
 *
 * Holds for: c >= 0 (less counts as 0), Kd > 0, both in the same unit. Errors: none; NaN in, NaN out.
 * Source:    law of mass action; glucocorticoid receptor constants in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_receptor.c
 */
#pragma once

double receptor_occupancy(double c, double kd);
