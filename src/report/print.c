// SPDX-License-Identifier: GPL-3.0-or-later
// Prints all there is to say of one or several runs: the sections of quantities, the targets blocked, the legend.
// compare.c calls table_print(); the layout of a table is in table.c.
#include "table.h"

#include <math.h>
#include <string.h>

enum { LABEL_LEAST = 30, CELL_LEAST = 12, CELL_WITH_BAR = 18 };

static bool is_nonzero_in_any(const Table *table, const char *name)
{
  for (int i = 0; i < table->n; i++)
    if (fabs(run_value(&table->run[i], "%s", name)) > 0.0) return true;
  return false;
}

static bool is_shown(const Table *table, int run, const char *name, Section section)
{
  const Rule *rule = section_rule(name);

  return rule->section == section && table_first_seen(table, run, name) &&
         (!rule->if_any || is_nonzero_in_any(table, name));
}

static void print_row(const Table *table, const char *name, Section section)
{
  const CellStyle style = {.count = section == SECTION_OTHER, .places = TEXT_CELL};
  const Quantity *first = quantities_find(&table->run[0].list, name);

  fprintf(table->out, "  %-*s", table->label - 2, section_label(name, section));
  for (int i = table->from; i < table->to; i++) {
    fputc(' ', table->out);
    table_cell(table, quantities_find(&table->run[i].list, name), i > 0 ? first : NULL, style,
               table->cell - table->marks);
  }
  fputc('\n', table->out);
}

static void print_part(const Table *table, Section section)
{
  for (int r = 0; r < table->n; r++)
    for (int i = 0; i < table->run[r].list.count; i++) {
      const char *name = table->run[r].list.row[i].name;

      if (is_shown(table, r, name, section)) print_row(table, name, section);
    }
}

// Width of the longest name of a section; 0 if nothing is shown in it.
static int measure_longest_name(const Table *table, Section section)
{
  int longest = 0;

  for (int r = 0; r < table->n; r++)
    for (int i = 0; i < table->run[r].list.count; i++) {
      const char *name = table->run[r].list.row[i].name;

      if (is_shown(table, r, name, section))
        longest = table_clamp(longest, (int)strlen(section_label(name, section)), QUANTITY_NAME);
    }
  return longest;
}

static void print_section(Table *table, Section section)
{
  const int longest = measure_longest_name(table, section);

  if (longest == 0) return;
  table->label = table_clamp(LABEL_LEAST, longest + 2, QUANTITY_NAME);
  table->to    = 0;
  while (table_next_part(table, table->bars ? CELL_WITH_BAR : CELL_LEAST)) {
    table_header(table, section_title(section));
    print_part(table, section);
  }
}

static bool has_bars(const Run *run)
{
  for (int i = 0; i < run->list.count; i++)
    if (isfinite(run->list.row[i].error)) return true;
  return false;
}

static int count_with_bars(const Table *table)
{
  int count = 0;

  for (int i = 0; i < table->n; i++) count += has_bars(&table->run[i]);
  return count;
}

static void print_legend(const Table *table)
{
  if (table->bars)
    fprintf(table->out, "\n± what mesh and steps may have moved it by; no bar: not known, or less "
                        "than the digits show.\n");
  if (table->marks)
    fprintf(table->out, "%c not distinguishable at this mesh from %s: the bars overlap.\n",
            TABLE_MARK, table->run[0].name);
  if (table->n > 1 && count_with_bars(table) < table->n)
    fprintf(table->out,
            "\n%s no error bars: a difference may be of the mesh. "
            "sij run --error-estimate gives them.\n",
            table->bars ? "Some of these runs have" : "These runs have");
}

void table_print(FILE *out, int n, const Run run[])
{
  Table table = {.out = out, .n = n, .run = run};

  table.bars  = count_with_bars(&table) > 0;
  table.marks = table.bars && n > 1;
  doses_print(&table);
  for (int s = 0; s <= SECTION_INJECTION; s++) print_section(&table, (Section)s);
  blocked_print(&table);
  for (int s = SECTION_INJECTION + 1; s < SECTION_COUNT; s++) print_section(&table, (Section)s);
  print_legend(&table);
  blocked_conclude(&table);
  fprintf(out, "\nEvery quantity, with those not shown here, is in summary.json.\n");
}
