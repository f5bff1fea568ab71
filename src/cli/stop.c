// SPDX-License-Identifier: GPL-3.0-or-later
// Signals and the limit of wall-clock time. Handlers only set flags, write a sentence or leave; ranks compare their
// flags before each step, since a signal may reach one of them alone.
#define _POSIX_C_SOURCE 200809L

#include "stop.h"

#include "verbs.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// The alarm is that of the limit. Handled only where there is one.
static const struct {
  int         number;
  const char *name;
} SIGNALS[] = {
  {SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"},   {SIGHUP, "SIGHUP"},
  {SIGUSR1, "SIGUSR1"}, {SIGXCPU, "SIGXCPU"}, {SIGALRM, "--max-walltime"},
};

enum { N_SIGNALS = sizeof SIGNALS / sizeof SIGNALS[0] };

static struct {
  volatile sig_atomic_t caught; // number of the signal to be obeyed; 0: none
  volatile sig_atomic_t waits;  // a signal is noted, not obeyed at once
  bool                  speaks;
  _Atomic(const char *) removed;        // file that does not outlive the process; NULL: none
  double                started, limit; // s
  double asked, longest; // time of the last question, and longest time between two     s
} stop;

static const char *name_signal(int number)
{
  for (int i = 0; i < N_SIGNALS; i++)
    if (SIGNALS[i].number == number) return SIGNALS[i].name;
  return NULL;
}

// By what a handler may call: no stdio. One write, so that lines of ranks and of mpirun do not mix.
static void say(const char *before, const char *name, const char *after)
{
  const char *const part[] = {before, name, after};
  char              line[160];
  size_t            n = 0;

  for (int i = 0; i < 3; i++)
    for (const char *c = part[i]; *c && n < sizeof line; c++) line[n++] = *c;
  if (write(STDERR_FILENO, line, n) < 0) return; // nobody is left to be told
}

static void handle(int number)
{
  const int         kept    = errno;
  const char *const removed = stop.removed;

  if (!stop.waits) {
    if (stop.speaks)
      say("sij: stopped by ", name_signal(number),
          " with nothing to save; give the same command again\n");
    if (removed) (void)unlink(removed);
    _exit(STATUS_STOPPED);
  }
  if (stop.speaks && !stop.caught)
    say("sij: ", name_signal(number),
        number == SIGINT ? ": the run stops before its next step; a second one stops it at once\n"
                         : ": the run stops before its next step\n");
  stop.caught = number;
  if (number == SIGINT) (void)signal(SIGINT, SIG_DFL);
  errno = kept;
}

static void set_handler(int number)
{
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};

  (void)sigfillset(&action.sa_mask);
  (void)sigaction(number, &action, NULL);
}

static double read_clock(void)
{
  struct timespec now;

  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// PETSc handles SIGHUP and SIGQUIT, ignored or not, as crashes: what was there before is put back.
void stop_catch_signals(bool speaks)
{
  static struct sigaction found[N_SIGNALS], found_quit;
  const bool              first = stop.started == 0.0;

  stop.speaks = speaks;
  for (int i = 0; i < N_SIGNALS && first; i++) (void)sigaction(SIGNALS[i].number, NULL, &found[i]);
  if (first) {
    stop.started = read_clock();
    (void)sigaction(SIGQUIT, NULL, &found_quit);
  }
  (void)sigaction(SIGQUIT, &found_quit, NULL);
  for (int i = 0; i < N_SIGNALS; i++) {
    if (SIGNALS[i].number == SIGALRM) continue;
    if (found[i].sa_handler == SIG_IGN) (void)sigaction(SIGNALS[i].number, &found[i], NULL);
    else set_handler(SIGNALS[i].number);
  }
}

void stop_limit_time(double seconds)
{
  const double left = stop.started + seconds - read_clock();

  stop.limit = seconds;
  set_handler(SIGALRM);
  (void)alarm((unsigned)fmin(fmax(ceil(left), 1.0), UINT_MAX));
}

void stop_remove_at_once(const char *path)
{
  stop.removed = path;
}

static bool would_pass_limit(double elapsed, double checkpoint)
{
  return stop.limit > 0.0 && elapsed + stop.longest + checkpoint > stop.limit;
}

static PetscErrorCode ask(void *context, MPI_Comm comm, double checkpoint, bool *stops)
{
  const double elapsed = read_clock() - stop.started;
  int          cause   = stop.caught;

  PetscFunctionBeginUser;
  (void)context;
  if (stop.waits && stop.asked >= 0.0) stop.longest = fmax(stop.longest, elapsed - stop.asked);
  stop.waits = 1;
  stop.asked = elapsed;
  if (cause == 0 && would_pass_limit(elapsed, checkpoint)) cause = SIGALRM;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &cause, 1, MPI_INT, MPI_MAX, comm));
  if (cause != 0) stop.caught = cause;
  *stops = cause != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stop_ask_between_runs(MPI_Comm comm, bool alone, bool *stops)
{
  PetscFunctionBeginUser;
  stop.asked = -1.0; // what lies between two runs is no step
  PetscCall(ask(NULL, comm, 0.0, stops));
  stop.asked = -1.0;
  if (alone && !*stops) stop.waits = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

const RunInterrupter *stop_interrupter(void)
{
  static const RunInterrupter INTERRUPTER = {.ask = ask};

  return &INTERRUPTER;
}

const char *stop_cause(void)
{
  return name_signal(stop.caught);
}
