/** Flux-corrected transport on the edges of the mesh.
 *
 * Given a bounded state and, for every edge, the amount by which a better but unbounded scheme differs
 * from it, lets through as much of each amount as keeps every vertex within the range of its
 * neighbours, before and after, and of what a source brings to it. What leaves one vertex enters the
 * other: amounts are conserved.
 *
 * Source: Zalesak 1979, J. Comput. Phys. 31, 335; Kuzmin & Turek 2002, J. Comput. Phys. 175, 525.
 * Tests:  tests/verify/transport, tests/parallel/transport
 */
#pragma once

#include "sij/fem/graph.h"

typedef struct {
  const Graph *graph;            // borrowed
  double      *gain, *loss;      // [n_local] allowed shares, work
  double      *highest, *lowest; // [n_local] work
} Limiter;

PetscErrorCode limiter_create(const Graph *graph, Limiter *limiter) SIJ_CHECKED;
PetscErrorCode limiter_destroy(Limiter *limiter) SIJ_CHECKED;

/** Corrects `state` in place. Collective.
 * state   [n_local]  bounded, ghosts current on entry; owned values corrected on return
 * before  [n_local]  the state at the start of the step, ghosts current
 * mass    [n_owned]  amount per unit of state
 * brought [n_owned]  the highest state of what flows in from outside, which a vertex may reach; 0: none
 * amount  [n_edges]  to move from edge[0] to edge[1]
 * carrier            any mesh_vector() */
PetscErrorCode limiter_apply(Limiter *limiter, const double before[], const double mass[],
                             const double brought[], const double amount[], Vec carrier,
                             double state[]) SIJ_CHECKED;
