// SPDX-License-Identifier: GPL-3.0-or-later
// Flux correction: combines the low-order (bounded) and the high-order result of a step into one that is bounded and
// accurate, and records what the step injected, cleared and lost through the cut planes.
#include "state.h"

// What the high-order scheme moves from edge[0] to edge[1] over the step, without advection: diffusion, and the
// difference between consistent and lumped mass.
static double find_spread_amount(const Transport *transport, const Species *species, double dt,
                                 const double mean[], PetscInt k)
{
  const PetscInt i = transport->medium->graph->edge[k][0], j = transport->medium->graph->edge[k][1];
  const double   d        = species->diffusivity * transport->pores.edge_diffusion[k];
  const double   mass_old = transport->pores.edge_old[k] + species->edge_bound[k];
  const double   mass_new = transport->pores.edge_new[k] + species->edge_bound[k];

  return dt * d * (mean[i] - mean[j]) +
         mass_new * (transport->stage.c_end[j] - transport->stage.c_end[i]) -
         mass_old * (species->c_new[j] - species->c_new[i]);
}

static double find_low_amount(const Transport *transport, const Species *species, double dt,
                              PetscInt k)
{
  const PetscInt *edge = transport->medium->graph->edge[k];
  const double   *c    = transport->stage.c_low;
  const double    half = 0.5 * transport->water.edge_flow[k];
  const double d = PetscMax(fabs(half), species->diffusivity * transport->pores.edge_diffusion[k]);

  return dt * (half * (c[edge[0]] + c[edge[1]]) + d * (c[edge[0]] - c[edge[1]]));
}

// The low-order step again, from its fluxes: the residual of the linear solver is then not lost.
static void update_low(const Transport *transport, const Species *species, double dt,
                       double state[])
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;

  for (PetscInt i = 0; i < n_owned; i++)
    state[i] = transport->nodal.mass_old[i] * species->c_new[i] + dt * transport->nodal.source[i];
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const double   amount = find_low_amount(transport, species, dt, k);
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];

    if (i < n_owned) state[i] -= amount;
    if (j < n_owned) state[j] += amount;
  }
}

// Subtracts the losses of the low-order scheme, as far as they leave no vertex negative; `amount` is by how much those
// of the high-order scheme are smaller. state: amounts in, concentrations out.
static void subtract_losses(const Transport *transport, double dt, const double mean[],
                            double amount[], double state[])
{
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    const double loss = dt * transport->nodal.loss[i];
    const double lost =
      PetscMin(PetscMax(loss * transport->stage.c_low[i], 0.0), PetscMax(state[i], 0.0));

    amount[i] = lost - loss * mean[i];
    state[i]  = (state[i] - lost) / transport->nodal.mass_new[i];
  }
}

// Losses of the high-order scheme, plus the part of the difference that the limiter rejected.
static void record_amounts(const Transport *transport, Species *species, double dt,
                           const double mean[], const double rejected[])
{
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    const double loss    = transport->nodal.loss[i],
                 outflow = PetscMax(transport->water.outflow[i], 0.0);
    const double gone    = dt * loss * mean[i] + rejected[i];
    const double left    = loss > 0.0 ? gone * outflow / loss : 0.0;

    species->step.left += left;
    species->step.cleared += gone - left;
    species->step.injected += dt * transport->nodal.source[i];
  }
}

// Fraction of a vertex's concentration that its own losses leave over the step, had it no neighbours.
static void find_decay(const Transport *transport, double dt, double decay[])
{
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++)
    decay[i] =
      transport->nodal.mass_new[i] / (transport->nodal.mass_new[i] + dt * transport->nodal.loss[i]);
}

PetscErrorCode correct_fluxes(Transport *transport, Species *species, double dt)
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;
  double        *limited, *mean, *decay, *amount;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc4(graph->mesh->n_local, &mean, graph->mesh->n_local, &limited, n_owned,
                         &decay, n_owned, &amount));
  for (PetscInt i = 0; i < graph->mesh->n_local; i++)
    mean[i] = TRBDF2_W * (species->c_new[i] + transport->stage.c_middle[i]) +
              TRBDF2_D * transport->stage.c_end[i];
  for (PetscInt k = 0; k < graph->n_edges; k++)
    transport->stage.amount[k] = find_spread_amount(transport, species, dt, mean, k) -
                                 find_low_amount(transport, species, dt, k);
  pores_add_carried(transport, mean, dt, transport->stage.amount);
  update_low(transport, species, dt, limited);
  subtract_losses(transport, dt, mean, amount, limited);
  find_decay(transport, dt, decay);
  PetscCall(graph_exchange(graph, transport->solver.carrier, limited));
  const LimiterSources sources = {
    .inflow = transport->nodal.inflow, .decay = decay, .amount = amount};

  PetscCall(limiter_apply(&transport->limiter, species->c_new, transport->nodal.mass_new, &sources,
                          transport->stage.amount, transport->solver.carrier, limited));
  record_amounts(transport, species, dt, mean, amount);
  PetscCall(graph_exchange(graph, transport->solver.carrier, limited));
  PetscCall(PetscArraycpy(species->c_new, limited, graph->mesh->n_local));
  PetscCall(PetscFree4(mean, limited, decay, amount));
  PetscFunctionReturn(PETSC_SUCCESS);
}
