// SPDX-License-Identifier: GPL-3.0-or-later
// Lays a table out for the width of a terminal: widths of columns, parts of those that fit side by side, wrapped texts.
#include "sij/report/grid.h"

#include "sij/base/terminal.h"
#include "sij/report/wrap.h"

#include <stdarg.h>
#include <string.h>

// Between two columns; of a text that stands below its row; the least room for a text beside it, and the widest title of
// a column that is not wrapped.
enum { GAP = 2, INDENT = 4, TEXT_LEAST = 24, TITLE_MOST = 20 };

typedef struct {
  char    *text;
  GridTone tone;
} Cell;

typedef struct {
  GridRow kind;
  int     n;
  Cell   *cell; // [columns]
} Row;

struct Grid {
  int          columns, n, capacity;
  GridKind    *kind;  // [columns]
  int         *width; // [columns] while it is printed
  const char **left;  // [columns] what of a row's cells is still to be printed
  Row         *row;
};

/** One part: the columns from `from` to before `to` beside the first. */
typedef struct {
  const Grid      *grid;
  const GridPlace *place;
  int              from, to;
  int  text; // columns for the texts beside it; 0: they stand below, or there are none in this part
  bool last;
} Part;

GridPlace grid_place(void)
{
  return (GridPlace){.out = stdout, .width = terminal_columns(), .colour = terminal_has_colour()};
}

PetscErrorCode grid_create(int columns, const GridKind kind[], Grid **grid)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(grid));
  (*grid)->columns = columns;
  PetscCall(
    PetscMalloc3(columns, &(*grid)->kind, columns, &(*grid)->width, columns, &(*grid)->left));
  memcpy((*grid)->kind, kind, sizeof *kind * (size_t)columns);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode grid_begin(Grid *grid, GridRow kind)
{
  PetscFunctionBeginUser;
  if (grid->n == grid->capacity) {
    grid->capacity = grid->capacity > 0 ? 2 * grid->capacity : 16;
    PetscCall(PetscRealloc(sizeof *grid->row * (size_t)grid->capacity, &grid->row));
  }
  grid->row[grid->n] = (Row){.kind = kind};
  PetscCall(PetscCalloc1(grid->columns, &grid->row[grid->n].cell));
  grid->n++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode grid_cell(Grid *grid, GridTone tone, const char *format, ...)
{
  Row    *row = &grid->row[grid->n - 1];
  va_list arguments;
  size_t  length;

  PetscFunctionBeginUser;
  PetscCheck(row->n < grid->columns, PETSC_COMM_SELF, PETSC_ERR_PLIB, "a cell too many");
  va_start(arguments, format);
  length = (size_t)vsnprintf(NULL, 0, format, arguments) + 1;
  va_end(arguments);
  row->cell[row->n].tone = tone;
  PetscCall(PetscMalloc1(length, &row->cell[row->n].text));
  va_start(arguments, format);
  (void)vsnprintf(row->cell[row->n++].text, length, format, arguments);
  va_end(arguments);
  PetscFunctionReturn(PETSC_SUCCESS);
}

bool grid_is_empty(const Grid *grid)
{
  for (int r = 0; r < grid->n; r++)
    if (grid->row[r].kind != GRID_HEAD) return false;
  return true;
}

PetscErrorCode grid_destroy(Grid **grid)
{
  PetscFunctionBeginUser;
  if (!*grid) PetscFunctionReturn(PETSC_SUCCESS);
  for (int r = 0; r < (*grid)->n; r++) {
    for (int c = 0; c < (*grid)->row[r].n; c++) PetscCall(PetscFree((*grid)->row[r].cell[c].text));
    PetscCall(PetscFree((*grid)->row[r].cell));
  }
  PetscCall(PetscFree3((*grid)->kind, (*grid)->width, (*grid)->left));
  PetscCall(PetscFree((*grid)->row));
  PetscCall(PetscFree(*grid));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const char *find_text(const Row *row, int column)
{
  return column < row->n ? row->cell[column].text : "";
}

static int larger_of(int a, int b)
{
  return a > b ? a : b;
}

static int smaller_of(int a, int b)
{
  return a < b ? a : b;
}

// Widest cell of a column; a title counts as far as it is not wrapped.
static int measure_column(const Grid *grid, int column)
{
  int widest = 0;

  for (int r = 0; r < grid->n; r++) {
    const Row *row = &grid->row[r];
    const int  n   = wrap_columns(find_text(row, column));

    if (row->kind == GRID_BODY) widest = larger_of(widest, n);
    if (row->kind == GRID_HEAD) widest = larger_of(widest, smaller_of(n, TITLE_MOST));
  }
  return widest;
}

static bool has_texts(const Grid *grid)
{
  return grid->kind[grid->columns - 1] == GRID_TEXT && measure_column(grid, grid->columns - 1) > 0;
}

static int count_figures(const Grid *grid)
{
  return grid->columns - (grid->kind[grid->columns - 1] == GRID_TEXT ? 1 : 0);
}

// Of the names that are not too long to stand beside their row.
static int measure_names(const Grid *grid, int most)
{
  int widest = 0;

  for (int r = 0; r < grid->n; r++) {
    const int n = wrap_columns(find_text(&grid->row[r], 0));

    if (grid->row[r].kind != GRID_SECTION && n <= most) widest = larger_of(widest, n);
  }
  return widest;
}

static void measure_columns(Part *part)
{
  const int width = part->place->width;

  part->grid->width[0] = measure_names(part->grid, width / 2);
  for (int c = 1; c < part->grid->columns; c++)
    part->grid->width[c] =
      smaller_of(width - GAP - part->grid->width[0], measure_column(part->grid, c));
}

static void put_spaces(FILE *out, int n)
{
  fprintf(out, "%*s", larger_of(n, 0), "");
}

// The next columns that fit.
static void find_next_part(Part *part)
{
  const int figures = count_figures(part->grid);
  int       used    = part->grid->width[0];

  part->from = part->to;
  while (part->to < figures && (part->to == part->from ||
                                used + GAP + part->grid->width[part->to] <= part->place->width)) {
    used += GAP + part->grid->width[part->to];
    part->to++;
  }
  part->last = part->to >= figures;
  part->text = 0;
  if (part->last && has_texts(part->grid) && part->place->width - used - GAP >= TEXT_LEAST)
    part->text = part->place->width - used - GAP;
}

static void set_tone(const Part *part, GridTone tone, bool on)
{
  static const char *const CODE[GRID_TONES] = {
    [GRID_STRONG] = "\033[1m", [GRID_GOOD] = "\033[32m", [GRID_BAD] = "\033[31m"};

  if (part->place->colour && tone != GRID_PLAIN)
    fputs(on ? CODE[tone] : "\033[0m", part->place->out);
}

// One line of a cell, padded to its column unless nothing follows.
static void put_line(const Part *part, const Row *row, int column, const char *text, int n,
                     bool pads)
{
  char line[1024];
  int  length = smaller_of(n, (int)sizeof line - 1);

  memcpy(line, text, (size_t)length);
  line[length] = '\0';

  const int      room  = part->grid->width[column] - wrap_columns(line);
  const bool     right = part->grid->kind[column] == GRID_RIGHT;
  const GridTone tone  = column < row->n ? row->cell[column].tone : GRID_PLAIN;

  while (!pads && length > 0 && line[length - 1] == ' ') line[--length] = '\0';
  if (right) put_spaces(part->place->out, room);
  if (length > 0) set_tone(part, tone, true);
  wrap_put(part->place->out, line, length);
  if (length > 0) set_tone(part, tone, false);
  if (!right && pads) put_spaces(part->place->out, room);
}

static bool has_more_lines(const Part *part)
{
  if (*part->grid->left[0]) return true;
  for (int c = part->from; c < part->to; c++)
    if (*part->grid->left[c]) return true;
  return part->text > 0 && *part->grid->left[part->grid->columns - 1];
}

static void take_line(const Part *part, const Row *row, int column, int width, bool pads)
{
  int       skip = 0;
  const int n = *part->grid->left[column] ? wrap_line(part->grid->left[column], width, &skip) : 0;

  put_line(part, row, column, part->grid->left[column], n, pads);
  part->grid->left[column] += n + skip;
}

static bool is_anything_after(const Part *part, int column)
{
  const int last = part->grid->columns - 1;

  for (int c = larger_of(column, part->from); c < part->to; c++)
    if (*part->grid->left[c]) return true;
  return part->text > 0 && *part->grid->left[last];
}

static void put_lines(const Part *part, const Row *row)
{
  FILE     *out  = part->place->out;
  const int last = part->grid->columns - 1;

  do {
    take_line(part, row, 0, part->grid->width[0], is_anything_after(part, 0));
    for (int c = part->from; c < part->to && is_anything_after(part, c); c++) {
      put_spaces(out, GAP);
      take_line(part, row, c, part->grid->width[c], is_anything_after(part, c + 1));
    }
    if (part->text > 0 && *part->grid->left[last]) {
      put_spaces(out, GAP);
      take_line(part, row, last, part->text, false);
    }
    fputc('\n', out);
  } while (has_more_lines(part));
}

// A text for which there is no room beside its row.
static void put_text_below(const Part *part, const Row *row)
{
  const char *text = find_text(row, part->grid->columns - 1);

  if (!part->last || part->text > 0 || !has_texts(part->grid) || !*text) return;
  put_spaces(part->place->out, INDENT);
  wrap_print(part->place->out, part->place->width, INDENT, INDENT, text);
}

static void print_row(const Part *part, const Row *row)
{
  const char **left = part->grid->left;
  const bool   own  = wrap_columns(find_text(row, 0)) > part->grid->width[0];

  for (int c = 0; c < part->grid->columns; c++) left[c] = find_text(row, c);
  if (row->kind == GRID_SECTION || own) {
    set_tone(part, row->cell[0].tone, true);
    wrap_print(part->place->out, part->place->width, 0, INDENT, find_text(row, 0));
    set_tone(part, row->cell[0].tone, false);
    left[0] = "";
  }
  if (row->kind != GRID_SECTION && has_more_lines(part)) put_lines(part, row);
  if (row->kind == GRID_BODY) put_text_below(part, row);
}

void grid_print(const Grid *grid, const GridPlace *place)
{
  Part part = {.grid = grid, .place = place, .from = 1, .to = 1};

  measure_columns(&part);
  do {
    if (part.to > 1) fputc('\n', place->out);
    find_next_part(&part);
    for (int r = 0; r < grid->n; r++) print_row(&part, &grid->row[r]);
  } while (!part.last);
}
