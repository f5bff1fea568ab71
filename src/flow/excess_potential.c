// SPDX-License-Identifier: GPL-3.0-or-later
// One head for each vertex and law that meet, shared by all elements there.
#include "state.h"

typedef struct {
  PetscInt n;
  int      law[MEDIUM_LAWS];
  PetscInt row[MEDIUM_LAWS];
} Met;

static PetscInt row_of(Met *met, int law, PetscInt *next)
{
  PetscInt k = 0;

  while (k < met->n && met->law[k] != law) k++;
  if (k == met->n) {
    met->law[k] = law;
    met->row[k] = (*next)++;
    met->n++;
  }
  return met->row[k];
}

PetscErrorCode heads_create(const Flow *flow, Heads *heads)
{
  const Elements *const sets[] = {&flow->cells, &flow->film};
  const PetscInt        n      = flow->medium->graph->mesh->n_local;
  Met                  *met;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &met));
  heads->n = 0;
  for (int s = 0; s < 2; s++) {
    PetscCall(PetscMalloc1((size_t)(sets[s]->n * sets[s]->n_vertices), &heads->of[s]));
    for (PetscInt e = 0; e < sets[s]->n; e++)
      for (int a = 0; a < sets[s]->n_vertices; a++) {
        const PetscInt at = e * sets[s]->n_vertices + a;

        heads->of[s][at] = row_of(&met[sets[s]->vertex[at]], sets[s]->law[e], &heads->n);
      }
  }
  PetscCall(PetscMalloc3(heads->n, &heads->vertex, heads->n, &heads->law, heads->n, &heads->head));
  for (PetscInt i = 0; i < n; i++)
    for (PetscInt k = 0; k < met[i].n; k++) {
      heads->vertex[met[i].row[k]] = i;
      heads->law[met[i].row[k]]    = met[i].law[k];
    }
  PetscCall(PetscFree(met));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode heads_destroy(Heads *heads)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(heads->vertex, heads->law, heads->head));
  for (int s = 0; s < 2; s++) PetscCall(PetscFree(heads->of[s]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void heads_update(Flow *flow)
{
  Heads *heads = &flow->heads;

  for (PetscInt k = 0; k < heads->n; k++) {
    const double p = flow->p[heads->vertex[k]];

    heads->head[k] = couple_by_pressure(flow, heads->law[k])
                       ? head_at(&flow->medium->potential[heads->law[k]], p)
                       : (Head){.p = p};
  }
}
