// SPDX-License-Identifier: GPL-3.0-or-later
// Prints which targets are blocked, when and for how long, run by run, and sums that up in sentences. Part of
// the tables of `sij run` and `sij compare`.
#include "table.h"

#include <math.h>
#include <string.h>

enum { LABEL = 30, NARROW = 22 }; // the narrow one where columns hold error bars

static const char HEAD[] = "targets.", TAIL[] = ".blocked_fraction_c";

// Copies <target> of "targets.<target>.blocked_fraction_c"; false for any other name.
static bool copy_target(const char *name, char target[QUANTITY_NAME])
{
  const size_t length = strlen(name), head = strlen(HEAD), tail = strlen(TAIL);

  if (length <= head + tail || strncmp(name, HEAD, head) != 0) return false;
  if (strcmp(name + length - tail, TAIL) != 0) return false;
  (void)snprintf(target, QUANTITY_NAME, "%.*s", (int)(length - head - tail), name + head);
  return true;
}

// The figures of a target, side by side: widths without and with bars, and places after the point.
typedef enum { AT_MOST, ONSET, LASTING, FIGURES } Figure;

static const struct {
  const char *title, *name;
  int         width[2], places;
} SHOWN[FIGURES] = {
  [AT_MOST] = {"at most", "blocked_fraction_c", {8, 10}, 1},
  [ONSET]   = {"onset", "onset_c", {9, 13}, 2},
  [LASTING] = {"lasting", "duration_c", {8, 12}, 1},
};

// A mark stands in place of the space between two.
static int sum_cell_width(const Table *table)
{
  int width = table->marks ? FIGURES : FIGURES - 1;

  for (int s = 0; s < FIGURES; s++) width += SHOWN[s].width[table->bars];
  return width;
}

static const Quantity *find_figure(const Run *run, const char *target, Figure what)
{
  char name[2 * QUANTITY_NAME];

  if (what == LASTING && isnan(run_value(run, "targets.%s.onset_c", target))) return NULL;
  (void)snprintf(name, sizeof name, "targets.%s.%s", target, SHOWN[what].name);
  return quantities_find(&run->list, name);
}

static void print_cell(const Table *table, int i, const char *target)
{
  const Run *run = &table->run[i];

  for (int s = 0; s < FIGURES; s++) {
    const bool      cut   = run_value(run, "targets.%s.outlasts_run_c", target) > 0.0;
    const CellStyle style = {.beyond = s == LASTING && cut, .places = SHOWN[s].places};
    const Quantity *first = i > 0 ? find_figure(&table->run[0], target, (Figure)s) : NULL;

    if (s > 0 && !table->marks) fputc(' ', table->out);
    table_cell(table, find_figure(run, target, (Figure)s), first, style,
               SHOWN[s].width[table->bars]);
  }
}

static void print_row(const Table *table, const char *target)
{
  fprintf(table->out, "  %-*s", table->label - 2, target);
  for (int i = table->from; i < table->to; i++) {
    fprintf(table->out, " %*s", table->cell - sum_cell_width(table), "");
    print_cell(table, i, target);
  }
  fputc('\n', table->out);
}

static void print_titles(const Table *table)
{
  fprintf(table->out, "%*s", table->label, "");
  for (int i = table->from; i < table->to; i++) {
    fprintf(table->out, " %*s", table->cell - sum_cell_width(table), "");
    for (int s = 0; s < FIGURES; s++)
      fprintf(table->out, "%s%*s%s", s > 0 && !table->marks ? " " : "", SHOWN[s].width[table->bars],
              SHOWN[s].title, table->marks ? " " : "");
  }
  fputc('\n', table->out);
}

static int measure_longest_target(const Table *table)
{
  char target[QUANTITY_NAME];
  int  longest = 0;

  for (int r = 0; r < table->n; r++)
    for (int i = 0; i < table->run[r].list.count; i++)
      if (copy_target(table->run[r].list.row[i].name, target) && (int)strlen(target) > longest)
        longest = (int)strlen(target);
  return longest;
}

static int print_rows(const Table *table)
{
  char target[QUANTITY_NAME];
  int  count = 0;

  for (int r = 0; r < table->n; r++)
    for (int i = 0; i < table->run[r].list.count; i++) {
      const char *name = table->run[r].list.row[i].name;

      if (!copy_target(name, target) || !table_first_seen(table, r, name)) continue;
      if (table->to > 0) print_row(table, target);
      count++;
    }
  return count;
}

void blocked_print(Table *table)
{
  const int longest = measure_longest_target(table) + 2;

  table->label = table->bars ? (longest > NARROW ? longest : NARROW) : LABEL;
  table->to    = 0;
  if (print_rows(table) == 0) return;
  while (table_next_part(table, sum_cell_width(table))) {
    table_header(table, "C fibres blocked");
    print_titles(table);
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

typedef bool Belongs(const Quantity *row, const Quantity *first, double level);

static bool is_blocked(const Quantity *row, const Quantity *first, double level)
{
  (void)first;
  return row->value >= level;
}

static bool is_undecided(const Quantity *row, const Quantity *first, double level)
{
  (void)first;
  return fabs(row->value - level) <= row->error;
}

static bool is_indistinct(const Quantity *row, const Quantity *first, double level)
{
  (void)level;
  return cell_indistinct(row, first, (CellStyle){.places = SHOWN[AT_MOST].places});
}

// The targets of a run that belong, with commas, from `column` of a line on. Returns how many.
static int list_targets(FILE *out, int column, const Run *run, const Run *first, double level,
                        Belongs *belongs)
{
  char target[QUANTITY_NAME];
  int  count = 0;

  for (int i = 0; i < run->list.count; i++) {
    const Quantity *row = &run->list.row[i];

    if (!copy_target(row->name, target)) continue;
    if (!belongs(row, quantities_find(&first->list, row->name), level)) continue;
    if (count++ > 0) fputc(',', out), column++;
    column = print_word(out, column, target);
  }
  return count;
}

static int count_targets(const Run *run)
{
  char target[QUANTITY_NAME];
  int  count = 0;

  for (int i = 0; i < run->list.count; i++) count += copy_target(run->list.row[i].name, target);
  return count;
}

static int count_where(const Run *run, const Run *first, double level, Belongs *belongs)
{
  char target[QUANTITY_NAME];
  int  count = 0;

  for (int i = 0; i < run->list.count; i++) {
    const Quantity *row = &run->list.row[i];

    count += copy_target(row->name, target) &&
             belongs(row, quantities_find(&first->list, row->name), level);
  }
  return count;
}

// "run blocks a, b (2 of 16 targets)." and, if its bars reach over the level, of which that is doubtful.
static void print_blocked_targets(FILE *out, const Run *run, double level)
{
  const int all = count_targets(run);
  int       n;

  if (all == 0) return; // it injects nothing
  n = list_targets(out, fprintf(out, "%s blocks", run->name), run, run, level, is_blocked);
  if (n == 0) fprintf(out, " none of %d targets.\n", all);
  else fprintf(out, " (%d of %d targets).\n", n, all);
  if (count_where(run, run, level, is_undecided) == 0) return;
  n = list_targets(out, fprintf(out, "  undecided at this mesh:"), run, run, level, is_undecided);
  fprintf(out, " (%d of %d targets).\n", n, all);
}

static void print_indistinct_targets(FILE *out, const Run *run, const Run *first)
{
  int n;

  if (count_where(run, first, 0.0, is_indistinct) == 0) return;
  fprintf(out, "%s and %s are not distinguishable at this mesh in what they block of\n   ",
          first->name, run->name);
  n = list_targets(out, 3, run, first, 0.0, is_indistinct);
  fprintf(out, " (%d of %d targets).\n", n, count_targets(run));
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

    print_blocked_targets(table->out, &table->run[i], isnan(own) ? level : own);
  }
  for (int i = 1; i < table->n; i++)
    print_indistinct_targets(table->out, &table->run[i], &table->run[0]);
}
