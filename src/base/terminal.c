// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the environment and the terminal for their width, and whether colours may be used.
#define _POSIX_C_SOURCE 200809L

#include "sij/base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS_MOST = 1000 };

bool terminal_is_watched(void)
{
  return isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
}

static long read_columns(void)
{
  const char    *text = getenv("COLUMNS");
  char          *end;
  struct winsize window;

  if (text) {
    const long columns = strtol(text, &end, 10);

    if (end != text && !*end && columns > 0) return columns;
  }
  if (terminal_is_watched() && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
    return window.ws_col;
  return TERMINAL_COLUMNS;
}

int terminal_columns(void)
{
  const long columns = read_columns();

  if (columns < TERMINAL_LEAST) return TERMINAL_LEAST;
  return columns < COLUMNS_MOST ? (int)columns : COLUMNS_MOST;
}

bool terminal_has_colour(void)
{
  const char *no = getenv("NO_COLOR"), *kind = getenv("TERM");

  return terminal_is_watched() && !(no && no[0]) && kind && strcmp(kind, "dumb") != 0;
}
