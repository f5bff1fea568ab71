// SPDX-License-Identifier: GPL-3.0-or-later
// Progress of a run on standard output: a bar on a terminal, else lines in a log. Called after steps and outputs.
#include "constants.h"
#include "state.h"

#include <stdio.h>
#include <time.h>

static const char *format_time(double t, char text[32])
{
  if (t < 120.0) (void)snprintf(text, 32, "%.1f s", t);
  else if (t < 7200.0) (void)snprintf(text, 32, "%.1f min", t / 60.0);
  else if (t < 172800.0) (void)snprintf(text, 32, "%.1f h", t / 3600.0);
  else (void)snprintf(text, 32, "%.1f d", t / 86400.0);
  return text;
}

// Simulated time covers five decades and cost grows with its logarithm: so does the bar.
static double find_fraction_done(const Simulation *run, double t)
{
  const double first = run->model.input->numerics.step_first;

  return log1p(t / first) / log1p(run->model.input->timing.duration / first);
}

static void draw_bar(const Simulation *run, const Progress *progress, double elapsed)
{
  enum { WIDTH = 30 };
  const double done = find_fraction_done(run, progress->t);
  char         bar[WIDTH + 1], now[32], left[32];

  for (int i = 0; i < WIDTH; i++) bar[i] = i < done * WIDTH ? '#' : '.';
  bar[WIDTH] = '\0';
  printf("\r[%s] step %d  t %s  dt %.3g s  left %s   ", bar, progress->steps,
         format_time(progress->t, now), progress->dt,
         done > 0.0 ? format_time(elapsed * (1.0 - done) / done, left) : "?");
  if (progress->t >= run->model.input->timing.duration) printf("\n");
  (void)fflush(stdout);
}

static PetscErrorCode find_elapsed(const Log *log, double *elapsed)
{
  PetscFunctionBeginUser;
  PetscCall(PetscTime(elapsed));
  *elapsed -= log->started;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode progress_line(const Simulation *run, Log *log, const Progress *progress)
{
  double elapsed;
  char   now[32];

  PetscFunctionBeginUser;
  if (!log->prints || run->request->terminal || log->step == progress->steps)
    PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_elapsed(log, &elapsed));
  printf("t %9s  step %4d (%d rejected)  dt %.3g s  elapsed %.1f s\n",
         format_time(progress->t, now), progress->steps, progress->rejected, progress->dt, elapsed);
  log->printed = elapsed;
  log->step    = progress->steps;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode progress_show(const Simulation *run, Log *log, const Progress *progress)
{
  double elapsed;

  PetscFunctionBeginUser;
  if (!log->prints) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_elapsed(log, &elapsed));
  if (run->request->terminal) draw_bar(run, progress, elapsed);
  else if (elapsed > log->printed + LOG_INTERVAL) PetscCall(progress_line(run, log, progress));
  PetscFunctionReturn(PETSC_SUCCESS);
}
