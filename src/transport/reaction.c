// SPDX-License-Identifier: GPL-3.0-or-later
// Reactions at each vertex over a (half) step: crystals dissolve into their drug and prodrugs hydrolyse into their
// product, each by the exact solution of its law. The step of transport calls it before and after advection.
#include "state.h"

#include "sij/laws/depot.h"
#include "sij/laws/hydrolysis.h"

bool reaction_needed(const Transport *transport)
{
  for (int s = 0; s < transport->n_species; s++) {
    const Species *species = &transport->species[s];

    if (species->crystals || transport->problem->solute[species->drug].product >= 0) return true;
  }
  return false;
}

static void dissolve_crystals(const Transport *transport, Species *crystals, Species *drug,
                              double dt, const double stored[])
{
  const TransportSolute *constants = &transport->problem->solute[drug->drug];
  const Depot            depot =
    depot_of_crystals(constants->diffusivity, constants->solubility, constants->crystal_radius,
                      constants->crystal_density / constants->molar_mass);

  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    if (crystals->c_new[i] <= 0.0) continue;
    const DepotAmount before = {.dissolved = drug->c_new[i],
                                .crystals  = crystals->c_new[i] * stored[i],
                                .laid      = crystals->stock[i]};
    const DepotAmount after  = depot_step(&depot, before, stored[i] + drug->bound[i], dt);

    drug->c_new[i]     = after.dissolved;
    crystals->c_new[i] = after.crystals / stored[i];
  }
}

static void hydrolyse_prodrug(const Transport *transport, Species *prodrug, Species *product,
                              double dt, const double stored[])
{
  const double rate     = transport->problem->solute[prodrug->drug].hydrolysis;
  const double fraction = hydrolysis_fraction(rate, dt);

  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    const double moved = fraction * prodrug->c_new[i] * (stored[i] + prodrug->bound[i]);

    prodrug->c_new[i] *= 1.0 - fraction;
    product->c_new[i] += moved / (stored[i] + product->bound[i]);
    prodrug->step.reacted += moved;
    product->step.gained += moved;
  }
}

static Species *find_partner(Transport *transport, int drug)
{
  return (Species *)species_find(transport, drug, false);
}

static void react_species(Transport *transport, Species *species, double dt, const double stored[])
{
  const int product = transport->problem->solute[species->drug].product;

  if (species->crystals)
    dissolve_crystals(transport, species, find_partner(transport, species->drug), dt, stored);
  else if (product >= 0)
    hydrolyse_prodrug(transport, species, find_partner(transport, product), dt, stored);
}

// The second half step takes the species in reverse: symmetric (Strang) splitting is of second order.
PetscErrorCode reaction_step(Transport *transport, double dt, const double stored[],
                             bool first_half)
{
  const int n = transport->n_species;

  PetscFunctionBeginUser;
  for (int s = 0; s < n; s++)
    react_species(transport, &transport->species[first_half ? s : n - 1 - s], dt, stored);
  for (int s = 0; s < n; s++)
    PetscCall(graph_exchange(transport->medium->graph, transport->solver.carrier,
                             transport->species[s].c_new));
  PetscFunctionReturn(PETSC_SUCCESS);
}
