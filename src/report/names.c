// SPDX-License-Identifier: GPL-3.0-or-later
// Takes names of quantities apart, and finds quantities by names that are put together.
#include "names.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool names_middle(const char *name, const char *head, const char *tail, char middle[QUANTITY_NAME])
{
  const size_t length = strlen(name), begins = strlen(head), ends = strlen(tail);

  if (length < begins + ends || strncmp(name, head, begins) != 0) return false;
  if (strcmp(name + length - ends, tail) != 0) return false;
  (void)snprintf(middle, QUANTITY_NAME, "%.*s", (int)(length - begins - ends), name + begins);
  return true;
}

static const Quantity *find_formatted(const Quantities *list, const char *format, va_list arguments)
{
  char name[2 * QUANTITY_NAME];

  (void)vsnprintf(name, sizeof name, format, arguments);
  return quantities_find(list, name);
}

const Quantity *names_find(const Quantities *list, const char *format, ...)
{
  va_list         arguments;
  const Quantity *row;

  va_start(arguments, format);
  row = find_formatted(list, format, arguments);
  va_end(arguments);
  return row;
}

double names_value(const Quantities *list, const char *format, ...)
{
  va_list         arguments;
  const Quantity *row;

  va_start(arguments, format);
  row = find_formatted(list, format, arguments);
  va_end(arguments);
  return row ? row->value : NAN;
}
