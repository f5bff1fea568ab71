// SPDX-License-Identifier: GPL-3.0-or-later
// Progress of the time loop of a run: the text of a step and the share that is done, for the ticker. Called after steps and
// outputs.
#include "state.h"

#include "sij/simulate/clock.h"

#include <stdio.h>

static double count_outputs(const Case *input)
{
  Clock clock;
  int   n = 1; // at time 0

  clock_set(input, &clock);
  for (int i = 0; i < clock.n; i++) n += clock.output[i];
  return n;
}

// Of a solid alone each output costs one equilibrium. Otherwise simulated time covers five decades, and cost grows with its
// logarithm.
static double find_fraction_done(const Simulation *run, const Progress *progress)
{
  const Case  *input = run->model.input;
  const double first = input->numerics.step_first;

  if (run->model.joint && !run->model.poroelastic && input->n_injections == 0)
    return progress->outputs / count_outputs(input);
  return log1p(progress->t / first) / log1p(input->timing.duration / first);
}

static void show_step(const Simulation *run, const Log *log, const Progress *progress, bool line)
{
  char text[128], now[TICKER_TIME];

  (void)snprintf(text, sizeof text, "t %s  step %d (%d rejected)  dt %.3g s",
                 ticker_format(progress->t, now), progress->steps, progress->rejected,
                 progress->dt);
  ticker_step(log->ticker, text, find_fraction_done(run, progress), line);
}

void progress_line(const Simulation *run, Log *log, const Progress *progress)
{
  if (!log->ticker) return;
  show_step(run, log, progress, log->step != progress->steps);
  log->step = progress->steps;
}

void progress_show(const Simulation *run, const Log *log, const Progress *progress)
{
  if (log->ticker) show_step(run, log, progress, false);
}
