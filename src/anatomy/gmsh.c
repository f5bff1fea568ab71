// SPDX-License-Identifier: GPL-3.0-or-later
// Opens and closes Gmsh, and runs what may end by an exception of it.
//
// Exceptions of Gmsh that its C interface does not turn into a code. C cannot catch them: the runtime of C++
// finds nobody who would and calls abort(), whose signal is the only place left to step in. What else aborts there, an
// assertion, comes back as well.
#define _POSIX_C_SOURCE 200809L // signals that are left by a jump

#include "gmsh.h"

#include "gmsh_api.h"

#include <setjmp.h>
#include <signal.h>

PetscErrorCode gmsh_open(void)
{
  PetscFunctionBeginUser;
  SijCallGmsh(gmsh_initialize(0, NULL, &ierr));
  SijCallGmsh(gmshOptionSetNumber("General.Verbosity", 0, &ierr));
  SijCallGmsh(gmshOptionSetNumber("General.NumThreads", 1, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode gmsh_close(void)
{
  PetscFunctionBeginUser;
  SijCallGmsh(gmshFinalize(&ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode gmsh_abandon(void)
{
  int failed;

  PetscFunctionBeginUser;
  gmshClear(&failed);
  gmshFinalize(&failed);
  PetscFunctionReturn(PETSC_SUCCESS);
}

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
