// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before Open MPI by tests of several ranks: a rank that waits calls sched_yield() over and over, which takes the
// core from ranks that work when there are more ranks than cores. Here every fourth call sleeps instead.
#define _GNU_SOURCE
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int sched_yield(void)
{
  static int                   calls;
  static const struct timespec rest = {.tv_nsec = 20000};

  if (++calls % 4 != 0) return (int)syscall(SYS_sched_yield);
  return nanosleep(&rest, NULL);
}
