// SPDX-License-Identifier: GPL-3.0-or-later
/** Flow in tissue that a solid deforms: the parts of a step, for the module that solves both together.
 *
 * Where there is a skeleton, cells do not dilate by their law of pressure. Its change of volume changes
 * the pore volume, its strain the conductivity of cells; of the law remains what sij/laws/pore_strain.h adds: the
 * remaining compressibility, and of the cavity the recesses that unfold. The plane of the branches, the
 * defects and the tissue between a needle's opening and the mesh keep their laws of pressure.
 *
 * Order: flow_couple once; then per step flow_begin, flow_residual and flow_tangent any number of times,
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
  const double *pore_change; // [n_owned] change of pore volume against the shape at rest  m^3
} FlowSkeleton;

/** Couples the flow to a skeleton; its present pore volume is the initial storage. Collective. */
PetscErrorCode flow_couple(Flow *flow, const FlowSkeleton *skeleton) SIJ_CHECKED;

/** Begins the step from t to t + dt: sets the needles and returns the predictor in pressure [n_owned]. Collective. */
PetscErrorCode flow_begin(Flow *flow, double t, double dt, double pressure[]) SIJ_CHECKED;

/** Residual of the balance of every owned vertex at `pressure` [n_owned], a rate [m^3 s^-1]; at Dirichlet
 * vertices the pressure times a weight. Collective. */
PetscErrorCode flow_residual(Flow *flow, const double pressure[], double rate[]) SIJ_CHECKED;

/** [n_local] the pressure of the last flow_residual(). Borrowed. */
const double *flow_trial_pressure(const Flow *flow);

/** Change of storage of this rank's vertices at the pressure of the last flow_residual(), since the start of the step
 * and of the run: sums of squares [m^6]. */
void flow_storage_change(const Flow *flow, double *in_step, double *in_all);

/** Tangent: derivative of the last flow_residual() by pressure, into a graph_matrix(). Collective. */
PetscErrorCode flow_tangent(Flow *flow, Mat tangent) SIJ_CHECKED;

/** Ends the step at the pressure of the last flow_residual(): flow_water() is complete. *error as in
 * FlowOutcome. Collective. */
PetscErrorCode flow_end(Flow *flow, double *error) SIJ_CHECKED;

/** Predictor reset, at a breakpoint of a load curve: the next step is not extrapolated from the last. */
void flow_reset_predictor(Flow *flow);

/** [n_owned] above 0 at Dirichlet vertices. Borrowed. */
const double *flow_dirichlet(const Flow *flow);

/** Reference of the balance's residual in this step: the largest flow [m^3 s^-1]; 0 if nothing is injected. */
double flow_scale(const Flow *flow);
