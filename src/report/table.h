// SPDX-License-Identifier: GPL-3.0-or-later
/** Runs side by side: one column each, one line per quantity, in sections (sections.h).
 *
 * A section with more runs than fit into TABLE_WIDTH characters is printed in several parts.
 */
#pragma once

#include "cell.h"
#include "run.h"
#include "sections.h"

#include <stdio.h>

enum {
  TABLE_WIDTH = 100,
  TABLE_MARK  = '~'
}; // the mark of what bars do not tell from the first run

typedef struct {
  FILE      *out;
  int        n;
  const Run *run;         // [n] borrowed
  int        from, to;    // columns of the part being printed
  int        label, cell; // widths
  bool       bars;        // some run has error bars
  bool       marks;       // and there is another to compare it with
} Table;

/** Everything there is to say of n runs (print.c). */
void table_print(FILE *out, int n, const Run run[]);

/** The value, or the nearer end of low to high. */
static inline int table_clamp(int low, int value, int high)
{
  if (value < low) return low;
  return value > high ? high : value;
}

/** True unless an earlier run has the quantity too: each has one line, where it first comes. */
bool table_first_seen(const Table *table, int run, const char *name);

/** Title and the names of the part's runs. */
void table_header(const Table *table, const char *title);

/** Goes to the next part with cells at least so wide; false after the last. Starts with to = 0. */
bool table_next_part(Table *table, int cell);

/** Prints a cell in `width` columns. Where runs with bars are compared one more column holds what tells
 * a difference from the first run's (NULL: this is the first) that is no more than their bars: "~". */
void table_cell(const Table *table, const Quantity *row, const Quantity *first, CellStyle style,
                int width);

/** A line for every dose above its clinical limit (doses.c). */
void doses_print(const Table *table);

/** The fraction of C fibres blocked, onset and duration in each target, and what that means. */
void blocked_print(Table *table);
void blocked_conclude(const Table *table);
