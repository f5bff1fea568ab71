// SPDX-License-Identifier: GPL-3.0-or-later
// Zalesak's limiter on the edges of the mesh: from a bounded low-order state and antidiffusive amounts to a state
// that is bounded and accurate. Transport calls it once per species and step.
#include "sij/fem/limiter.h"

#include "constants.h"

PetscErrorCode limiter_create(const Graph *graph, Limiter *limiter)
{
  const PetscInt n = graph->mesh->n_local;

  PetscFunctionBeginUser;
  limiter->graph = graph;
  PetscCall(
    PetscCalloc4(n, &limiter->gain, n, &limiter->loss, n, &limiter->highest, n, &limiter->lowest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode limiter_destroy(Limiter *limiter)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree4(limiter->gain, limiter->loss, limiter->highest, limiter->lowest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void find_range(Limiter *limiter, const double before[], const LimiterSources *sources,
                       const double state[])
{
  const Graph *graph = limiter->graph;

  for (PetscInt i = 0; i < graph->mesh->n_local; i++) {
    limiter->highest[i] = PetscMax(state[i], before[i]);
    limiter->lowest[i]  = PetscMin(state[i], before[i]);
  }
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];
    const double   high_i = PetscMax(state[i], before[i]), low_i = PetscMin(state[i], before[i]);
    const double   high_j = PetscMax(state[j], before[j]), low_j = PetscMin(state[j], before[j]);

    limiter->highest[i] = PetscMax(limiter->highest[i], high_j);
    limiter->lowest[i]  = PetscMin(limiter->lowest[i], low_j);
    limiter->highest[j] = PetscMax(limiter->highest[j], high_i);
    limiter->lowest[j]  = PetscMin(limiter->lowest[j], low_i);
  }
  for (PetscInt i = 0; i < graph->mesh->n_owned; i++) {
    limiter->highest[i] = PetscMax(limiter->highest[i], sources->inflow[i]);
    limiter->lowest[i] *= sources->decay[i];
  }
}

// Sums what each vertex would gain and lose, then the fraction of it that keeps the vertex in its range.
static void find_fractions(Limiter *limiter, const double mass[], const double amount[],
                           const double state[])
{
  const Graph *graph = limiter->graph;

  for (PetscInt i = 0; i < graph->mesh->n_local; i++) limiter->gain[i] = limiter->loss[i] = 0.0;
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt from = amount[k] > 0.0 ? graph->edge[k][0] : graph->edge[k][1];
    const PetscInt to   = amount[k] > 0.0 ? graph->edge[k][1] : graph->edge[k][0];

    limiter->loss[from] += fabs(amount[k]);
    limiter->gain[to] += fabs(amount[k]);
  }
  for (PetscInt i = 0; i < graph->mesh->n_owned; i++) {
    // Rounding can put it below zero where the first pass reached the bound.
    const double headroom = PetscMax(0.0, mass[i] * (limiter->highest[i] - state[i]));
    const double stock    = PetscMax(0.0, mass[i] * (state[i] - limiter->lowest[i]));

    limiter->gain[i] = limiter->gain[i] > headroom ? headroom / limiter->gain[i] : 1.0;
    limiter->loss[i] = limiter->loss[i] > stock ? stock / limiter->loss[i] : 1.0;
  }
}

static PetscErrorCode apply_fluxes(Limiter *limiter, const double mass[], double amount[],
                                   Vec carrier, double state[])
{
  const Graph   *graph   = limiter->graph;
  const PetscInt n_owned = graph->mesh->n_owned;

  PetscFunctionBeginUser;
  find_fractions(limiter, mass, amount, state);
  PetscCall(graph_exchange(graph, carrier, limiter->gain));
  PetscCall(graph_exchange(graph, carrier, limiter->loss));
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];
    const double   fraction = amount[k] > 0.0 ? PetscMin(limiter->loss[i], limiter->gain[j])
                                              : PetscMin(limiter->gain[i], limiter->loss[j]);
    const double   moved    = fraction * amount[k];

    if (i < n_owned) state[i] -= moved / mass[i];
    if (j < n_owned) state[j] += moved / mass[j];
    amount[k] -= moved;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Sources of a vertex itself are let in as far as its range allows; the rest remains in amount.
static void add_sources(const Limiter *limiter, const double mass[], double amount[],
                        double state[])
{
  for (PetscInt i = 0; i < limiter->graph->mesh->n_owned; i++) {
    const double highest = PetscMax(0.0, limiter->highest[i] - state[i]);
    const double lowest  = PetscMin(0.0, limiter->lowest[i] - state[i]);
    const double let     = PetscMax(mass[i] * lowest, PetscMin(mass[i] * highest, amount[i]));

    amount[i] -= let;
    state[i] += let / mass[i];
  }
}

PetscErrorCode limiter_apply(Limiter *limiter, const double before[], const double mass[],
                             const LimiterSources *sources, double amount[], Vec carrier,
                             double state[])
{
  PetscFunctionBeginUser;
  find_range(limiter, before, sources, state);
  add_sources(limiter, mass, sources->amount, state);
  for (int k = 0; k < LIMITER_PASSES; k++)
    PetscCall(apply_fluxes(limiter, mass, amount, carrier, state));
  add_sources(limiter, mass, sources->amount, state);
  PetscFunctionReturn(PETSC_SUCCESS);
}
