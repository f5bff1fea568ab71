// SPDX-License-Identifier: GPL-3.0-or-later
/** Events that steps must land on: outputs, the first breakpoints of the load curves, which are outputs too, and the
 * starts and ends of injections.
 *
 * Events closer to the one before than 1e-12 of the duration are one event; those at or before 0 and past the end are
 * dropped.
 */
#pragma once

#include "sij/casefile.h"

enum {
  CLOCK_BREAKPOINTS = CASE_LOADS * CASE_COURSE,
  CLOCK_EVENTS      = CASE_OUTPUTS + CLOCK_BREAKPOINTS + 2 * CASE_INJECTIONS
};

typedef struct {
  int    n, next;
  double time[CLOCK_EVENTS]; // increasing     s
  bool   output[CLOCK_EVENTS];
  bool   needle[CLOCK_EVENTS];
} Clock;

void clock_set(const Case *input, Clock *clock);

/** Passes the events up to time t. */
void clock_advance(Clock *clock, double t);

/** Length of the next step: at most dt, landing on the next event without a sliver before it: two equal halves are left. */
double clock_step(const Clock *clock, double t, double dt);

/** First step [s] after the event of a needle at time t, which leaves no rate to estimate its error by: so long that the
 * local truncation error is within numerics.time_tolerance; numerics.step_first at least, and where a solid is coupled. */
double clock_restart(const Case *input, double t);
