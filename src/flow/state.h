// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to flow: its state, split by subject, and the functions that its files give each other. */
#pragma once

#include "exchange.h"

#include "sij/flow.h"
#include "sij/flow/skeleton.h"
#include "sij/laws/needle.h"

#include <petscsnes.h>

/** One needle: where its tip couples to the mesh, and the pressure at its hub. */
typedef struct {
  Inflow   inflow; // weights of vertices, rate of the step
  PetscInt cell;   // local cell of the tip, -1 elsewhere
  bool     here;   // some vertex of its cell is owned here, so all four are local
  NeedleWell
         well; // tissue at the tip, orifice, and the radius at which the mesh gives the pressure
  Needle needle;
  double resistance;                  // of the bore for its injectate   Pa s m^-3
  double limit;                       // of the hub                      Pa
  double rate_set;                    // of this step                    m^3 s^-1
  double hub;                         // its pressure in the last step   Pa
  double delivered, hub_max, hub_end; // so far
} Well;

/** All needles, in the order of the problem. */
typedef struct {
  Well   well[FLOW_NEEDLES];
  Inflow inflow[FLOW_NEEDLES]; // what flow_water() shows of them
} FlowWells;

/** Excess Kirchhoff potentials at state.p: found once per vertex and law, not once per element. */
typedef struct {
  PetscInt         n;
  PetscInt        *vertex; // [n] local
  int             *law;    // [n]
  ExcessPotential *value;  // [n]
  PetscInt        *of[2];  // [n elements][n_vertices] of cells and interface: row of each vertex
} ExcessPotentials;

/** What two rows of excess potentials exchange along an edge: the stiffness of all elements there that share them. */
typedef struct {
  PetscInt  n;
  PetscInt *edge;     // [n] rising
  PetscInt (*row)[2]; // [n] excess potentials at edge[0] and edge[1]
  double (*value)
    [2]; // [n] sums of stiffness up to 0, and of those above it: exchange.h treats them apart  m^3 Pa^-1 s^-1
  PetscInt *of[2]; // [n elements][n_pairs] of cells and interface; -1 between two ghosts
} EdgeConductances;

/** Coefficients of the nodal balance. */
typedef struct {
  double *uptake;     // [n_owned] by vessels, lymph and lining         m^3 Pa^-1 s^-1
  double *dirichlet;  // [n_owned] weight of the Dirichlet condition p = 0; 0 where p is free
  double *step_limit; // [n_owned] pressure over which the tissue there changes   Pa
  double *source;     // [n_owned] beside the needles                   m^3 s^-1
} FlowNodal;

/** Unknowns at the start of the step (old) and at the trial pressure. */
typedef struct {
  double *p_old, *p;           // [n_local]  Pa
  double *stored_old, *stored; // [n_owned]  m^3
  double *stored_rest;         // [n_owned]  before anything happened
} FlowState;

/** Rates of the last accepted step: they extrapolate the pressure and estimate the truncation error. */
typedef struct {
  bool    ready;         // false after a reset: there is no step to extrapolate
  double *storage_rate;  // [n_owned]  m^3 s^-1
  double *pressure_rate; // [n_owned]  Pa s^-1
} FlowPredictor;

/** Magnitudes that tolerances and errors are relative to, global. */
typedef struct {
  double needle_rate;         // largest rate of a needle             m^3 s^-1
  double injected;            // all volume that needles are to bring m^3
  double source_rate;         // sum of the magnitudes of the source  m^3 s^-1
  double moved, moved_before; // between vertices: this step, those before  m^3
} FlowScale;

/** Rates of the step tried. */
typedef struct {
  double *element[2]; // of cells [n][4] and interface [n][3]: what leaves each vertex   m^3 s^-1
  double *edge;       // [n_edges]
  double *absorbed;   // [n_owned] by uptake
  double *outflow;    // [n_owned] through Dirichlet vertices
} FlowFlux;

/** The preconditioner that is kept: the pressure and the step of the tangent that it was set up for. */
typedef struct {
  bool    fresh;     // to be set up for the next tangent, or not judged since
  double *pressure;  // [n_owned] Pa
  double  dt;        // s
  double  reduction; // of the residual by an iteration of its first solve, as a power of e
  double  excess;    // iterations that its age has cost since
} FlowPreconditioner;

/** Newton's method. */
typedef struct {
  double *diagonal, (*coupling)[2]; // of the tangent
  Vec     x, residual, carrier;
  Mat     tangent;
  SNES    snes;

  SNESLineSearch     least; // where the full step does not serve
  FlowPreconditioner preconditioner;
} FlowSolver;

/** The step tried. */
typedef struct {
  double    t, dt;
  WaterStep water;
} FlowStep;

/** Mass balance: water exchanged with the outside so far, global   m^3. */
typedef struct {
  double absorbed, outflow, source;
  double source_magnitude; // of the source without its sign
} FlowMassBalance;

/** Cavity flux diagnostics. */
typedef struct {
  double *marker;                  // [n_local] 1 at vertices of the cavity
  double  exit_rate[FLOW_EXITS];   // now            m^3 s^-1
  double  exit_volume[FLOW_EXITS]; // so far         m^3
  double  pressure, pressure_max;  // mean           Pa
  double  fluid, fluid_max;        // content        m^3
} FlowCavityRecord;

enum { FLOW_ROW = 5 + FLOW_NEEDLES }; // columns of the time series

struct Flow {
  const Medium       *medium;   // borrowed
  const FlowProblem  *problem;  // borrowed
  const FlowSkeleton *skeleton; // borrowed; NULL: tissue dilates by its law of pressure
  Elements            cells, interface;
  bool               *closed; // [n_surfaces] drained surfaces that were closed since
  ExcessPotentials    potentials;
  EdgeConductances    conductances;
  FlowNodal           nodal;
  FlowWells           wells;
  FlowState           state;
  FlowPredictor       predictor;
  FlowScale           scale;
  FlowFlux            flux;
  FlowSolver          solver;
  FlowStep            step;
  FlowMassBalance     balance;
  FlowCavityRecord    cavity;
  double              row[FLOW_ROW];
};

/** The cells (s = 0) or the interface (s = 1). */
static inline const Elements *flow_elements(const Flow *flow, int s)
{
  return s == 0 ? &flow->cells : &flow->interface;
}

/** needle.c */
PetscErrorCode wells_create(Flow *flow, Problems *problems) SIJ_CHECKED;
void           wells_set_rates(Flow *flow, double t, double dt);
double         well_rate(const Well *well, double p_tip, double *slope);
double         well_hub_pressure(const Well *well, double p_tip, double rate);
double         well_tip_pressure(const Well *well, const double p[]);

/** well_radius.c: sets the equivalent radius of every well. A tip on the boundary of the mesh is a problem.
 * Collective. */
PetscErrorCode wells_calibrate(Flow *flow, Problems *problems) SIJ_CHECKED;

/** balance.c; a pressure is set with its ghosts. */
PetscErrorCode balance_set_pressure(Flow *flow, Vec x) SIJ_CHECKED;
PetscErrorCode balance_residual(SNES snes, Vec x, Vec residual, void *context);
PetscErrorCode balance_limit_step(const Flow *flow, Vec x, Vec step) SIJ_CHECKED;
void           balance_update_storage(Flow *flow);

/** The residual as an array: residual [n_owned] [m^3 s^-1] at flow->state.p, ghosts current. Collective. */
PetscErrorCode balance_find_residual(Flow *flow, double residual[]) SIJ_CHECKED;
PetscErrorCode balance_matrix(Flow *flow, Mat matrix) SIJ_CHECKED;

/** newton.c */
PetscErrorCode newton_create(Flow *flow) SIJ_CHECKED;
PetscErrorCode newton_destroy(FlowSolver *solver) SIJ_CHECKED;
PetscErrorCode newton_renew_preconditioner(FlowSolver *solver) SIJ_CHECKED;
PetscErrorCode newton_restore_preconditioner(Flow *flow) SIJ_CHECKED;

/** excess_potential.c */
PetscErrorCode excess_potentials_create(const Flow *flow, ExcessPotentials *potentials) SIJ_CHECKED;
PetscErrorCode excess_potentials_destroy(ExcessPotentials *potentials) SIJ_CHECKED;
void           excess_potentials_update(Flow *flow);

/** edge_conductance.c; to be updated where a skeleton has changed conductivities. */
PetscErrorCode edge_conductances_create(const Flow       *flow,
                                        EdgeConductances *conductances) SIJ_CHECKED;
PetscErrorCode edge_conductances_destroy(EdgeConductances *conductances) SIJ_CHECKED;
void           edge_conductances_update(Flow *flow);

/** storage.c: fluid stored around an owned vertex at pressure p; and the factor on the stiffness of element e of the
 * cells (s = 0) or the interface (s = 1). */
PoreCurve storage_at(const Flow *flow, PetscInt i, double p);
double    storage_conductivity_factor(const Flow *flow, int s, PetscInt e);

/** Porosity of a cell, the skeleton's where there is one, else that of its law at pressure p; and what a vertex
 * stores at the end of a step under a Dirichlet condition. */
double storage_porosity(const Flow *flow, PetscInt e, double p);
double storage_dirichlet(const Flow *flow, PetscInt i);

/** True where conductivity follows a law of pressure. */
bool storage_by_pressure(const Flow *flow, int law);

/** step.c */
PetscErrorCode step_begin(Flow *flow, double t, double dt) SIJ_CHECKED;
PetscErrorCode step_finish(Flow *flow, double t, double *error) SIJ_CHECKED;

/** cavity.c */
PetscErrorCode cavity_measure(Flow *flow) SIJ_CHECKED;
