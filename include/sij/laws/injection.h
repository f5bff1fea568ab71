// SPDX-License-Identifier: GPL-3.0-or-later
/** When an injection runs: from its start at a constant rate until its volume is delivered.
 *
 *     end = start + volume / rate
 *
 * A pump that is limited by pressure delivers less, and ends at the same time.
 *
 * Holds for: volume >= 0, rate > 0. Errors: none.
 * Tests:     tests/unit/laws/test_injection.c
 */
#pragma once

#include <stdbool.h>

typedef struct {
  double start;  // s
  double volume; // m^3
  double rate;   // m^3 s^-1
} InjectionSchedule;

/** When it ends [s]. */
double injection_end(const InjectionSchedule *schedule);

/** True within the injection, its ends excluded. */
bool injection_is_running(const InjectionSchedule *schedule, double t);

/** Volume that is yet to come at time t [m^3], between 0 and all of it. */
double injection_to_come(const InjectionSchedule *schedule, double t);
