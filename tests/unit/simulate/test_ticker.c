// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a log and the bar of a terminal: stages are named, time passed and left are told, the bar has one line.
#define _POSIX_C_SOURCE 200809L // setenv, nanosleep

#include "../../../src/simulate/ticker.h"
#include "unit/check.h"

#include "sij/base/stage.h"

#include <petscsys.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define must(call) assert_int_equal((call), 0)

enum { TEXT = 10000 };

static void wait_for(double seconds)
{
  const struct timespec time = {(time_t)seconds, (long)(1e9 * (seconds - (double)(time_t)seconds))};

  (void)nanosleep(&time, NULL);
}

// A stage of 1.3 s of which half is told, and two steps.
static void run_stage_and_steps(bool terminal)
{
  Ticker *ticker;

  must(ticker_create(terminal, &ticker));
  stage_begin("meshing the joint", 2.6);
  stage_tell(0.5);
  wait_for(1.3);
  stage_end();
  ticker_step(ticker, "t 1.0 s  step 1", 0.1, true);
  wait_for(0.3);
  ticker_step(ticker, "t 9.0 s  step 2", 0.5, true);
  ticker_rest(ticker);
  must(ticker_destroy(&ticker));
  stage_begin("nobody listens", 0.0);
  stage_end();
}

static void read_printed(bool terminal, char text[TEXT])
{
  const char *path = "ticker_printed.txt";
  const int   kept = dup(STDOUT_FILENO);
  FILE       *stream;

  (void)fflush(stdout);
  assert_non_null(freopen(path, "w", stdout));
  run_stage_and_steps(terminal);
  (void)fflush(stdout);
  (void)dup2(kept, STDOUT_FILENO);
  (void)close(kept);
  stream = fopen(path, "r");
  assert_non_null(stream);
  text[fread(text, 1, TEXT - 1, stream)] = '\0';
  (void)fclose(stream);
  (void)remove(path);
}

static void a_log_has_a_line_for_each(void **state)
{
  static char text[TEXT];
  char        left[8] = "";

  (void)state;
  read_printed(false, text);
  assert_non_null(strstr(text, "meshing the joint: 1."));
  assert_non_null(strstr(text, "\nt 1.0 s  step 1  elapsed 1."));
  assert_non_null(strstr(text, "\nt 9.0 s  step 2  elapsed 1."));
  // 0.3 s or more for 0.4 of the whole leave 0.375 s or more for the half that is left
  assert_int_equal(sscanf(strstr(text, "step 2"), "step 2  elapsed %*s s  left %7s", left), 1);
  assert_true(atof(left) >= 0.3 && atof(left) < 60.0);
  assert_null(strstr(text, "nobody"));
  assert_null(strchr(text, '\r'));
}

static void a_terminal_has_a_bar_of_one_line(void **state)
{
  static char text[TEXT];

  (void)state;
  (void)setenv("COLUMNS", "60", 1);
  read_printed(true, text);
  assert_non_null(strstr(text, "\r[............"));
  assert_non_null(strstr(text, "] meshing the joint  elapsed"));
  assert_non_null(strstr(text, "[############............] t 9.0 s"));
  for (char *bar = strtok(text, "\r\n"); bar; bar = strtok(NULL, "\r\n"))
    assert_true(strlen(bar) < 60 + strlen("\033[K"));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_log_has_a_line_for_each),
    cmocka_unit_test(a_terminal_has_a_bar_of_one_line),
  };
  int failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = cmocka_run_group_tests_name("simulate.ticker", tests, NULL, NULL);
  return PetscFinalize() ? 1 : failed;
}
