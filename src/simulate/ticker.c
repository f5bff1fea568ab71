// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the progress of a run from a thread: the stage or the time loop it is in, time passed and time left.
#define _POSIX_C_SOURCE 200809L

#include "ticker.h"

#include "constants.h"

#include "sij/base/stage.h"
#include "sij/base/terminal.h"
#include "sij/report/wrap.h"

#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TEXT = 256, BAR = 24 };

/** Something that goes on: when it began, what share was done then and is now (NaN: not known), and how long it is expected to
 * take in all (0: not known). */
typedef struct {
  char   text[TEXT];
  double began, first, done, expected;
  bool   on;
} Activity;

struct Ticker {
  pthread_mutex_t mutex;
  pthread_cond_t  wake;
  pthread_t       thread;
  StageListener   listener;
  Activity        stage, loop;
  double          began, printed; // wall clock     s
  bool            terminal, drawn, quits;
};

static double read_clock(void)
{
  struct timespec now;

  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

const char *ticker_format(double t, char text[TICKER_TIME])
{
  if (t < 120.0) (void)snprintf(text, TICKER_TIME, "%.1f s", t);
  else if (t < 7200.0) (void)snprintf(text, TICKER_TIME, "%.1f min", t / 60.0);
  else if (t < 172800.0) (void)snprintf(text, TICKER_TIME, "%.1f h", t / 3600.0);
  else (void)snprintf(text, TICKER_TIME, "%.1f d", t / 86400.0);
  return text;
}

// What was gained so far tells how long the whole takes on this machine.
static void set_done(Activity *activity, double done, double now)
{
  const double gained = done - activity->first;

  activity->done = fmin(1.0, fmax(0.0, done));
  if (gained > TICKER_SHARE)
    activity->expected = (now - activity->began) * (1.0 - activity->first) / gained;
}

// NaN: not known, or longer than expected.
static double estimate_left(const Activity *activity, double now)
{
  const double left = activity->expected - (now - activity->began);

  return left > TICKER_LEAST ? left : NAN;
}

static double estimate_done(const Activity *activity, double now)
{
  const double told = isnan(activity->done) ? 0.0 : activity->done;

  if (!(activity->expected > 0.0)) return told;
  const double share =
    activity->first + (1.0 - activity->first) * (now - activity->began) / activity->expected;

  return fmax(told, fmin(TICKER_FULL, share));
}

// The stage stands for itself until there is a time loop; then behind its step.
static void write_text(const Ticker *ticker, double now, char text[2 * TEXT])
{
  const Activity *main = ticker->loop.on ? &ticker->loop : &ticker->stage;
  const double    left = estimate_left(main, now);
  char            elapsed[TICKER_TIME], rest[TICKER_TIME] = "";
  size_t          used;

  (void)snprintf(text, TEXT, "%.*s  elapsed %s", TEXT - TICKER_TIME - 16, main->text,
                 ticker_format(now - ticker->began, elapsed));
  used = strlen(text);
  if (!isnan(left)) (void)snprintf(text + used, TEXT, "  left %s", ticker_format(left, rest));
  if (main == &ticker->stage || !ticker->stage.on) return;
  used = strlen(text);
  (void)snprintf(text + used, TEXT - 1, "  (%.150s", ticker->stage.text);
  used = strlen(text);
  if (!(ticker->stage.done >= TICKER_SHARE)) (void)snprintf(text + used, 8, ")");
  else (void)snprintf(text + used, 16, " %.0f %%)", 100.0 * ticker->stage.done);
}

static void draw_bar(Ticker *ticker, double now)
{
  const Activity *main = ticker->loop.on ? &ticker->loop : &ticker->stage;
  const double    done = estimate_done(main, now);
  const int       room = terminal_columns() - BAR - 4;
  char            bar[BAR + 1], text[2 * TEXT];
  int             skip, n;

  write_text(ticker, now, text);
  for (int i = 0; i < BAR; i++) bar[i] = i + 0.5 < done * BAR ? '#' : '.';
  bar[BAR] = '\0';
  n        = wrap_line(text, room, &skip); // a bar has one line
  printf("\r[%s] %.*s\033[K", bar, n, text);
  (void)fflush(stdout);
  ticker->drawn = true;
}

static void print_line(Ticker *ticker, double now)
{
  char text[2 * TEXT];

  write_text(ticker, now, text);
  printf("%s\n", text);
  (void)fflush(stdout);
  ticker->printed = now;
}

static void show(Ticker *ticker)
{
  const double now = read_clock();

  if (!ticker->stage.on && !ticker->loop.on) return;
  if (ticker->terminal) draw_bar(ticker, now);
  else if (now > ticker->printed + LOG_INTERVAL) print_line(ticker, now);
}

static void clear_bar(Ticker *ticker)
{
  if (ticker->drawn) printf("\r\033[K");
  ticker->drawn = false;
}

static void *keep_showing(void *context)
{
  Ticker         *ticker = context;
  struct timespec until;

  (void)pthread_mutex_lock(&ticker->mutex);
  while (!ticker->quits) {
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    (void)pthread_cond_timedwait(&ticker->wake, &ticker->mutex, &until);
    if (!ticker->quits) show(ticker);
  }
  (void)pthread_mutex_unlock(&ticker->mutex);
  return NULL;
}

// The first line of a stage comes soon, so that nobody waits before a silent program.
static void begin_stage(void *context, const char *name, double expected)
{
  Ticker      *ticker = context;
  const double now    = read_clock();

  (void)pthread_mutex_lock(&ticker->mutex);
  ticker->stage =
    (Activity){.began = now, .expected = expected, .first = 0.0, .done = NAN, .on = true};
  (void)snprintf(ticker->stage.text, sizeof ticker->stage.text, "%s", name);
  if (!ticker->loop.on) ticker->printed = now + TICKER_SOON - LOG_INTERVAL;
  if (ticker->terminal) show(ticker);
  (void)pthread_mutex_unlock(&ticker->mutex);
}

static void tell_stage(void *context, double done)
{
  Ticker *ticker = context;

  (void)pthread_mutex_lock(&ticker->mutex);
  if (!(done < ticker->stage.done)) set_done(&ticker->stage, done, read_clock());
  (void)pthread_mutex_unlock(&ticker->mutex);
}

// What took long is told, where no time loop is shown.
static void end_stage(void *context)
{
  Ticker      *ticker = context;
  const double took   = read_clock() - ticker->stage.began;
  char         text[TICKER_TIME];

  (void)pthread_mutex_lock(&ticker->mutex);
  if (ticker->stage.on && !ticker->loop.on) {
    clear_bar(ticker);
    if (took > TICKER_TOLD) printf("%s: %s\n", ticker->stage.text, ticker_format(took, text));
    (void)fflush(stdout);
  }
  ticker->stage.on = false;
  (void)pthread_mutex_unlock(&ticker->mutex);
}

void ticker_step(Ticker *ticker, const char *text, double done, bool line)
{
  Activity    *loop = &ticker->loop;
  const double now  = read_clock();

  (void)pthread_mutex_lock(&ticker->mutex);
  if (!loop->on) *loop = (Activity){.began = now, .first = done, .on = true};
  (void)snprintf(loop->text, sizeof loop->text, "%s", text);
  set_done(loop, done, now);
  if (line && !ticker->terminal) print_line(ticker, now);
  (void)pthread_mutex_unlock(&ticker->mutex);
}

void ticker_rest(Ticker *ticker)
{
  (void)pthread_mutex_lock(&ticker->mutex);
  if (ticker->terminal && ticker->loop.on) {
    draw_bar(ticker, read_clock());
    printf("\n");
  }
  ticker->drawn = ticker->loop.on = ticker->stage.on = false;
  (void)pthread_mutex_unlock(&ticker->mutex);
}

// No signal goes to the thread: the main one obeys them.
static PetscErrorCode start_thread(Ticker *ticker)
{
  sigset_t all, before;

  PetscFunctionBeginUser;
  (void)sigfillset(&all);
  (void)pthread_sigmask(SIG_SETMASK, &all, &before);
  PetscCheck(pthread_create(&ticker->thread, NULL, keep_showing, ticker) == 0, PETSC_COMM_SELF,
             PETSC_ERR_SYS, "no thread for the progress of the run");
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode ticker_create(bool terminal, Ticker **ticker)
{
  Ticker *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->terminal = terminal;
  made->began = made->printed = read_clock();
  made->listener =
    (StageListener){.context = made, .begin = begin_stage, .tell = tell_stage, .end = end_stage};
  (void)pthread_mutex_init(&made->mutex, NULL);
  (void)pthread_cond_init(&made->wake, NULL);
  PetscCall(start_thread(made));
  stage_listen(&made->listener);
  *ticker = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode ticker_destroy(Ticker **ticker)
{
  PetscFunctionBeginUser;
  if (!*ticker) PetscFunctionReturn(PETSC_SUCCESS);
  stage_listen(NULL);
  (void)pthread_mutex_lock(&(*ticker)->mutex);
  (*ticker)->quits = true;
  (void)pthread_cond_signal(&(*ticker)->wake);
  (void)pthread_mutex_unlock(&(*ticker)->mutex);
  (void)pthread_join((*ticker)->thread, NULL);
  clear_bar(*ticker);
  (void)fflush(stdout);
  (void)pthread_cond_destroy(&(*ticker)->wake);
  (void)pthread_mutex_destroy(&(*ticker)->mutex);
  PetscCall(PetscFree(*ticker));
  PetscFunctionReturn(PETSC_SUCCESS);
}
