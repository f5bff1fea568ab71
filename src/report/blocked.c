#include "table.h"
#include "text.h"

#include <math.h>
#include <string.h>

enum { LABEL = 30, CELL = 27, LINE = 3 * TEXT_CELL };

static const char HEAD[] = "targets.", TAIL[] = ".blocked_fraction_c";

// Copies <target> of "targets.<target>.blocked_fraction_c"; false for any other name.
static bool target_of(const char *name, char target[QUANTITY_NAME])
{
  const size_t length = strlen(name), head = strlen(HEAD), tail = strlen(TAIL);

  if (length <= head + tail || strncmp(name, HEAD, head) != 0) return false;
  if (strcmp(name + length - tail, TAIL) != 0) return false;
  (void)snprintf(target, QUANTITY_NAME, "%.*s", (int)(length - head - tail), name + head);
  return true;
}

static void share_text(double share, char text[TEXT_CELL])
{
  if (share > 0.0 && share < 1e-3) (void)snprintf(text, TEXT_CELL, "<0.1 %%");
  else text_fraction(share, text);
}

static void cell_text(const Run *run, const char *target, char text[LINE])
{
  const double onset    = run_value(run, "targets.%s.onset_c", target);
  const double duration = run_value(run, "targets.%s.duration_c", target);
  const bool   outlasts = run_value(run, "targets.%s.outlasts_run_c", target) > 0.0;
  char         share[TEXT_CELL], start[TEXT_CELL], time[TEXT_CELL];

  share_text(run_value(run, "targets.%s.blocked_fraction_c", target), share);
  text_minutes(onset, false, start);
  text_minutes(isnan(onset) ? NAN : duration, outlasts, time);
  (void)snprintf(text, LINE, "%8s %9s %8s", share, start, time);
}

static void print_row(const Table *table, const char *target)
{
  char text[LINE];

  fprintf(table->out, "  %-*s", table->label - 2, target);
  for (int i = table->from; i < table->to; i++) {
    cell_text(&table->run[i], target, text);
    fprintf(table->out, " %*s", table->cell, text);
  }
  fputc('\n', table->out);
}

static int print_rows(const Table *table)
{
  char target[QUANTITY_NAME];
  int  count = 0;

  for (int r = 0; r < table->n; r++)
    for (int i = 0; i < table->run[r].list.count; i++) {
      const char *name = table->run[r].list.row[i].name;

      if (!target_of(name, target) || !table_first_seen(table, r, name)) continue;
      if (table->to > 0) print_row(table, target);
      count++;
    }
  return count;
}

void blocked_print(Table *table)
{
  table->label = LABEL;
  table->to    = 0;
  if (print_rows(table) == 0) return;
  while (table_next_part(table, CELL)) {
    table_header(table, "C fibres blocked");
    fprintf(table->out, "%*s", table->label, "");
    for (int i = table->from; i < table->to; i++)
      fprintf(table->out, " %*s", table->cell, "at most     onset  lasting");
    fputc('\n', table->out);
    (void)print_rows(table);
  }
}

// Adds a word to a line of text, on a new line where it would be too long.
static int print_word(FILE *out, int column, const char *word)
{
  const int length = (int)strlen(word) + 1;

  if (column + length > TABLE_WIDTH) {
    fprintf(out, "\n   ");
    column = 3;
  }
  fprintf(out, " %s", word);
  return column + length;
}

static void conclude(FILE *out, const Run *run, double level)
{
  char target[QUANTITY_NAME + 1];
  int  column, count = 0, blocked = 0;

  column = fprintf(out, "%s blocks", run->name);
  for (int i = 0; i < run->list.count; i++) {
    const Quantity *row = &run->list.row[i];

    if (!target_of(row->name, target)) continue;
    count++;
    if (!(row->value >= level)) continue;
    if (blocked++ > 0) fputc(',', out), column++;
    column = print_word(out, column, target);
  }
  if (blocked == 0) fprintf(out, " none of %d targets.\n", count);
  else fprintf(out, " (%d of %d targets).\n", blocked, count);
}

void blocked_conclude(const Table *table)
{
  const double level = run_value(&table->run[0], "targets.block_level");
  char         text[TEXT_CELL];

  if (isnan(level)) return;
  text_fraction(level, text);
  fprintf(table->out, "\nReads as (at least %s of C fibres at some time):\n", text);
  for (int i = 0; i < table->n; i++) {
    const double own = run_value(&table->run[i], "targets.block_level");

    conclude(table->out, &table->run[i], isnan(own) ? level : own);
  }
}
