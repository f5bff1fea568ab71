// SPDX-License-Identifier: GPL-3.0-or-later
// From the bounded and the accurate result of a step to one that is both, and to the account.
#include "state.h"

// What the accurate scheme moved over the whole step from edge[0] to edge[1] without its advection:
// diffusion, and what consistent mass differs from lumped.
static double spread_amount(const Transport *transport, const Species *species, double dt,
                            const double mean[], PetscInt k)
{
  const PetscInt i = transport->medium->graph->edge[k][0], j = transport->medium->graph->edge[k][1];
  const double   d        = species->diffusivity * transport->pores.edge_diffusion[k];
  const double   mass_old = transport->pores.edge_old[k] + species->edge_bound[k];
  const double   mass_new = transport->pores.edge_new[k] + species->edge_bound[k];

  return dt * d * (mean[i] - mean[j]) + mass_new * (transport->c_end[j] - transport->c_end[i]) -
         mass_old * (species->c_new[j] - species->c_new[i]);
}

static double low_amount(const Transport *transport, const Species *species, double dt, PetscInt k)
{
  const PetscInt *edge = transport->medium->graph->edge[k];
  const double   *c    = transport->c_low;
  const double    half = 0.5 * transport->water.edge_flow[k];
  const double d = PetscMax(fabs(half), species->diffusivity * transport->pores.edge_diffusion[k]);

  return dt * (half * (c[edge[0]] + c[edge[1]]) + d * (c[edge[0]] - c[edge[1]]));
}

// The upwind step again, from its fluxes: what the linear solver left over is then not lost.
static void update_low(const Transport *transport, const Species *species, double dt,
                       double state[])
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;

  for (PetscInt i = 0; i < n_owned; i++)
    state[i] = transport->mass_old[i] * species->c_new[i] + dt * transport->source[i];
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const double   amount = low_amount(transport, species, dt, k);
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];

    if (i < n_owned) state[i] -= amount;
    if (j < n_owned) state[j] += amount;
  }
}

// The losses of the bounded scheme, as far as they leave no vertex in debt; `gained` is by how much those of
// the accurate one are smaller. state: amounts in, concentrations out.
static void take_losses(const Transport *transport, double dt, const double mean[], double gained[],
                        double state[])
{
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    const double loss = dt * transport->loss[i];
    const double lost =
      PetscMin(PetscMax(loss * transport->c_low[i], 0.0), PetscMax(state[i], 0.0));

    gained[i] = lost - loss * mean[i];
    state[i]  = (state[i] - lost) / transport->mass_new[i];
  }
}

// What the accurate scheme takes, and what of its difference to the bounded one was held back.
static void account(const Transport *transport, Species *species, double dt, const double mean[],
                    const double held[])
{
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    const double loss = transport->loss[i], outflow = PetscMax(transport->water.outflow[i], 0.0);
    const double gone = dt * loss * mean[i] + held[i];
    const double left = loss > 0.0 ? gone * outflow / loss : 0.0;

    species->step.left += left;
    species->step.cleared += gone - left;
    species->step.injected += dt * transport->source[i];
  }
}

// What is left of a vertex's concentration after its own losses over the step, had it no neighbours.
static void find_kept(const Transport *transport, double dt, double kept[])
{
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++)
    kept[i] = transport->mass_new[i] / (transport->mass_new[i] + dt * transport->loss[i]);
}

PetscErrorCode correct(Transport *transport, Species *species, double dt)
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;
  double        *limited, *mean, *kept, *gained;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc4(graph->mesh->n_local, &mean, graph->mesh->n_local, &limited, n_owned,
                         &kept, n_owned, &gained));
  for (PetscInt i = 0; i < graph->mesh->n_local; i++)
    mean[i] =
      TRBDF2_W * (species->c_new[i] + transport->c_middle[i]) + TRBDF2_D * transport->c_end[i];
  for (PetscInt k = 0; k < graph->n_edges; k++)
    transport->amount[k] =
      spread_amount(transport, species, dt, mean, k) - low_amount(transport, species, dt, k);
  pores_add_carried(transport, mean, dt, transport->amount);
  update_low(transport, species, dt, limited);
  take_losses(transport, dt, mean, gained, limited);
  find_kept(transport, dt, kept);
  PetscCall(graph_exchange(graph, transport->carrier, limited));
  const LimiterSources own = {.inflow = transport->brought, .decay = kept, .amount = gained};

  PetscCall(limiter_apply(&transport->limiter, species->c_new, transport->mass_new, &own,
                          transport->amount, transport->carrier, limited));
  account(transport, species, dt, mean, gained);
  PetscCall(graph_exchange(graph, transport->carrier, limited));
  PetscCall(PetscArraycpy(species->c_new, limited, graph->mesh->n_local));
  PetscCall(PetscFree4(mean, limited, kept, gained));
  PetscFunctionReturn(PETSC_SUCCESS);
}
