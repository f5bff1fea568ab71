// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table of runs: each figure with the mark of how it stands against that of the first run, and its note.
#include "table.h"

#include "text.h"

#include "sij/report/shown.h"

bool table_is_any(const Table *table, const char *name)
{
  for (int i = 0; i < table->n; i++)
    if (!text_is_nothing(quantities_find(&table->run[i].list, name))) return true;
  return false;
}

bool table_first_seen(const Table *table, int run, const char *name)
{
  for (int i = 0; i < run; i++)
    if (quantities_find(&table->run[i].list, name)) return false;
  return true;
}

PetscErrorCode table_begin(const Table *table, const char *title, Grid **grid)
{
  GridKind *kind;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(table->n + 2, &kind));
  kind[0] = GRID_LEFT;
  for (int i = 1; i <= table->n; i++) kind[i] = GRID_RIGHT;
  kind[table->n + 1] = GRID_TEXT;
  PetscCall(grid_create(table->n + 2, kind, grid));
  PetscCall(PetscFree(kind));
  PetscCall(grid_begin(*grid, GRID_HEAD));
  PetscCall(grid_cell(*grid, GRID_STRONG, "%s", title));
  for (int i = 0; i < table->n; i++)
    PetscCall(grid_cell(*grid, GRID_STRONG, "%s", table->run[i].name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static GridTone choose_tone(Compared compared)
{
  if (compared == COMPARED_BETTER) return GRID_GOOD;
  return compared == COMPARED_WORSE ? GRID_BAD : GRID_PLAIN;
}

// Where runs are compared each figure keeps two columns for its mark.
static PetscErrorCode add_figure(const Table *table, Grid *grid, int i, const char *name)
{
  const Quantities *list  = &table->run[i].list;
  const Compared compared = i > 0 ? shown_compare(&table->run[0].list, list, name) : COMPARED_NONE;
  const char    *mark     = shown_compared_mark(compared);
  char           text[SHOWN_TEXT];

  PetscFunctionBeginUser;
  shown_quantity(list, quantities_find(list, name), text);
  if (table->n == 1) PetscCall(grid_cell(grid, GRID_PLAIN, "%s", text));
  else PetscCall(grid_cell(grid, choose_tone(compared), "%s %s", text, mark[0] ? mark : " "));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode table_row(const Table *table, Grid *grid, const char *label, const char *name)
{
  char note[NOTE_TEXT];

  PetscFunctionBeginUser;
  PetscCall(grid_begin(grid, GRID_BODY));
  PetscCall(grid_cell(grid, GRID_PLAIN, "%s", label));
  for (int i = 0; i < table->n; i++) PetscCall(add_figure(table, grid, i, name));
  note_write(table, name, note);
  PetscCall(grid_cell(grid, GRID_PLAIN, "%s", note));
  PetscFunctionReturn(PETSC_SUCCESS);
}
