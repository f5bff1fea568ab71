// SPDX-License-Identifier: GPL-3.0-or-later
/** Flux-corrected transport on the edges of the mesh.
 *
 * Input: a bounded low-order state and, for every edge, the antidiffusive amount by which the high-order
 * scheme differs from it. The limiter applies as much of each amount as keeps every vertex within the range
 * of its neighbours, before and after. What leaves one vertex enters the other: amounts are conserved. A
 * second pass offers the rejected part again, since the first changes the ranges left; the sources of a
 * vertex are added before and after the passes, since blood can take only what neighbours have brought.
 *
 * Sources widen the range of a vertex: it may rise to the concentration of what flows in, or else the peak at
 * a needle is cut, and fall by what it loses to vessels, or else a lining that clears never gets below the
 * low-order state.
 *
 * Source: Zalesak 1979, J. Comput. Phys. 31, 335; Kuzmin & Turek 2002, J. Comput. Phys. 175, 525.
 * Tests:  `sij verify transport kept tissue`, tests/parallel/verify
 */
#pragma once

#include "sij/fem/graph.h"

typedef struct {
  const Graph *graph;            // borrowed
  double      *gain, *loss;      // [n_local] admissible fractions, work
  double      *highest, *lowest; // [n_local] work
} Limiter;

/** Sources and losses of the vertices themselves. Borrowed. */
typedef struct {
  const double *inflow; // [n_owned] highest state of what flows in from outside; 0: none
  const double *decay;  // [n_owned] fraction of its state that its own losses leave; 1: it has none
  double       *amount; // [n_owned] to add at the vertex; the rejected part on return
} LimiterSources;

PetscErrorCode limiter_create(const Graph *graph, Limiter *limiter) SIJ_CHECKED;
PetscErrorCode limiter_destroy(Limiter *limiter) SIJ_CHECKED;

/** Corrects `state` in place. Collective.
 * state   [n_local]  bounded, ghosts current on entry; owned values corrected on return
 * before  [n_local]  the state at the start of the step, ghosts current
 * mass    [n_owned]  amount per unit of state
 * amount  [n_edges]  to move from edge[0] to edge[1]; the rejected part on return
 * carrier            any mesh_vector() */
PetscErrorCode limiter_apply(Limiter *limiter, const double before[], const double mass[],
                             const LimiterSources *sources, double amount[], Vec carrier,
                             double state[]) SIJ_CHECKED;
