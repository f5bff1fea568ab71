// SPDX-License-Identifier: GPL-3.0-or-later
/** Flux-corrected transport on the edges of the mesh.
 *
 * Given a bounded state and, for every edge, the amount by which a better but unbounded scheme differs
 * from it, lets through as much of each amount as keeps every vertex within the range of its
 * neighbours, before and after. What leaves one vertex enters the other: amounts are conserved. A second
 * pass offers again what the first held back, since what came from one side makes room for another; a
 * vertex's own gain is offered before and after, since blood takes what neighbours have yet to bring.
 *
 * A vertex may leave that range by what is its own: rise to what a source brings it, or else the peak at
 * a needle is cut; and fall by what it loses to vessels, or else a lining that clears never gets lower
 * than the bounded scheme has it.
 *
 * Source: Zalesak 1979, J. Comput. Phys. 31, 335; Kuzmin & Turek 2002, J. Comput. Phys. 175, 525.
 * Tests:  `sij verify transport kept tissue`, tests/parallel/verify
 */
#pragma once

#include "sij/fem/graph.h"

typedef struct {
  const Graph *graph;            // borrowed
  double      *gain, *loss;      // [n_local] allowed shares, work
  double      *highest, *lowest; // [n_local] work
} Limiter;

/** What else than its neighbours moves a vertex. Borrowed. */
typedef struct {
  const double *brought; // [n_owned] the highest state of what flows in from outside; 0: none
  const double *kept;    // [n_owned] share of its state that its own losses leave; 1: it has none
  double       *gained;  // [n_owned] amount that comes from nowhere; what was held back on return
} LimiterOwn;

PetscErrorCode limiter_create(const Graph *graph, Limiter *limiter) SIJ_CHECKED;
PetscErrorCode limiter_destroy(Limiter *limiter) SIJ_CHECKED;

/** Corrects `state` in place. Collective.
 * state   [n_local]  bounded, ghosts current on entry; owned values corrected on return
 * before  [n_local]  the state at the start of the step, ghosts current
 * mass    [n_owned]  amount per unit of state
 * amount  [n_edges]  to move from edge[0] to edge[1]; what was not let through on return
 * carrier            any mesh_vector() */
PetscErrorCode limiter_apply(Limiter *limiter, const double before[], const double mass[],
                             const LimiterOwn *own, double amount[], Vec carrier,
                             double state[]) SIJ_CHECKED;
