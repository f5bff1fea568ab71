// SPDX-License-Identifier: GPL-3.0-or-later
// What only verification does to a transport, declared in sij/testing/transport.h: initial concentrations and crystals
// that no needle brought.
#include "state.h"

#include "sij/testing/transport.h"

PetscErrorCode transport_set(Transport *transport, int drug, const double value[],
                             const double stored[], double outside)
{
  const Mesh *mesh = transport->medium->graph->mesh;

  PetscFunctionBeginUser;
  for (int s = 0; s < transport->n_species; s++) {
    Species *species = &transport->species[s];

    if (species->drug != drug || species->crystals) continue;
    PetscCall(PetscArraycpy(species->c, value, mesh->n_local));
    species->present = true;
    species->outside = outside;
    for (PetscInt i = 0; i < mesh->n_owned; i++)
      species->sum.injected += value[i] * (stored[i] + species->bound[i]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_set_crystals(Transport *transport, int drug, const double value[],
                                      const double stored[])
{
  const Mesh *mesh = transport->medium->graph->mesh;

  PetscFunctionBeginUser;
  for (int s = 0; s < transport->n_species; s++) {
    Species *species = &transport->species[s];

    if (species->drug != drug || !species->crystals) continue;
    PetscCall(PetscArraycpy(species->c, value, mesh->n_local));
    species->present = true;
    for (PetscInt i = 0; i < mesh->n_owned; i++) {
      species->stock[i] = value[i] * stored[i];
      species->sum.injected += species->stock[i];
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
