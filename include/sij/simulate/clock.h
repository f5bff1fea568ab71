// SPDX-License-Identifier: GPL-3.0-or-later
/** Times that steps must land on: outputs, the first bends of the courses of loads, which are
 * outputs too, and the starts and ends of needles.
 *
 * Marks closer to the one before than 1e-12 of the duration are one mark; those at or before 0 and past
 * the end are none.
 */
#pragma once

#include "sij/casefile.h"

enum {
  CLOCK_BREAKPOINTS = CASE_LOADS * CASE_COURSE,
  CLOCK_MARKS       = CASE_OUTPUTS + CLOCK_BREAKPOINTS + 2 * CASE_INJECTIONS
};

typedef struct {
  int    n, next;
  double time[CLOCK_MARKS]; // increasing     s
  bool   output[CLOCK_MARKS];
  bool   needle[CLOCK_MARKS];
} Clock;

void clock_set(const Case *input, Clock *clock);

/** Length of the next step: at most dt, landing on the next time without a sliver before it. */
double clock_step(const Clock *clock, double t, double dt);
