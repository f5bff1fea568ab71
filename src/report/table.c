// SPDX-License-Identifier: GPL-3.0-or-later
// Layout of a table of runs: which columns fit in a part, its header, one cell. print.c and blocked.c fill it.
#include "table.h"

#include <string.h>

enum { CELL_MOST = 24 };

bool table_next_part(Table *table, int cell)
{
  if (table->to >= table->n) return false;
  for (int i = 0; i < table->n; i++)
    cell = table_clamp(cell, (int)strlen(table->run[i].name), cell > CELL_MOST ? cell : CELL_MOST);
  table->cell = cell;

  const int fit = table_clamp(1, (TABLE_WIDTH - table->label) / (cell + 1), table->n);

  table->from = table->to;
  table->to   = table_clamp(0, table->from + fit, table->n);
  return true;
}

void table_header(const Table *table, const char *title)
{
  fprintf(table->out, "\n%-*s", table->label, title);
  for (int i = table->from; i < table->to; i++)
    fprintf(table->out, " %*.*s", table->cell, table->cell, table->run[i].name);
  fputc('\n', table->out);
}

bool table_first_seen(const Table *table, int run, const char *name)
{
  for (int i = 0; i < run; i++)
    if (quantities_find(&table->run[i].list, name)) return false;
  return true;
}

void table_cell(const Table *table, const Quantity *row, const Quantity *first, CellStyle style,
                int width)
{
  char text[TEXT_CELL];

  cell_text(row, style, text);
  cell_print(table->out, width, text);
  if (table->marks) fputc(cell_indistinct(row, first, style) ? TABLE_MARK : ' ', table->out);
}
