// SPDX-License-Identifier: GPL-3.0-or-later
// Conductances of the edges: sums over the elements around each edge, so that residual and tangent evaluate the exchange
// of two vertices once per law that meets there, not once per element. The balance assembles from them.
#include "state.h"

/** Conductances that have been found so far, listed by edge. */
typedef struct {
  PetscInt *first; // [n_edges] latest of each edge, -1: none
  PetscInt *next;  // [n] the one before it on the same edge, -1: none
  PetscInt (*row)[2];
  PetscInt n;
} Found;

static PetscInt find_or_add(Found *found, PetscInt edge, PetscInt row_0, PetscInt row_1)
{
  PetscInt k = found->first[edge];

  while (k >= 0 && (found->row[k][0] != row_0 || found->row[k][1] != row_1)) k = found->next[k];
  if (k >= 0) return k;
  k                  = found->n++;
  found->row[k][0]   = row_0;
  found->row[k][1]   = row_1;
  found->next[k]     = found->first[edge];
  found->first[edge] = k;
  return k;
}

// Which conductance each pair of each element belongs to, -1 between two ghosts.
static void assign_pairs(const Flow *flow, int s, Found *found, PetscInt of[])
{
  const Elements *set = flow_elements(flow, s);

  for (PetscInt e = 0; e < set->n; e++)
    for (int k = 0; k < set->n_pairs; k++) {
      const int      *pair = elements_pair(set, k);
      const PetscInt *row  = flow->potentials.of[s] + e * set->n_vertices;
      const PetscInt  edge = set->pair_edge[e * set->n_pairs + k], i = row[pair[0]],
                     j = row[pair[1]];

      of[e * set->n_pairs + k] = -1;
      if (edge < 0) continue;
      const bool along = flow->medium->graph->edge[edge][0] == flow->potentials.vertex[i];

      of[e * set->n_pairs + k] = find_or_add(found, edge, along ? i : j, along ? j : i);
    }
}

// Puts the conductances in the order of their edges, for the sake of memory access.
static void order_by_edge(PetscInt n_edges, const Found *found, EdgeConductances *conductances,
                          PetscInt position[])
{
  PetscInt at = 0;

  for (PetscInt edge = 0; edge < n_edges; edge++)
    for (PetscInt k = found->first[edge]; k >= 0; k = found->next[k]) {
      conductances->edge[at] = edge;
      for (int i = 0; i < 2; i++) conductances->row[at][i] = found->row[k][i];
      position[k] = at++;
    }
}

PetscErrorCode edge_conductances_create(const Flow *flow, EdgeConductances *conductances)
{
  const PetscInt n_edges = flow->medium->graph->n_edges;
  const PetscInt pairs[] = {flow->cells.n * flow->cells.n_pairs,
                            flow->interface.n * flow->interface.n_pairs};
  const PetscInt most    = pairs[0] + pairs[1];
  PetscInt      *position;
  Found          found = {.n = 0};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc3(n_edges, &found.first, most, &found.next, most, &found.row));
  for (PetscInt edge = 0; edge < n_edges; edge++) found.first[edge] = -1;
  for (int s = 0; s < 2; s++) {
    PetscCall(PetscMalloc1(pairs[s], &conductances->of[s]));
    assign_pairs(flow, s, &found, conductances->of[s]);
  }
  conductances->n = found.n;
  PetscCall(PetscMalloc3(found.n, &conductances->edge, found.n, &conductances->row, found.n,
                         &conductances->value));
  PetscCall(PetscMalloc1(found.n, &position));
  order_by_edge(n_edges, &found, conductances, position);
  for (int s = 0; s < 2; s++)
    for (PetscInt k = 0; k < pairs[s]; k++)
      if (conductances->of[s][k] >= 0) conductances->of[s][k] = position[conductances->of[s][k]];
  PetscCall(PetscFree(position));
  PetscCall(PetscFree3(found.first, found.next, found.row));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode edge_conductances_destroy(EdgeConductances *conductances)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(conductances->edge, conductances->row, conductances->value));
  for (int s = 0; s < 2; s++) PetscCall(PetscFree(conductances->of[s]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The exchange is linear in the stiffness as long as its sign is the same.
void edge_conductances_update(Flow *flow)
{
  EdgeConductances *conductances = &flow->conductances;

  for (PetscInt k = 0; k < conductances->n; k++)
    conductances->value[k][0] = conductances->value[k][1] = 0.0;
  for (int s = 0; s < 2; s++) {
    const Elements *set = flow_elements(flow, s);

    for (PetscInt e = 0; e < set->n; e++) {
      const double factor = storage_conductivity_factor(flow, s, e);

      for (PetscInt k = e * set->n_pairs; k < (e + 1) * set->n_pairs; k++) {
        const double stiffness = factor * set->stiffness[k];

        if (conductances->of[s][k] < 0) continue;
        conductances->value[conductances->of[s][k]][stiffness > 0.0 ? 1 : 0] += stiffness;
      }
    }
  }
}
