// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a span of time: a sum of numbers with units, or days, hours, minutes and seconds with Slurm's separators.
#include "sij/base/duration.h"

#include "sij/base/units.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// "m" is a minute here and a metre in a case: no one limits a run to a length.
static const struct {
  const char *name;
  double      seconds;
} UNITS[] = {
  {"s", 1.0},         {"sec", 1.0},         {"second", 1.0},         {"seconds", 1.0},
  {"m", UNIT_MINUTE}, {"min", UNIT_MINUTE}, {"minute", UNIT_MINUTE}, {"minutes", UNIT_MINUTE},
  {"h", UNIT_HOUR},   {"hr", UNIT_HOUR},    {"hour", UNIT_HOUR},     {"hours", UNIT_HOUR},
  {"d", UNIT_DAY},    {"day", UNIT_DAY},    {"days", UNIT_DAY},
};

static void skip_spaces(const char **at)
{
  while (isspace((unsigned char)**at)) (*at)++;
}

// Decimal, without sign: strtod() alone would take "0x10", "inf" and "-1".
static bool read_number(const char **at, double *number)
{
  const size_t length = strspn(*at, "0123456789.");
  char        *end;

  if (length == 0) return false;
  *number = strtod(*at, &end);
  if ((size_t)(end - *at) != length) return false;
  *at = end;
  skip_spaces(at);
  return true;
}

static bool read_unit(const char **at, double *seconds)
{
  size_t length = 0;

  while (isalpha((unsigned char)(*at)[length])) length++;
  for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
    if (strlen(UNITS[i].name) != length || strncmp(UNITS[i].name, *at, length) != 0) continue;
    *seconds = UNITS[i].seconds;
    *at += length;
    skip_spaces(at);
    return true;
  }
  return false;
}

static bool read_sum(const char *text, double *seconds)
{
  double number, unit;

  *seconds = 0.0;
  skip_spaces(&text);
  do {
    if (!read_number(&text, &number) || !read_unit(&text, &unit)) return false;
    *seconds += number * unit;
  } while (*text);
  return true;
}

// Whole numbers between separators; *n of them.
static bool read_fields(const char *text, double field[3], int *n)
{
  for (*n = 0; *n < 3; text++) {
    const size_t length = strspn(text, "0123456789");

    if (length == 0) return false;
    field[(*n)++] = strtod(text, NULL);
    text += length;
    if (*text != ':') return *text == '\0';
  }
  return false;
}

// Behind days the first field is hours; without days the last one is seconds, and one alone is refused: Slurm would
// take it for minutes, a reader for seconds.
static bool read_clock(const char *text, double *seconds)
{
  static const double UNIT[3] = {UNIT_HOUR, UNIT_MINUTE, 1.0};
  const char *const   dash    = strchr(text, '-');
  double              field[3];
  int                 n;

  if (dash && strspn(text, "0123456789") != (size_t)(dash - text)) return false;
  if (dash == text || !read_fields(dash ? dash + 1 : text, field, &n)) return false;
  if (!dash && n == 1) return false;
  *seconds = dash ? UNIT_DAY * strtod(text, NULL) : 0.0;
  for (int i = 0; i < n; i++) *seconds += UNIT[dash ? i : 3 - n + i] * field[i];
  return true;
}

bool duration_read(const char *text, double *seconds)
{
  double read;

  if (!read_clock(text, &read) && !read_sum(text, &read)) return false;
  if (!(read > 0.0) || !isfinite(read)) return false;
  *seconds = read;
  return true;
}
