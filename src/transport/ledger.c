// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of each drug: how much is dissolved, bound, crystalline, cleared, reacted or gone through the cut planes,
// and the defect of the sum. Output and summary read it.
#include "state.h"

const Species *species_find(const Transport *transport, int drug, bool crystals)
{
  for (int s = 0; s < transport->n_species; s++)
    if (transport->species[s].drug == drug && transport->species[s].crystals == crystals)
      return &transport->species[s];
  return NULL;
}

const double *transport_concentration(const Transport *transport, int drug)
{
  const Species *species = species_find(transport, drug, false);

  return species ? species->c : NULL;
}

const double *transport_crystals(const Transport *transport, int drug)
{
  const Species *species = species_find(transport, drug, true);

  return species ? species->c : NULL;
}

double transport_cleared(const Transport *transport, int drug)
{
  const Species *species = species_find(transport, drug, false);

  return species ? species->cleared_last : 0.0;
}

void transport_range(const Transport *transport, int drug, double *smallest, double *largest)
{
  const Species *species = species_find(transport, drug, false);

  *smallest = species ? species->smallest : 0.0;
  *largest  = species ? species->largest : 0.0;
}

PetscErrorCode transport_ledger(const Transport *transport, int drug, Ledger *ledger)
{
  enum { INJECTED, GAINED, FLUID, BOUND, DEPOT, CLEARED, REACTED, LEFT, TERMS };
  const Species *dissolved  = species_find(transport, drug, false);
  const Species *crystals   = species_find(transport, drug, true);
  const Mesh    *mesh       = transport->medium->graph->mesh;
  double         own[TERMS] = {0.0}, all[TERMS];

  PetscFunctionBeginUser;
  *ledger = (Ledger){0};
  if (!dissolved) PetscFunctionReturn(PETSC_SUCCESS);
  own[INJECTED] = dissolved->sum.injected + (crystals ? crystals->sum.injected : 0.0);
  own[GAINED]   = dissolved->sum.gained;
  own[CLEARED]  = dissolved->sum.cleared + (crystals ? crystals->sum.cleared : 0.0);
  own[REACTED]  = dissolved->sum.reacted;
  own[LEFT]     = dissolved->sum.left + (crystals ? crystals->sum.left : 0.0);
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    const double stored = transport->water.stored_new ? transport->water.stored_new[i] : 0.0;

    own[FLUID] += dissolved->c[i] * stored;
    own[BOUND] += dissolved->c[i] * dissolved->bound[i];
    if (crystals) own[DEPOT] += crystals->c[i] * stored;
  }
  PetscCallMPI(MPI_Allreduce(own, all, TERMS, MPI_DOUBLE, MPI_SUM, mesh->comm));
  *ledger        = (Ledger){.injected = all[INJECTED],
                            .gained   = all[GAINED],
                            .fluid    = all[FLUID],
                            .bound    = all[BOUND],
                            .depot    = all[DEPOT],
                            .cleared  = all[CLEARED],
                            .reacted  = all[REACTED],
                            .left     = all[LEFT]};
  ledger->defect = ledger->injected + ledger->gained - ledger->fluid - ledger->bound -
                   ledger->depot - ledger->cleared - ledger->reacted - ledger->left;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_summary(const Transport *transport, Quantities *list)
{
  const TransportProblem *problem = transport->problem;

  PetscFunctionBeginUser;
  for (int d = 0; d < problem->n_solutes; d++) {
    const char  *name = problem->solute[d].name;
    const double mass = 1e6 * problem->solute[d].molar_mass; // mg per mol
    double       smallest, largest, whole;
    Ledger       ledger;

    if (!species_find(transport, d, false)) continue;
    PetscCall(transport_ledger(transport, d, &ledger));
    transport_range(transport, d, &smallest, &largest);
    whole = ledger.injected + ledger.gained;
    if (whole <= 0.0) whole = 1.0;
    PetscCall(quantities_add(list, ledger.injected * mass, "mg", "ledger.%s.injected", name));
    PetscCall(quantities_add(list, ledger.gained * mass, "mg", "ledger.%s.gained", name));
    PetscCall(quantities_add(list, ledger.fluid / whole, "1", "ledger.%s.in_fluid", name));
    PetscCall(quantities_add(list, ledger.bound / whole, "1", "ledger.%s.bound", name));
    PetscCall(quantities_add(list, ledger.depot / whole, "1", "ledger.%s.depot", name));
    PetscCall(quantities_add(list, ledger.cleared / whole, "1", "ledger.%s.cleared", name));
    PetscCall(quantities_add(list, ledger.reacted / whole, "1", "ledger.%s.reacted", name));
    PetscCall(quantities_add(list, ledger.left / whole, "1", "ledger.%s.left", name));
    PetscCall(quantities_add(list, ledger.defect / whole, "1", "ledger.%s.defect", name));
    PetscCall(quantities_add(list, smallest, "mM", "ledger.%s.smallest", name));
    PetscCall(quantities_add(list, largest, "mM", "ledger.%s.largest", name));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
