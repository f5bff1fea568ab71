// SPDX-License-Identifier: GPL-3.0-or-later
/** Flow of fluid in dilating tissue: pressure, Darcy flux and mass balance.
 *
 *     d phi(p)/dt + div q = Q - L,      q = -K(p) grad p          p above resting pressure
 *
 * P1 pressure, one balance per vertex, backward Euler, Newton with the exact tangent. Needles are
 * sub-grid wells (docs/theory/numerics.md). Boundary conditions: resting pressure on drained surfaces
 * (Dirichlet), no flux through the others (Neumann). L is uptake by vessels and lymph, and by the lining of a
 * cavity. A step that does not converge changes nothing; its outcome gives the reason.
 *
 * Order: create; then per step flow_try, and flow_accept or another flow_try; flow_summary at the end.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/base/state.h"
#include "sij/laws/injection.h"
#include "sij/laws/needle.h"
#include "sij/porous/water.h"

enum { FLOW_NEEDLES = 16, FLOW_EXITS = 24 }; // most needles, most ways out of a cavity

/** A needle, and what is pumped through it. */
typedef struct {
  const char       *name;
  Vec3              tip; // m, frame of the mesh
  Needle            needle;
  InjectionSchedule schedule;
  double            pressure_limit; // at the hub; infinite when there is none         Pa
  double            viscosity;      // of the injectate                                Pa s
  double            share; // of what the bore carries that leaves here; 0 counts as 1: all of it
} FlowNeedle;

/** A lining that takes up fluid, spread over the faces between two regions. */
typedef struct {
  int    side[2];     // regions, the smaller first; MESH_NONE: there is none
  double conductance; // of all of it                    m^3 Pa^-1 s^-1
} FlowLining;

/** One exit of the cavity: elements of this law. */
typedef struct {
  const char *name; // "posterior_margin": flow.leak.NAME
  int         law;  // row of the medium
} FlowExit;

/** A cavity whose pressure, content and outward fluxes are reported. */
typedef struct {
  int      region; // MESH_NONE: there is none
  int      n_exits;
  FlowExit exit[FLOW_EXITS]; // in the order of the report
} FlowCavity;

/** The boundary-value problem in SI. Borrowed as long as the flow lives. */
typedef struct {
  const char   *source; // the file that asks for it, put before every problem
  const double *uptake; // [n_materials] by vessels and lymph, per volume               Pa^-1 s^-1
  const bool *drained; // [mesh->tags->n_surfaces] Dirichlet condition p = 0; else no flux (Neumann)
  FlowLining  lining;
  FlowCavity  cavity;
  int         n_needles;
  FlowNeedle  needle[FLOW_NEEDLES];
  double      newton_tolerance; // of the nodal water balance, relative to the largest flow
} FlowProblem;

typedef struct Flow Flow;

typedef struct {
  bool        converged;
  const char *reason;     // why not, as words
  int         iterations; // of Newton
  // Estimate of the local truncation error: volume of water that this step may have
  // misallocated, relative to all that is injected; where nothing is, to all that moved between vertices so far.
  double error;
} FlowOutcome;

/** Collective. Borrows medium and problem. A needle tip outside the mesh is a problem. */
PetscErrorCode flow_create(const Medium *medium, const FlowProblem *problem, Flow **flow,
                           Problems *problems) SIJ_CHECKED;
PetscErrorCode flow_destroy(Flow **flow) SIJ_CHECKED;

/** Water that enters owned vertices beside the needles, from the next step on: rate [n_owned] m^3/s,
 * copied. It brings no drug: transport sees it only in what is stored. Collective. */
PetscErrorCode flow_set_source(Flow *flow, const double rate[]) SIJ_CHECKED;

/** Tries the step from t to t + dt; needles are on or off through all of it. Collective. */
PetscErrorCode flow_try(Flow *flow, double t, double dt, FlowOutcome *outcome) SIJ_CHECKED;

/** The step last tried, borrowed until the next try. */
const WaterStep *flow_water(const Flow *flow);

/** Makes the step last tried the new state. Collective. */
PetscErrorCode flow_accept(Flow *flow) SIJ_CHECKED;

/** Everything that the next step and the summary need of the steps before. Collective. */
PetscErrorCode flow_visit_state(Flow *flow, const StateVisitor *visitor) SIJ_CHECKED;

/** Pressure now [n_local] Pa, borrowed. */
const double *flow_pressure(const Flow *flow);

/** Darcy velocity at owned vertices, the mean of the cells around: [n_owned][3] m/s. */
PetscErrorCode flow_velocity(const Flow *flow, double velocity[][3]) SIJ_CHECKED;

/** State now, for the time series: columns, values; borrowed. Collective. */
PetscErrorCode flow_row(Flow *flow, int *n, const char *const **column,
                        const double **value) SIJ_CHECKED;

/** Pressures, delivered volumes, flows out of the cavity, defect of the mass balance. Collective. */
PetscErrorCode flow_summary(Flow *flow, Quantities *list) SIJ_CHECKED;
