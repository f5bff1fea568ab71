// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions of Gmsh that its C interface does not turn into a code. C cannot catch them: the runtime of C++
// finds nobody who would and calls abort(), whose signal is the only place left to step in. What else aborts there, an
// assertion, comes back as well.
#define _POSIX_C_SOURCE 200809L // signals that are left by a jump

#include "generate.h"

#include <setjmp.h>
#include <signal.h>

static sigjmp_buf way_back;

static void go_back(int number)
{
  (void)number;
  siglongjmp(way_back, 1);
}

PetscErrorCode gmsh_guarded(GmshWork *work, void *context, bool *gave_up)
{
  struct sigaction        before;
  const struct sigaction  ours   = {.sa_handler = go_back};
  volatile PetscErrorCode failed = PETSC_SUCCESS;

  *gave_up = false;
  (void)sigaction(SIGABRT, &ours, &before);
  if (sigsetjmp(way_back, 1) == 0) failed = work(context);
  else *gave_up = true;
  (void)sigaction(SIGABRT, &before, NULL);
  return failed;
}
