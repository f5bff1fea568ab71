// SPDX-License-Identifier: GPL-3.0-or-later
// Notes beside the quantities they concern: the threshold behind an onset, a limit and what passes it, what a bar leaves
// undecided, what was truncated, what the mesh does not hold.
#include "names.h"
#include "table.h"
#include "text.h"

#include "sij/report/wrap.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// A delivered volume below this, over what was asked, is told.
static const double DELIVERED = 0.99;

static void add_text(char text[NOTE_TEXT], const char *format, ...) SIJ_PRINTF(2, 3);

static void add_text(char text[NOTE_TEXT], const char *format, ...)
{
  const size_t used = strlen(text);
  va_list      arguments;

  va_start(arguments, format);
  (void)vsnprintf(text + used, NOTE_TEXT - used, format, arguments);
  va_end(arguments);
}

static void add_number(char text[NOTE_TEXT], const char *before, double value, const char *unit,
                       const char *after)
{
  char number[TEXT_CELL];

  text_number(value, unit, number);
  add_text(text, "%s%s%s", before, number, after);
}

static double find_level(const Quantities *list)
{
  const double level = names_value(list, "targets.block_level");

  return isnan(level) ? 0.5 : level;
}

static void note_threshold(const Quantities *list, const Quantity *row, const char *target,
                           char text[NOTE_TEXT])
{
  (void)row;
  add_number(text, strcmp(target, "relief") == 0 ? "relief \u2265 " : "block \u2265 ",
             find_level(list), "1", "");
}

static void note_cut(const Quantities *list, const Quantity *row, const char *target,
                     char text[NOTE_TEXT])
{
  const bool relief = strcmp(target, "relief") == 0;

  (void)row;
  if ((relief ? names_value(list, "relief.outlasts_run")
              : names_value(list, "targets.%s.outlasts_run_c", target)) > 0.0)
    add_text(text, ">: it still holds when the run ends");
}

static void note_undecided(const Quantities *list, const Quantity *row, const char *target,
                           char text[NOTE_TEXT])
{
  (void)target;
  if (fabs(row->value - find_level(list)) <= row->error)
    add_number(text, "undecided at this mesh whether \u2265 ", find_level(list), "1", "");
}

static void note_outside(const Quantities *list, const Quantity *row, const char *target,
                         char text[NOTE_TEXT])
{
  const Quantity *outside = names_find(list, "targets.%s.outside_mesh", target);

  (void)row;
  if (!text_is_nothing(outside))
    add_number(text, "", outside->value, "mm", " of it lie outside the mesh, without drug");
}

static void note_spill(const Quantities *list, const Quantity *row, const char *target,
                       char text[NOTE_TEXT])
{
  (void)target;
  if (row->value >= find_level(list))
    add_number(text, "blocked: \u2265 ", find_level(list), "1", "");
}

static void note_delivered(const Quantities *list, const Quantity *row, const char *name,
                           char text[NOTE_TEXT])
{
  const double asked = names_value(list, "injection.%s.asked", name);

  if (row->value < DELIVERED * asked)
    add_number(text, "of ", asked, "mL", ": truncated at the syringe's pressure limit");
}

static void note_dose(const Quantities *list, const Quantity *row, const char *drug,
                      char text[NOTE_TEXT])
{
  (void)row;
  add_number(
    text, names_value(list, "dose.%s.ratio", drug) > 1.0 + 1e-9 ? "ABOVE the limit of " : "limit ",
    names_value(list, "dose.%s.limit", drug), "mg", "");
}

static void note_plasma(const Quantities *list, const Quantity *row, const char *drug,
                        char text[NOTE_TEXT])
{
  (void)row;
  if (names_value(list, "plasma.%s.limit", drug) > 0.0)
    add_number(text, "early toxicity from ", names_value(list, "plasma.%s.limit", drug), "mg/L",
               "");
}

static void note_cartilage(const Quantities *list, const Quantity *row, const char *middle,
                           char text[NOTE_TEXT])
{
  (void)row;
  add_number(text, "chondrotoxic from ", names_value(list, "cartilage.%s.limit", middle), "mM h",
             "");
}

static void note_relief(const Quantities *list, const Quantity *row, const char *middle,
                        char text[NOTE_TEXT])
{
  const double left_out = names_value(list, "relief.weight_left_out");

  (void)row;
  (void)middle;
  if (left_out > 0.0)
    add_number(text, "without ", left_out, "1",
               " of the pain, whose places this mesh does not hold");
}

typedef void NoteRow(const Quantities *list, const Quantity *row, const char *middle,
                     char text[NOTE_TEXT]);

static const struct {
  const char *head, *tail;
  NoteRow    *note;
} NOTES[] = {
  {"targets.", ".onset_c", note_threshold},
  {"targets.", ".duration_c", note_threshold},
  {"targets.", ".duration_c", note_cut},
  {"targets.", ".blocked_fraction_c", note_undecided},
  {"targets.", ".blocked_fraction_c", note_outside},
  {"", ".onset", note_threshold},
  {"", ".duration", note_threshold},
  {"", ".duration", note_cut},
  {"relief.peak", "", note_relief},
  {"spill.", ".blocked_fraction", note_spill},
  {"injection.", ".delivered", note_delivered},
  {"dose.", ".prescribed", note_dose},
  {"dose.", ".ratio", note_dose},
  {"plasma.", ".peak", note_plasma},
  {"cartilage.", ".exposure_peak", note_cartilage},
};

enum { N_NOTES = sizeof NOTES / sizeof NOTES[0] };

// Note k of a run; "" where it has no value, or nothing is to be said.
static void write_one(const Quantities *list, const char *name, int k, char text[NOTE_TEXT])
{
  const Quantity *row = quantities_find(list, name);
  char            middle[QUANTITY_NAME];

  text[0] = '\0';
  if (!row || isnan(row->value)) return;
  if (names_middle(name, NOTES[k].head, NOTES[k].tail, middle))
    NOTES[k].note(list, row, middle, text);
}

// True if every run that has more than nothing has this note: then it is said once.
static bool is_common(const Table *table, const char *name, int k, const char *note)
{
  char own[NOTE_TEXT];

  for (int i = 0; i < table->n; i++) {
    if (text_is_nothing(quantities_find(&table->run[i].list, name))) continue;
    write_one(&table->run[i].list, name, k, own);
    if (strcmp(own, note) != 0) return false;
  }
  return true;
}

static void write_note(const Table *table, const char *name, int k, char text[NOTE_TEXT])
{
  char own[NOTE_TEXT];

  for (int i = 0; i < table->n; i++) {
    write_one(&table->run[i].list, name, k, own);
    if (!own[0]) continue;
    const bool common = is_common(table, name, k, own);

    add_text(text, "%s%s%s%s", text[0] ? "; " : "", common ? "" : table->run[i].name,
             common ? "" : ": ", own);
    if (common) return;
  }
}

void note_write(const Table *table, const char *name, char text[NOTE_TEXT])
{
  text[0] = '\0';
  for (int k = 0; k < N_NOTES; k++) write_note(table, name, k, text);
}
