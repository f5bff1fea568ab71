// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a run when its standard output is closed or full. The last thing that main() asks before it ends.
#include "output.h"

#include "verbs.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

void output_returns_errors(void)
{
  (void)signal(SIGPIPE, SIG_IGN);
  (void)signal(SIGXFSZ, SIG_IGN);
}

static bool has_reader_left(void)
{
  struct pollfd stream = {.fd = STDOUT_FILENO, .events = POLLOUT};

  return poll(&stream, 1, 0) > 0 && (stream.revents & (POLLERR | POLLHUP)) != 0;
}

int output_finish(int status)
{
  const bool lost = fflush(stdout) != 0 || ferror(stdout);

  if (!lost || has_reader_left()) return status;
  (void)fprintf(
    stderr, "sij: standard output could not be written to its end; is the disk behind it full?\n");
  return status == STATUS_FINE ? STATUS_FAILED : status;
}
