// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to transport: constants of its linear solvers. "Estimate": chosen by own runs, without a published source.
 * The weights of TR-BDF2 are part of its formulas, in state.h. */
#pragma once

// Most iterations of a solve, after which the step is cut.                           1   estimate
enum { TRANSPORT_LINEAR_ITERATIONS = 500 };

// Relative residual of the high-order stages.                                        1   estimate
#define TRANSPORT_LINEAR_RTOL 1e-8

// Absolute residual: amounts may be tiny, so it never ends an iteration.           mol   estimate
#define TRANSPORT_ATOL 1e-300

// Pivots below it count as zero: nodal volumes are about 1e-12 m^3.                m^3   estimate
#define TRANSPORT_ZERO_PIVOT 1e-100
