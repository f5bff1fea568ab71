// SPDX-License-Identifier: GPL-3.0-or-later
/** How water moved during one step: all that transport needs to know of the flow.
 *
 * Pressures and stored fluid at the start of a step are those at the end of the accepted step before. Rates are
 * constant through the step, stored fluid changes linearly. At every owned vertex
 *
 *     (stored_new - stored_old) / dt = inflow - sum_edges out - absorbed - outflow
 *
 * (inflow: of the needles, and of flow_set_source()) holds to rounding: stored_new follows from these
 * rates, not from the pressure; the difference is the residual of the nonlinear solver, which the next step
 * corrects. The flow along an edge from a to b is the sum of
 * (out_a - out_b) / n over its elements of n vertices.
 */
#pragma once

#include "sij/porous/medium.h"

/** One needle in this step; its vertices are local or -1. */
typedef struct {
  double   rate; // m^3 s^-1
  PetscInt vertex[4];
  double   weight[4];
} Inflow;

/** Borrowed arrays of the flow; valid until its next step. */
typedef struct {
  double        t, dt;        // start and length of the step              s
  const double *pressure_old; // [n_local]  Pa
  const double *pressure;     // [n_local]  Pa
  const double
    *porosity_old;        // [n_cells]  where a solid dilates them; NULL: the law of pressure has it
  const double *porosity; // [n_cells]
  const double *stored_old;    // [n_owned]  m^3
  const double *stored_new;    // [n_owned]  m^3
  const double *edge_flow;     // [n_edges]  from edge[0] to edge[1]      m^3 s^-1
  const double *cell_out;      // [n_cells][4] what leaves each vertex through a cell     m^3 s^-1
  const double *interface_out; // [n_interface][3]  and through a face of the interface
  const double *absorbed;      // [n_owned]  by vessels and lymph         m^3 s^-1
  const double *outflow;       // [n_owned]  through the cut planes       m^3 s^-1
  int           n_inflows;     // injections of the case, in their order
  const Inflow *inflow;
} WaterStep;
