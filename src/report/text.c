// SPDX-License-Identifier: GPL-3.0-or-later
// Writes numbers as people read them: three significant digits, percent, minutes or hours, with error bars.
#include "text.h"

#include "sij/base/units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void write_three_digits(double value, char text[TEXT_CELL])
{
  const double size = fabs(value);

  if (size >= 999.5 && size < 1e6) (void)snprintf(text, TEXT_CELL, "%.0f", value);
  else (void)snprintf(text, TEXT_CELL, "%.3g", value);
}

void text_fraction(double value, char text[TEXT_CELL])
{
  char digits[TEXT_CELL];

  if (isnan(value)) {
    (void)snprintf(text, TEXT_CELL, "-");
    return;
  }
  if (value != 0.0 && fabs(value) < 1e-4) {
    (void)snprintf(text, TEXT_CELL, "%.1e", value);
    return;
  }
  write_three_digits(100.0 * value, digits);
  (void)snprintf(text, TEXT_CELL, "%.20s %%", digits);
}

void text_share(double value, char text[TEXT_CELL])
{
  if (value != 0.0 && fabs(value) < 1e-3) (void)snprintf(text, TEXT_CELL, "<0.1 %%");
  else text_fraction(value, text);
}

void text_minutes(double minutes, bool beyond, char text[TEXT_CELL])
{
  const bool hours = fabs(minutes) >= 120.0;
  char       digits[TEXT_CELL];

  if (isnan(minutes)) {
    (void)snprintf(text, TEXT_CELL, "-");
    return;
  }
  write_three_digits(hours ? minutes / (UNIT_HOUR / UNIT_MINUTE) : minutes, digits);
  (void)snprintf(text, TEXT_CELL, "%s%.20s %s", beyond ? ">" : "", digits, hours ? "h" : "min");
}

void text_value(double value, const char *unit, char text[TEXT_CELL])
{
  char digits[TEXT_CELL];

  if (isnan(value)) (void)snprintf(text, TEXT_CELL, "-");
  else if (strcmp(unit, "yes/no") == 0)
    (void)snprintf(text, TEXT_CELL, "%s", value != 0.0 ? "yes" : "no");
  else {
    write_three_digits(value, digits);
    (void)snprintf(text, TEXT_CELL, "%.15s %.15s", digits, strcmp(unit, "1") == 0 ? "" : unit);
    if (strcmp(unit, "1") == 0) text[strlen(text) - 1] = '\0';
  }
}

// Decimal places that show `digits` significant ones of a number.
static int count_decimals(double value, int digits)
{
  return value != 0.0 ? digits - 1 - (int)floor(log10(fabs(value))) : 99;
}

static int smaller_of(int a, int b)
{
  return a < b ? a : b;
}

bool text_bar(double value, double error, const char *unit, int most, char text[TEXT_CELL])
{
  if (!isfinite(value) || !isfinite(error)) return false;

  const int digits = fabs(value) < 0.1 ? 2 : 3; // small ones are long enough
  const int n =
    smaller_of(most, smaller_of(count_decimals(error, 1), count_decimals(value, digits)));
  const int    shown = n > 0 ? n : 0;
  const double last  = pow(10.0, -shown);

  if (fabs(value) < 1e-3 && error < 1e-3 && error >= 0.05 * fabs(value))
    (void)snprintf(text, TEXT_CELL, "%.2g±%.1g %.10s", value, error, unit);
  else if (error >= 0.5 * last)
    (void)snprintf(text, TEXT_CELL, "%.*f±%.*f %.10s", shown, value, shown, fmax(error, last),
                   unit);
  else return false;
  return true;
}

int text_columns(const char *text)
{
  int n = 0;

  for (; *text; text++)
    if (((unsigned char)*text & 0xC0) != 0x80)
      n++; // all bytes but those that go on with a character
  return n;
}
