// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to flow: the state of the equation and what its parts share. */
#pragma once

#include "exchange.h"

#include "sij/flow.h"
#include "sij/flow/skeleton.h"
#include "sij/laws/needle.h"

#include <petscsnes.h>

/** One needle: where its tip couples to the mesh and what the hub sees. */
typedef struct {
  Inflow   inflow; // share of vertices, rate of the step
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

/** Heads are found once per vertex and law, not once per element that meets there. */
typedef struct {
  PetscInt  n;
  PetscInt *vertex; // [n] local
  int      *law;    // [n]
  Head     *head;   // [n] at flow->p
  PetscInt *of[2];  // [n elements][n_vertices] of cells and film: row of each vertex
} Heads;

enum { FLOW_ROW = 5 + FLOW_NEEDLES }; // columns of the time series

struct Flow {
  const Medium       *medium;   // borrowed
  const FlowProblem  *problem;  // borrowed
  const FlowSkeleton *skeleton; // borrowed; NULL: tissue dilates by its law of pressure
  Elements            cells, film;
  Heads               heads;
  double             *uptake; // [n_owned] m^3 Pa^-1 s^-1
  double             *pinned; // [n_owned] weight of the condition p = 0; 0 where free
  double             *reach;  // [n_owned] pressure over which the tissue there changes   Pa
  double             *inside; // [n_local] 1 at vertices of the cavity
  double             *source; // [n_owned] beside the needles m^3 s^-1
  double              flow_scale, planned; // largest rate, all volume
  double              source_scale;        // all of the source                m^3 s^-1
  Well                well[FLOW_NEEDLES];
  Inflow              inflow[FLOW_NEEDLES];
  double             *p_old, *p;           // [n_local]
  double             *stored_old, *stored; // [n_owned]
  double             *stored_rest;         // [n_owned] before anything happened
  double             *drift;               // [n_owned] rate of storage in the last accepted step
  double             *p_drift;             // [n_owned] and of pressure          Pa s^-1
  bool                has_drift;
  double              shifted, shifted_before; // between vertices: this step, those before  m^3
  double             *out[2];                  // of cells [n][4] and film [n][3]
  double             *edge_flow;               // [n_edges]
  double             *absorbed, *outflow;
  double             *diagonal, (*coupling)[2]; // of the tangent
  Vec                 x, residual, carrier;
  Mat                 tangent;
  SNES                snes;
  double              t, dt;  // of the step tried
  bool               *closed; // [n_surfaces] drained surfaces that were closed since
  WaterStep           water;
  double              absorbed_volume, outflow_volume; // so far, global                   m^3
  double              source_volume, source_sum;       // the same; and without its sign   m^3
  double              leaked[FLOW_EXITS],
    leak_rate[FLOW_EXITS];       // by exit of the cavity: so far m^3; now m^3 s^-1
  double cavity_now, cavity_max; // mean pressure                    Pa
  double fill_now, fill_max;     // fluid in the cavity              m^3
  double row[FLOW_ROW];
};

/** The parts: needle.c */
PetscErrorCode wells_create(Flow *flow, Problems *problems) SIJ_CHECKED;
void           wells_set_rates(Flow *flow, double t, double dt);
double         well_rate(const Well *well, double p_tip, double *slope);
double         well_hub(const Well *well, double p_tip, double rate);
double         well_tip(const Well *well, const double p[]);

/** well_radius.c: sets the equivalent radius of every well. A tip on the boundary of the mesh is a problem.
 * Collective. */
PetscErrorCode wells_calibrate(Flow *flow, Problems *problems) SIJ_CHECKED;

/** balance.c */
PetscErrorCode balance_residual(SNES snes, Vec x, Vec residual, void *context);
PetscErrorCode balance_tangent(SNES snes, Vec x, Mat tangent, Mat preconditioner, void *context);
PetscErrorCode balance_restrain(SNESLineSearch search, Vec x, Vec step, PetscBool *changed,
                                void *context);
void           balance_water(Flow *flow);

/** The same for an array: residual [n_owned] [m^3 s^-1] at flow->p, ghosts current. Collective. */
PetscErrorCode balance_rates(Flow *flow, double residual[]) SIJ_CHECKED;
PetscErrorCode balance_matrix(Flow *flow, Mat matrix) SIJ_CHECKED;

/** excess_potential.c */
PetscErrorCode heads_create(const Flow *flow, Heads *heads) SIJ_CHECKED;
PetscErrorCode heads_destroy(Heads *heads) SIJ_CHECKED;
void           heads_update(Flow *flow);

/** skeleton.c: what a skeleton changes. Fluid held by an owned vertex at pressure p; and the factor on the
 * stiffness of element e of the cells (s = 0) or the film. */
PoreCurve couple_storage(const Flow *flow, PetscInt i, double p);
double    couple_factor(const Flow *flow, int s, PetscInt e);

/** Porosity of a cell, the skeleton's where there is one, else that of its law at pressure p; and what a vertex
 * holds at the end of a step where p is held. */
double couple_porosity(const Flow *flow, PetscInt e, double p);
double couple_held(const Flow *flow, PetscInt i);

/** True where conductivity follows a law of pressure. */
bool couple_by_pressure(const Flow *flow, int law);

/** step.c */
PetscErrorCode step_begin(Flow *flow, double t, double dt) SIJ_CHECKED;
PetscErrorCode step_finish(Flow *flow, double t, double *error) SIJ_CHECKED;

/** cavity.c */
PetscErrorCode cavity_measure(Flow *flow) SIJ_CHECKED;
