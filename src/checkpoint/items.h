// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to checkpoint: the items of a file in memory. Rows of a field are spread evenly over the ranks, in the order of
 * the file; everything else is on every rank. */
#pragma once

#include "format.h"

typedef struct {
  FormatEntry entry;
  double     *value; // [rows here][columns] of a field; [rows][columns] else. Owned
  char       *text;  // [rows + 1], ended by NUL. Owned
  bool        used;  // a reader asked for it
} Item;

typedef struct {
  int   n, capacity;
  Item *item;
} Items;

/** Rows [*first, *first + *n) of `rows` are here. */
PetscErrorCode items_rows(MPI_Comm comm, int64_t rows, PetscInt *first, PetscInt *n) SIJ_CHECKED;

/** A new item with room for its data, borrowed until the next one. Not collective. */
PetscErrorCode items_add(Items *items, MPI_Comm comm, const FormatEntry *entry,
                         Item **item) SIJ_CHECKED;

/** NULL if there is none. */
Item *items_find(const Items *items, const char *name);

/** Frees all items; the list stays usable. */
PetscErrorCode items_clear(Items *items) SIJ_CHECKED;
