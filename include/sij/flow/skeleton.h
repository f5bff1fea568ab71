// SPDX-License-Identifier: GPL-3.0-or-later
/** Flow in tissue that a solid deforms: the parts of a step, for the room that solves both together.
 *
 * Where there is a skeleton, cells do not dilate by their law of pressure. Its change of volume makes room
 * for water, its strain says how cells conduct; of the law stays what sij/laws/pore_strain.h adds: the
 * remaining compressibility, and of the cavity the recesses that unfold. The plane of the branches, the
 * defects and the tissue between a needle's opening and the mesh keep their laws of pressure.
 *
 * Order: flow_couple once; then per step flow_begin, flow_residual and flow_tangent as often as wanted,
 * porosity made current, flow_end, and flow_accept or another flow_begin.
 */
#pragma once

#include "sij/flow.h"

#include <petscmat.h>

/** What the solid gives. Borrowed, and read whenever the flow needs it. */
typedef struct {
  const double *factor;       // [n_cells] conductivity over that at rest
  const double *porosity_old; // [n_cells] at the start of the step, what pressure adds included
  const double
    *porosity; // [n_cells] and at its end: current, at flow_trial_pressure(), before flow_end()
  const double *room; // [n_owned] for water, by its change of volume against the shape at rest  m^3
} FlowSkeleton;

/** From now on there is a skeleton: what it holds at present is what the flow starts from. Collective. */
PetscErrorCode flow_couple(Flow *flow, const FlowSkeleton *skeleton) SIJ_CHECKED;

/** Begins the step from t to t + dt: needles set, a first guess in pressure [n_owned]. Collective. */
PetscErrorCode flow_begin(Flow *flow, double t, double dt, double pressure[]) SIJ_CHECKED;

/** What is wrong with the balance of every owned vertex at `pressure` [n_owned], as a rate
 * [m^3 s^-1]; where pressure is held, that times a weight. Collective. */
PetscErrorCode flow_residual(Flow *flow, const double pressure[], double rate[]) SIJ_CHECKED;

/** [n_local] the pressure flow_residual() was last asked for. Borrowed. */
const double *flow_trial_pressure(const Flow *flow);

/** What this rank's vertices hold at the pressure flow_residual() was last asked for, over what they held at the start of
 * the step and of the run: sums of squares [m^6]. */
void flow_storage_change(const Flow *flow, double *in_step, double *in_all);

/** Its derivative by pressure where flow_residual() was last asked, into a graph_matrix(). Collective. */
PetscErrorCode flow_tangent(Flow *flow, Mat tangent) SIJ_CHECKED;

/** Ends the step at the pressure flow_residual() was last asked for: flow_water() stands. *error as in
 * FlowOutcome. Collective. */
PetscErrorCode flow_end(Flow *flow, double *error) SIJ_CHECKED;

/** What drives the solid bends here: the next step is not foretold from the last. */
void flow_reset_predictor(Flow *flow);

/** [n_owned] above 0 where pressure is held. Borrowed. */
const double *flow_dirichlet(const Flow *flow);

/** The largest flow by which balances are to be measured in this step [m^3 s^-1]; 0 if nothing is
 * injected. */
double flow_scale(const Flow *flow);
