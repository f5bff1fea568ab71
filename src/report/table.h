// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to report: runs side by side, a column each, with a column of notes (notes.c). */
#pragma once

#include "run.h"
#include "sections.h"

#include "sij/report/grid.h"

typedef struct {
  const GridPlace *place;
  int              n;
  const Run       *run;  // [n] borrowed
  bool             bars; // some run has error bars
} Table;

/** Everything there is to say of n runs; `all`: with every section. */
PetscErrorCode table_print(const GridPlace *place, int n, const Run run[], bool all) SIJ_CHECKED;

/** True if some run shows more than nothing. */
bool table_is_any(const Table *table, const char *name);

/** True unless an earlier run has the quantity too: each has one row, where it first comes. */
bool table_first_seen(const Table *table, int run, const char *name);

/** A row: what each run has, how it stands against the first, and its notes. */
PetscErrorCode table_row(const Table *table, Grid *grid, const char *label,
                         const char *name) SIJ_CHECKED;

/** The grid of the table, with the names of the runs at its head. Owns: caller, grid_destroy(). */
PetscErrorCode table_begin(const Table *table, const char *title, Grid **grid) SIJ_CHECKED;

/** What a designer asks first, in clinical words (keys.c). */
PetscErrorCode table_keys(const Table *table) SIJ_CHECKED;

enum { NOTE_TEXT = 1024 };

/** What must be known to read a quantity: thresholds, what a bar leaves undecided, what was truncated; "" for nothing. */
void note_write(const Table *table, const char *name, char text[NOTE_TEXT]);
