// SPDX-License-Identifier: GPL-3.0-or-later
// What the transport keeps between two steps: concentrations, crystals, totals of the ledger, extremes. A checkpoint
// visits it.
#include "state.h"

#include <stdio.h>

enum { ITEM_NAME = 128 };

static const char *write_name(const Transport *transport, const Species *species, const char *item,
                              char name[ITEM_NAME])
{
  (void)snprintf(name, ITEM_NAME, "transport.%s.%s%s",
                 transport->problem->solute[species->drug].name,
                 species->crystals ? "crystals." : "", item);
  return name;
}

static PetscErrorCode visit_totals(const Transport *transport, Species *species,
                                   const StateVisitor *visitor)
{
  SpeciesTotals *sum      = &species->sum;
  double *const  number[] = {&species->smallest, &species->largest, &species->cleared_last};
  double         total[]  = {sum->injected, sum->cleared, sum->left, sum->reacted, sum->gained};
  char           name[ITEM_NAME];

  PetscFunctionBeginUser;
  PetscCall(
    visitor->sums(visitor->context, write_name(transport, species, "totals", name), 5, total));
  *sum = (SpeciesTotals){.injected = total[0],
                         .cleared  = total[1],
                         .left     = total[2],
                         .reacted  = total[3],
                         .gained   = total[4]};
  PetscCall(state_visit_numbers(visitor, write_name(transport, species, "range", name), 3, number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_species(Transport *transport, Species *species,
                                    const StateVisitor *visitor)
{
  const Graph *graph = transport->medium->graph;
  char         name[ITEM_NAME];

  PetscFunctionBeginUser;
  PetscCall(
    state_visit_bool(visitor, write_name(transport, species, "present", name), &species->present));
  PetscCall(visitor->field(visitor->context, write_name(transport, species, "c", name),
                           STATE_VERTICES, 1, species->c));
  if (species->crystals)
    PetscCall(visitor->field(visitor->context, write_name(transport, species, "stock", name),
                             STATE_VERTICES, 1, species->stock));
  PetscCall(visit_totals(transport, species, visitor));
  if (visitor->reads) PetscCall(graph_exchange(graph, transport->solver.carrier, species->c));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_visit_state(Transport *transport, const double stored[],
                                     const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  for (int s = 0; s < transport->n_species; s++)
    PetscCall(visit_species(transport, &transport->species[s], visitor));
  if (visitor->reads) {
    transport->water.stored_new = stored;
    transport->pores.begun      = false;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
