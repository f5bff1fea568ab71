// SPDX-License-Identifier: GPL-3.0-or-later
// Excess Kirchhoff potentials: one for each pair of a vertex and a law that meet, used by all elements there. The
// balance evaluates them once per residual.
#include "state.h"

typedef struct {
  PetscInt n;
  int      law[MEDIUM_LAWS];
  PetscInt row[MEDIUM_LAWS];
} VertexLaws;

static PetscInt find_row(VertexLaws *laws, int law, PetscInt *next)
{
  PetscInt k = 0;

  while (k < laws->n && laws->law[k] != law) k++;
  if (k == laws->n) {
    laws->law[k] = law;
    laws->row[k] = (*next)++;
    laws->n++;
  }
  return laws->row[k];
}

PetscErrorCode excess_potentials_create(const Flow *flow, ExcessPotentials *potentials)
{
  const Elements *const sets[] = {&flow->cells, &flow->interface};
  const PetscInt        n      = flow->medium->graph->mesh->n_local;
  VertexLaws           *laws;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &laws));
  potentials->n = 0;
  for (int s = 0; s < 2; s++) {
    PetscCall(PetscMalloc1((size_t)(sets[s]->n * sets[s]->n_vertices), &potentials->of[s]));
    for (PetscInt e = 0; e < sets[s]->n; e++)
      for (int a = 0; a < sets[s]->n_vertices; a++) {
        const PetscInt at = e * sets[s]->n_vertices + a;

        potentials->of[s][at] =
          find_row(&laws[sets[s]->vertex[at]], sets[s]->law[e], &potentials->n);
      }
  }
  PetscCall(PetscMalloc3(potentials->n, &potentials->vertex, potentials->n, &potentials->law,
                         potentials->n, &potentials->value));
  for (PetscInt i = 0; i < n; i++)
    for (PetscInt k = 0; k < laws[i].n; k++) {
      potentials->vertex[laws[i].row[k]] = i;
      potentials->law[laws[i].row[k]]    = laws[i].law[k];
    }
  PetscCall(PetscFree(laws));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode excess_potentials_destroy(ExcessPotentials *potentials)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(potentials->vertex, potentials->law, potentials->value));
  for (int s = 0; s < 2; s++) PetscCall(PetscFree(potentials->of[s]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void excess_potentials_update(Flow *flow)
{
  ExcessPotentials *potentials = &flow->potentials;

  for (PetscInt k = 0; k < potentials->n; k++) {
    const double p = flow->state.p[potentials->vertex[k]];

    potentials->value[k] = storage_by_pressure(flow, potentials->law[k])
                             ? excess_potential_at(&flow->medium->potential[potentials->law[k]], p)
                             : (ExcessPotential){.p = p};
  }
}
