// SPDX-License-Identifier: GPL-3.0-or-later
// Writes numbers as people read them: the digits that the error bar allows, percent, minutes or hours, 0 below a floor.
#include "text.h"

#include "sections.h"

#include "sij/base/units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char MISSING[] = "\u2013";

#define DEGREE "\u00b0" // the one unit that follows its number without a space

// Decimal places that are shown at most, and the digits of a value without a bar.
enum { PLACES_MOST = 6, DIGITS = 3 };

// A bar below this share of its value is within the digits shown.
static const double BAR_LEAST = 1e-3;

// Times from here on are read in hours.                    min
static const double HOURS_FROM = 120.0;

// What is less counts as nothing, in the unit of the quantity: a twentieth of a percent, a thousandth of what a person
// would measure.
static const struct {
  const char *unit;
  double      floor;
} FLOORS[] = {{"1", 5e-4},  {"mM", 1e-3},  {"uM", 1e-3},  {"mM h", 1e-3}, {"mg/L", 1e-4},
              {"mg", 1e-3}, {"mL", 5e-4},  {"min", 1e-3}, {"h", 1e-3},    {"kPa", 1e-3},
              {"mm", 1e-3}, {"deg", 1e-4}, {"N", 1e-3},   {"MPa", 1e-5},  {"%", 1e-3}};

static const char *const UNITS[][2] = {{"uM", "\u00b5M"},
                                       {"mM h", "mM\u00b7h"},
                                       {"cm^2", "cm\u00b2"},
                                       {"N m/deg", "N\u00b7m/\u00b0"},
                                       {"deg", DEGREE}};

static double find_floor(const Quantity *row)
{
  if (section_is_check(row->name)) return 0.0;
  for (size_t i = 0; i < sizeof FLOORS / sizeof FLOORS[0]; i++)
    if (strcmp(row->unit, FLOORS[i].unit) == 0) return FLOORS[i].floor;
  return 0.0;
}

// The unit to read it in, and the factor to that.
static double choose_reading_unit(const Quantity *row, const char **unit)
{
  *unit = row->unit;
  if (strcmp(row->unit, "1") == 0) {
    *unit = section_is_count(row->name) ? "" : "%";
    return section_is_count(row->name) ? 1.0 : 100.0;
  }
  if (strcmp(row->unit, "min") == 0 && fabs(row->value) >= HOURS_FROM) {
    *unit = "h";
    return UNIT_MINUTE / UNIT_HOUR;
  }
  for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
    if (strcmp(row->unit, UNITS[i][0]) == 0) *unit = UNITS[i][1];
  return 1.0;
}

// Decimal places that show `digits` significant ones of a number.
static int count_places(double value, int digits)
{
  const int places = value != 0.0 ? digits - 1 - (int)floor(log10(fabs(value))) : 0;

  if (places < 0) return 0;
  return places < PLACES_MOST ? places : PLACES_MOST;
}

static void write_plain(double value, char text[TEXT_CELL])
{
  (void)snprintf(text, TEXT_CELL, "%.*f", count_places(value, DIGITS), value);
  if (!strchr(text, '.')) return;
  for (size_t n = strlen(text); text[n - 1] == '0' || text[n - 1] == '.'; n--) {
    const bool point = text[n - 1] == '.';

    text[n - 1] = '\0';
    if (point) break;
  }
}

static void write_with_bar(double value, double error, char text[TEXT_CELL])
{
  const int allowed   = count_places(error, 1),
            wanted    = count_places(value != 0.0 ? value : error, DIGITS);
  const int    places = allowed < wanted ? allowed : wanted;
  const double last   = pow(10.0, -places);
  const bool   none   = fabs(value) < 0.5 * last;

  (void)snprintf(text, TEXT_CELL, "%.*f \u00b1 %.*f", none ? 0 : places, none ? 0.0 : value, places,
                 fmax(error, last));
}

static void write_number(const Quantity *row, double factor, double error, char text[TEXT_CELL])
{
  const double value = factor * row->value;

  if (fmax(fabs(row->value), error) < find_floor(row) || (row->value == 0.0 && error == 0.0))
    (void)snprintf(text, TEXT_CELL, "0");
  else if (section_is_check(row->name)) (void)snprintf(text, TEXT_CELL, "%.1e", value);
  else if (error > 0.0 && error >= BAR_LEAST * fabs(row->value))
    write_with_bar(value, factor * error, text);
  else write_plain(value, text);
}

void text_quantity(const Quantity *row, bool beyond, char text[TEXT_CELL])
{
  const char *unit;
  char        number[TEXT_CELL];

  if (!row || isnan(row->value)) {
    (void)snprintf(text, TEXT_CELL, "%s", MISSING);
    return;
  }
  if (strcmp(row->unit, "yes/no") == 0) {
    (void)snprintf(text, TEXT_CELL, "%s", row->value != 0.0 ? "yes" : "no");
    return;
  }
  const double factor = choose_reading_unit(row, &unit);

  write_number(row, factor, beyond || isnan(row->error) ? 0.0 : row->error, number);
  (void)snprintf(text, TEXT_CELL, "%s%.40s%s%.15s", beyond ? "> " : "", number,
                 *unit && strcmp(unit, DEGREE) != 0 ? " " : "", unit);
}

void text_number(double value, const char *unit, char text[TEXT_CELL])
{
  Quantity row = {.value = value, .error = NAN};

  (void)snprintf(row.name, sizeof row.name, "relief.share"); // no count
  (void)snprintf(row.unit, sizeof row.unit, "%s", unit);
  text_quantity(&row, false, text);
}

bool text_is_nothing(const Quantity *row)
{
  char text[TEXT_CELL];

  if (!row || isnan(row->value)) return true;
  text_quantity(row, false, text);
  return text[0] == '0' && (text[1] == '\0' || text[1] == ' ') && !strstr(text, "\u00b1");
}
