#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void three_digits(double value, char text[TEXT_CELL])
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
  three_digits(100.0 * value, digits);
  (void)snprintf(text, TEXT_CELL, "%.20s %%", digits);
}

void text_minutes(double minutes, bool beyond, char text[TEXT_CELL])
{
  const bool hours = fabs(minutes) >= 120.0;
  char       digits[TEXT_CELL];

  if (isnan(minutes)) {
    (void)snprintf(text, TEXT_CELL, "-");
    return;
  }
  three_digits(hours ? minutes / 60.0 : minutes, digits);
  (void)snprintf(text, TEXT_CELL, "%s%.20s %s", beyond ? ">" : "", digits, hours ? "h" : "min");
}

void text_value(double value, const char *unit, char text[TEXT_CELL])
{
  char digits[TEXT_CELL];

  if (isnan(value)) (void)snprintf(text, TEXT_CELL, "-");
  else if (strcmp(unit, "yes/no") == 0)
    (void)snprintf(text, TEXT_CELL, "%s", value != 0.0 ? "yes" : "no");
  else {
    three_digits(value, digits);
    (void)snprintf(text, TEXT_CELL, "%.15s %.15s", digits, strcmp(unit, "1") == 0 ? "" : unit);
    if (strcmp(unit, "1") == 0) text[strlen(text) - 1] = '\0';
  }
}
