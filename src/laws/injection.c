// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule of an injection: the one place that knows when it ends and whether it is running.
#include "sij/laws/injection.h"

#include <math.h>

double injection_end(const InjectionSchedule *schedule)
{
  return schedule->start + schedule->volume / schedule->rate;
}

bool injection_is_running(const InjectionSchedule *schedule, double t)
{
  return t > schedule->start && t < injection_end(schedule);
}

double injection_to_come(const InjectionSchedule *schedule, double t)
{
  const double done = schedule->rate * (t - schedule->start);

  return fmax(0.0, fmin(schedule->volume, schedule->volume - done));
}
