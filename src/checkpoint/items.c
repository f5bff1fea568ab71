// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the items of a checkpoint in memory between visitors and files.
#include "items.h"

#include <string.h>

PetscErrorCode items_rows(MPI_Comm comm, int64_t rows, PetscInt *first, PetscInt *n)
{
  int rank, size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  const int64_t share = rows / size, more = rows % size;

  *n     = (PetscInt)(share + (rank < more ? 1 : 0));
  *first = (PetscInt)(share * rank + (rank < more ? rank : more));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode allocate(MPI_Comm comm, Item *item)
{
  PetscInt first, n = (PetscInt)item->entry.rows;

  PetscFunctionBeginUser;
  if (item->entry.kind == FORMAT_TEXT) {
    PetscCall(PetscCalloc1((size_t)item->entry.rows + 1, &item->text));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  if (item->entry.kind == FORMAT_FIELD) PetscCall(items_rows(comm, item->entry.rows, &first, &n));
  PetscCall(PetscCalloc1((size_t)n * (size_t)item->entry.columns, &item->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode items_add(Items *items, MPI_Comm comm, const FormatEntry *entry, Item **item)
{
  PetscFunctionBeginUser;
  if (items->n == items->capacity) {
    items->capacity = 2 * items->capacity + 16;
    PetscCall(PetscRealloc((size_t)items->capacity * sizeof *items->item, &items->item));
  }
  *item  = &items->item[items->n++];
  **item = (Item){.entry = *entry};
  PetscCall(allocate(comm, *item));
  PetscFunctionReturn(PETSC_SUCCESS);
}

Item *items_find(const Items *items, const char *name)
{
  for (int i = 0; i < items->n; i++)
    if (strcmp(items->item[i].entry.name, name) == 0) return &items->item[i];
  return NULL;
}

PetscErrorCode items_clear(Items *items)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < items->n; i++) {
    PetscCall(PetscFree(items->item[i].value));
    PetscCall(PetscFree(items->item[i].text));
  }
  PetscCall(PetscFree(items->item));
  *items = (Items){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
