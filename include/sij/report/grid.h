// SPDX-License-Identifier: GPL-3.0-or-later
/** A table on a terminal of any width: columns as wide as what they hold, no text cut.
 *
 * The first column names its row and is repeated where the others do not fit beside each other: these then stand below,
 * in further parts. A name longer than half the width stands on a line of its own, above its row. A column of texts comes last;
 * it is wrapped beside the others where there is room, else below each row. Titles of columns are wrapped.
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum { GRID_LEFT, GRID_RIGHT, GRID_TEXT } GridKind;

typedef enum { GRID_PLAIN, GRID_STRONG, GRID_GOOD, GRID_BAD, GRID_TONES } GridTone;

typedef enum { GRID_HEAD, GRID_SECTION, GRID_BODY } GridRow;

typedef struct Grid Grid;

typedef struct {
  FILE *out;
  int   width;
  bool  colour;
} GridPlace;

/** Standard output, as wide as it is, with colours where it has them. */
GridPlace grid_place(void);

/** GRID_TEXT may be the last kind alone. Owns: caller, grid_destroy(). Not collective, as all of these. */
PetscErrorCode grid_create(int columns, const GridKind kind[], Grid **grid) SIJ_CHECKED;

/** A row begins; its cells follow. Heads come first, a section has its title alone. */
PetscErrorCode grid_begin(Grid *grid, GridRow kind) SIJ_CHECKED;

/** The next cell of the row; those that do not follow are empty. */
PetscErrorCode grid_cell(Grid *grid, GridTone tone, const char *format, ...)
  SIJ_PRINTF(3, 4) SIJ_CHECKED;

/** True if it has no rows but heads. */
bool grid_is_empty(const Grid *grid);

void grid_print(const Grid *grid, const GridPlace *place);

PetscErrorCode grid_destroy(Grid **grid) SIJ_CHECKED;
