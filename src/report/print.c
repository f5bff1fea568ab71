// SPDX-License-Identifier: GPL-3.0-or-later
// Prints one or several runs: the answer in sentences, of several the short table, on demand every section, and the
// legend of what was shown.
#include "names.h"
#include "table.h"
#include "text.h"

#include "sij/report/answer.h"
#include "sij/report/shown.h"
#include "sij/report/wrap.h"

#include <math.h>

enum { INDENT = 2 };

static bool is_shown(const Table *table, int run, const char *name, Section section)
{
  const Rule *rule = section_rule(name);

  return rule->section == section && table_first_seen(table, run, name) &&
         (!rule->if_any || table_is_any(table, name));
}

static PetscErrorCode add_rows(const Table *table, Section section, Grid *grid, int *n)
{
  PetscFunctionBeginUser;
  *n = 0;
  for (int r = 0; r < table->n; r++)
    for (int i = 0; i < table->run[r].list.count; i++) {
      const char *name = table->run[r].list.row[i].name;

      if (!is_shown(table, r, name, section)) continue;
      PetscCall(table_row(table, grid, section_label(name, section), name));
      (*n)++;
    }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_section(const Table *table, Section section)
{
  Grid *grid;
  int   n;

  PetscFunctionBeginUser;
  PetscCall(table_begin(table, section_title(section), &grid));
  PetscCall(add_rows(table, section, grid, &n));
  if (n > 0) {
    fputc('\n', table->place->out);
    grid_print(grid, table->place);
  }
  PetscCall(grid_destroy(&grid));
  PetscFunctionReturn(PETSC_SUCCESS);
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

static void print_paragraph(const Table *table, const char *text)
{
  wrap_print(table->place->out, table->place->width, 0, INDENT, text);
}

// What the signs in a table mean.
static void print_legend(const Table *table)
{
  if (table->bars || table->n > 1) fputc('\n', table->place->out);
  if (table->bars)
    print_paragraph(
      table, "\u00b1 what mesh and steps may have moved it by; no bar: not known, or less than the "
             "digits show.");
  if (table->n > 1) {
    char text[512];

    (void)snprintf(
      text, sizeof text,
      "Against %s: \u25b2 better, \u25bc worse, \u25b3 more, \u25bd less: the error bars do not "
      "overlap; \u2248 not distinguishable at this mesh: they do; ? a bar is missing.",
      table->run[0].name);
    print_paragraph(table, text);
  }
  if (table->n > 1 && count_with_bars(table) < table->n)
    print_paragraph(table,
                    table->bars
                      ? "Some of these runs have no error bars: a difference may be of the mesh. "
                        "sij run --error-estimate gives them."
                      : "These runs have no error bars: a difference (?) may be of the mesh. "
                        "sij run --error-estimate gives them.");
}

// A warning stands out; other lines are plain.
static void set_tone(const Table *table, AnswerKind kind, bool on)
{
  if (!table->place->colour || kind == ANSWER_RUN || kind == ANSWER_NOTE) return;
  fputs(!on ? "\033[0m" : kind == ANSWER_WARNING ? "\033[1;31m" : "\033[1m", table->place->out);
}

static void print_line(const Table *table, const AnswerLine *line)
{
  const bool own     = line->run >= 0;
  const int  indent  = own ? INDENT : 0;
  const char warns[] = "WARNING: ";

  fprintf(table->place->out, "%*s", indent, "");
  set_tone(table, line->kind, true);
  if (line->kind == ANSWER_WARNING) fputs(warns, table->place->out);
  wrap_print(table->place->out, table->place->width,
             indent + (line->kind == ANSWER_WARNING ? (int)sizeof warns - 1 : 0), indent + INDENT,
             line->text);
  set_tone(table, line->kind, false);
}

static void print_answer_lines(const Table *table, const Answer *answer)
{
  int run = -1;

  for (int i = 0; i < answer->count; i++) {
    const AnswerLine *line = &answer->line[i];

    if (line->run >= 0 && line->run != run)
      fprintf(table->place->out, "%s:\n", table->run[line->run].name);
    run = line->run;
    print_line(table, line);
  }
}

static PetscErrorCode print_answer(const Table *table)
{
  AnswerRun *run;
  Answer     answer = {0};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(table->n, &run));
  for (int i = 0; i < table->n; i++) run[i] = (AnswerRun){table->run[i].name, &table->run[i].list};
  PetscCall(answer_write(table->n, run, &answer));
  print_answer_lines(table, &answer);
  PetscCall(answer_destroy(&answer));
  PetscCall(PetscFree(run));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_tables(const Table *table, bool all)
{
  PetscFunctionBeginUser;
  if (table->n > 1) PetscCall(table_keys(table));
  for (int s = 0; s < SECTION_COUNT && all; s++) PetscCall(print_section(table, (Section)s));
  if (table->n > 1 || all) print_legend(table);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode table_print(const GridPlace *place, int n, const Run run[], bool all)
{
  Table table = {.place = place, .n = n, .run = run};

  PetscFunctionBeginUser;
  table.bars = count_with_bars(&table) > 0;
  PetscCall(print_answer(&table));
  PetscCall(print_tables(&table, all));
  PetscFunctionReturn(PETSC_SUCCESS);
}
