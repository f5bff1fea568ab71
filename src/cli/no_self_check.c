// SPDX-License-Identifier: GPL-3.0-or-later
// `sij verify` and `sij validate` in a build without SIJ_SELF_CHECK: each says that it is not there, and how to
// get it. With SIJ_SELF_CHECK verify.c and validate.c stand in its place.
#include "verbs.h"

static PetscErrorCode refuse_self_check(const char *verb, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_add(problems, verb,
                         "this build of sij has no self checks; build it with the CMake option "
                         "-DSIJ_SELF_CHECK=ON to get them"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_verify(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  PetscFunctionBeginUser;
  (void)comm;
  (void)arguments;
  (void)status;
  PetscCall(refuse_self_check("sij verify", problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_validate(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                             int *status)
{
  PetscFunctionBeginUser;
  (void)comm;
  (void)arguments;
  (void)status;
  PetscCall(refuse_self_check("sij validate", problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
