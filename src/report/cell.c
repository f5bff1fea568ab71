// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one quantity as a cell of a table, with its error bar where it has one, in a unit that reads well.
#include "cell.h"

#include "sij/base/units.h"

#include <math.h>
#include <string.h>

static bool ends_with(const char *name, const char *tail)
{
  const size_t length = strlen(name), end = strlen(tail);

  return length >= end && strcmp(name + length - end, tail) == 0;
}

static void write_plain_text(const Quantity *row, CellStyle style, char text[TEXT_CELL])
{
  const bool share = strcmp(row->unit, "1") == 0 && !style.count;

  if (share && ends_with(row->name, ".defect")) text_fraction(row->value, text);
  else if (share) text_share(row->value, text);
  else if (strcmp(row->unit, "min") == 0) text_minutes(row->value, style.beyond, text);
  else text_value(row->value, row->unit, text);
}

// The unit to read it in, and the factor to that.
static double choose_reading_unit(const Quantity *row, CellStyle style, const char **unit)
{
  *unit = row->unit;
  if (strcmp(row->unit, "1") == 0) {
    *unit = style.count ? "" : "%";
    return style.count ? 1.0 : 100.0;
  }
  if (strcmp(row->unit, "min") != 0 || fabs(row->value) < 120.0) return 1.0;
  *unit = "h";
  return UNIT_MINUTE / UNIT_HOUR;
}

static bool is_worth_a_bar(const Quantity *row, CellStyle style)
{
  const bool share = strcmp(row->unit, "1") == 0 && !style.count;

  return !style.beyond && !(share && fabs(row->value) + row->error < 1e-3);
}

void cell_text(const Quantity *row, CellStyle style, char text[TEXT_CELL])
{
  const char *unit;

  if (!row) {
    text_value(NAN, "", text);
    return;
  }
  const double factor = choose_reading_unit(row, style, &unit);

  if (is_worth_a_bar(row, style) &&
      text_bar(factor * row->value, factor * row->error, unit, style.places, text))
    return;
  write_plain_text(row, style, text);
}

bool cell_indistinct(const Quantity *a, const Quantity *b, CellStyle style)
{
  char one[TEXT_CELL], other[TEXT_CELL];

  if (!a || !b || !(fabs(a->value - b->value) <= a->error + b->error)) return false;
  cell_text(a, style, one);
  cell_text(b, style, other);
  return strcmp(one, other) != 0;
}

void cell_print(FILE *out, int width, const char *text)
{
  fprintf(out, "%*s%s", width > text_columns(text) ? width - text_columns(text) : 0, "", text);
}
