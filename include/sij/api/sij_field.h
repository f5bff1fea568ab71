// SPDX-License-Identifier: GPL-3.0-or-later
/** Quantities that vary in space, as functions of the caller: a source, a traction, a prescribed displacement.
 *
 * x is a point in m. context is what the caller handed over with the function. Each is called on every rank for
 * points of that rank's cells, and must not be collective.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef double SijScalarField(const double x[3], const void *context);

/** Writes all of value. */
typedef void SijVectorField(const double x[3], const void *context, double value[3]);

#ifdef __cplusplus
}
#endif
