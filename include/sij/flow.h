// SPDX-License-Identifier: GPL-3.0-or-later
/** Pressure of the fluid in dilating tissue, and where the water goes.
 *
 *     d phi(p)/dt + div q = Q - L,      q = -K(p) grad p          p above resting pressure
 *
 * P1 pressure, one balance per vertex, backward Euler, Newton with the exact tangent. Needles are
 * sub-grid wells (docs/theory/numerics.md); skin is closed, cut planes are at resting pressure; L is uptake by
 * vessels and lymph, and by the lining of the joint. A step that does not converge changes nothing and
 * says so in its outcome.
 *
 * Order: create; then per step flow_try, and flow_accept or another flow_try; flow_summary at the end.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/porous/water.h"

typedef struct Flow Flow;

typedef struct {
  bool        converged;
  const char *reason;     // why not, as words
  int         iterations; // of Newton
  // What this step may have misplaced, as a share of all the case injects; where it injects nothing,
  // of all that went from place to place so far.
  double error;
} FlowOutcome;

/** Collective. Borrows medium. A needle tip outside the mesh is a problem. */
PetscErrorCode flow_create(const Medium *medium, Flow **flow, Problems *problems) SIJ_CHECKED;
PetscErrorCode flow_destroy(Flow **flow) SIJ_CHECKED;

/** Tries the step from t to t + dt; needles are on or off through all of it. Collective. */
PetscErrorCode flow_try(Flow *flow, double t, double dt, FlowOutcome *outcome) SIJ_CHECKED;

/** The step last tried, borrowed until the next try. */
const WaterStep *flow_water(const Flow *flow);

/** Makes the step last tried the new state. Collective. */
PetscErrorCode flow_accept(Flow *flow) SIJ_CHECKED;

/** Times at which needles start and stop [s]: at most 2 per injection; returns how many. */
int flow_events(const Case *input, double time[2 * CASE_INJECTIONS]);

/** Pressure now [n_local] Pa, borrowed. */
const double *flow_pressure(const Flow *flow);

/** Darcy velocity at owned vertices, the mean of the cells around: [n_owned][3] m/s. */
PetscErrorCode flow_velocity(const Flow *flow, double velocity[][3]) SIJ_CHECKED;

/** State now, for the time series: columns, values; borrowed. Collective. */
PetscErrorCode flow_row(Flow *flow, int *n, const char *const **column,
                        const double **value) SIJ_CHECKED;

/** Pressures, delivered volumes, leaks. Collective. */
PetscErrorCode flow_summary(Flow *flow, Quantities *list) SIJ_CHECKED;

/** Sets the pressure everywhere, as a start [n_local], ghosts current. For verification. */
PetscErrorCode flow_set(Flow *flow, const double pressure[]) SIJ_CHECKED;

/** Water that enters owned vertices beside the needles, from the next step on: rate [n_owned] m^3/s,
 * copied. It brings no drug: transport sees it only in what is stored. Collective. For verification. */
PetscErrorCode flow_set_source(Flow *flow, const double rate[]) SIJ_CHECKED;
