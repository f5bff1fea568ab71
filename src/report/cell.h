// SPDX-License-Identifier: GPL-3.0-or-later
/** One quantity of one run as it stands in a table, with its error bar where it has one. */
#pragma once

#include "text.h"

#include "sij/base/quantities.h"

#include <stdio.h>

typedef struct {
  bool beyond; // the value is a lower bound
  bool count;  // a plain number (unit "1") is no share
  int  places; // at most so many after the point, where a bar is shown
} CellStyle;

/** `row` NULL: "-". */
void cell_text(const Quantity *row, CellStyle style, char text[TEXT_CELL]);

/** True if both bars are known and overlap, and the tables show any difference at all. */
bool cell_indistinct(const Quantity *a, const Quantity *b, CellStyle style);

/** The text at the right of `width` columns. */
void cell_print(FILE *out, int width, const char *text);
