// SPDX-License-Identifier: GPL-3.0-or-later
// Breaks texts into lines of a terminal, at spaces where there are some.
#include "sij/report/wrap.h"

#include <stdbool.h>
#include <string.h>

static int measure_character(const char *at)
{
  int n = 1;

  while (((unsigned char)at[n] & 0xC0) == 0x80) n++; // bytes that go on with a character
  return n;
}

int wrap_columns(const char *text)
{
  int n = 0;

  for (; *text; text += measure_character(text)) n++;
  return n;
}

int wrap_line(const char *text, int width, int *skip)
{
  int at = 0, columns = 0, space = 0, joint = 0;

  while (text[at] && columns < width) {
    if (text[at] == ' ') space = at;
    at += measure_character(text + at);
    columns++;
    if (strchr("_./-", text[at - 1])) joint = at;
  }
  if (text[at] == ' ' || !text[at]) space = at;
  if (space == 0) space = joint > 0 ? joint : at > 0 ? at : measure_character(text);
  *skip = (int)strspn(text + space, " ");
  return space;
}

void wrap_put(FILE *out, const char *text, int n)
{
  const int bound = (int)strlen(WRAP_BOUND);

  for (int i = 0; i < n;) {
    const bool is_bound = strncmp(text + i, WRAP_BOUND, (size_t)bound) == 0;

    (void)fputc(is_bound ? ' ' : text[i], out);
    i += is_bound ? bound : 1;
  }
}

void wrap_print(FILE *out, int width, int column, int indent, const char *text)
{
  int skip;

  while (*text) {
    const int n = wrap_line(text, width - column, &skip);

    wrap_put(out, text, n);
    (void)fputc('\n', out);
    text += n + skip;
    column = indent;
    if (*text) fprintf(out, "%*s", indent, "");
  }
}
