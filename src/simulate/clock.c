// SPDX-License-Identifier: GPL-3.0-or-later
// Events that steps must land on: outputs, breakpoints of load curves, starts and ends of injections, merged and sorted
// from the case; and the length of the step before the next event. The time loop asks it before each step.
#include "sij/simulate/clock.h"

#include "constants.h"

#include "sij/joint.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  double time;
  bool   output, needle;
} Event;

static int compare_times(const void *a, const void *b)
{
  const double x = ((const Event *)a)->time, y = ((const Event *)b)->time;

  return (x > y) - (x < y);
}

void clock_set(const Case *input, Clock *clock)
{
  Event     event[CLOCK_EVENTS];
  double    breakpoint[CLOCK_BREAKPOINTS];
  const int n_breakpoints = joint_breakpoints(input, CLOCK_BREAKPOINTS, breakpoint);
  int       n             = 0;

  for (int i = 0; i < input->timing.n_outputs; i++)
    event[n++] = (Event){.time = input->timing.output[i], .output = true};
  for (int i = 0; i < n_breakpoints; i++)
    event[n++] = (Event){.time = breakpoint[i], .output = true};
  for (int w = 0; w < input->n_injections; w++) {
    const InjectionSchedule schedule = case_schedule(&input->injection[w]);

    event[n++] = (Event){.time = schedule.start, .needle = true};
    event[n++] = (Event){.time = injection_end(&schedule), .needle = true};
  }
  qsort(event, (size_t)n, sizeof *event, compare_times);
  *clock = (Clock){0};
  for (int i = 0; i < n; i++) {
    const int last = clock->n - 1;

    if (event[i].time <= 0.0 || event[i].time > input->timing.duration) continue;
    if (last >= 0 &&
        event[i].time - clock->time[last] <= CLOCK_COINCIDENCE * input->timing.duration) {
      clock->output[last] = clock->output[last] || event[i].output;
      clock->needle[last] = clock->needle[last] || event[i].needle;
      continue;
    }
    clock->time[clock->n]   = event[i].time;
    clock->output[clock->n] = event[i].output;
    clock->needle[clock->n] = event[i].needle;
    clock->n++;
  }
}

void clock_advance(Clock *clock, double t)
{
  while (clock->next < clock->n && clock->time[clock->next] <= t) clock->next++;
}

double clock_step(const Clock *clock, double t, double dt)
{
  const double left = clock->time[clock->next] - t;

  if (dt >= left) return left;
  return dt > CLOCK_HALVING * left ? CLOCK_HALVING * left : dt;
}

// Water that flows otherwise after the change of rates is at most what the change brings in the step.
double clock_restart(const Case *input, double t)
{
  const Numerics *numerics = &input->numerics;
  const double    apart    = CLOCK_COINCIDENCE * input->timing.duration;
  double          injected = 0.0, change = 0.0;

  for (int w = 0; w < input->n_injections; w++) {
    const InjectionSchedule schedule = case_schedule(&input->injection[w]);

    injected += schedule.volume;
    if (fabs(schedule.start - t) <= apart || fabs(injection_end(&schedule) - t) <= apart)
      change += schedule.rate;
  }
  if (input->flow == FLOW_COUPLED || change == 0.0) return numerics->step_first;
  return fmin(numerics->step_max,
              fmax(numerics->step_first, numerics->time_tolerance * injected / change));
}
