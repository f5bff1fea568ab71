// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to transport: constants of its linear solvers. "Estimate": chosen by own runs, without a published source.
 * The weights of TR-BDF2 are part of its formulas and stand in state.h. */
#pragma once

#define TRANSPORT_LINEAR_RTOL 1e-8 // of the high-order stages                         1   estimate
#define TRANSPORT_ATOL        1e-300 // amounts are in mol and may be tiny             mol   estimate
#define TRANSPORT_LINEAR_ITERATIONS                                                                \
  500                               // most per solve: then the step is cut             1   estimate
#define TRANSPORT_ZERO_PIVOT 1e-100 // nodal volumes are about 1e-12 m^3              m^3   estimate
