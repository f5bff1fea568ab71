// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/simulate/clock.h"

#include "sij/joint.h"

#include <stdlib.h>

typedef struct {
  double time;
  bool   output, needle;
} Mark;

static int earlier(const void *a, const void *b)
{
  const double x = ((const Mark *)a)->time, y = ((const Mark *)b)->time;

  return (x > y) - (x < y);
}

void clock_set(const Case *input, Clock *clock)
{
  Mark      mark[CLOCK_MARKS];
  double    bend[CLOCK_BENDS];
  const int n_bend = joint_breakpoints(input, CLOCK_BENDS, bend);
  int       n      = 0;

  for (int i = 0; i < input->timing.n_outputs; i++)
    mark[n++] = (Mark){.time = input->timing.output[i], .output = true};
  for (int i = 0; i < n_bend; i++) mark[n++] = (Mark){.time = bend[i], .output = true};
  for (int w = 0; w < input->n_injections; w++) {
    const InjectionSchedule schedule = case_schedule(&input->injection[w]);

    mark[n++] = (Mark){.time = schedule.start, .needle = true};
    mark[n++] = (Mark){.time = injection_end(&schedule), .needle = true};
  }
  qsort(mark, (size_t)n, sizeof *mark, earlier);
  *clock = (Clock){0};
  for (int i = 0; i < n; i++) {
    const int last = clock->n - 1;

    if (mark[i].time <= 0.0 || mark[i].time > input->timing.duration) continue;
    if (last >= 0 && mark[i].time - clock->time[last] <= 1e-12 * input->timing.duration) {
      clock->output[last] = clock->output[last] || mark[i].output;
      clock->needle[last] = clock->needle[last] || mark[i].needle;
      continue;
    }
    clock->time[clock->n]   = mark[i].time;
    clock->output[clock->n] = mark[i].output;
    clock->needle[clock->n] = mark[i].needle;
    clock->n++;
  }
}

double clock_step(const Clock *clock, double t, double dt)
{
  const double left = clock->time[clock->next] - t;

  if (dt >= left) return left;
  return dt > 0.5 * left ? 0.5 * left : dt;
}
