// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: water with a given velocity, which no pressure drives, to carry drugs.
 *
 *     q(x) = drift + spin x x        [m/s], per area of tissue: fluid in pores of share phi moves at q / phi
 *
 * Each tetrahedron moves what its shape functions ask of the field at its centroid, which is their exact
 * integral: a linear field without divergence leaves every vertex inside in balance to rounding. On the
 * sides `outflow` takes or brings what is left over, so that what comes in has the concentration beyond
 * the cut planes.
 */
#pragma once

#include "trial.h"

typedef struct {
  double *pressure;  // [n_local] rest
  double *stored;    // [n_owned] at rest, and so it stays
  double *edge_flow; // [n_edges]
  double *cell_out;  // [n_cells][4]
  double *absorbed;  // [n_owned] nothing
  double *outflow;   // [n_owned]
} Wind;

/** Owns: caller, wind_destroy(). Not collective. */
PetscErrorCode wind_create(const Trial *trial, Vec3 drift, Vec3 spin, Wind *wind) SIJ_CHECKED;
PetscErrorCode wind_destroy(Wind *wind) SIJ_CHECKED;

/** A step of it, borrowing its arrays. */
WaterStep wind_water(const Wind *wind, double t, double dt);

/** One accepted step of transport under it; an error if it does not converge. Collective. */
PetscErrorCode wind_step(const Trial *trial, const Wind *wind, double t, double dt) SIJ_CHECKED;
