// SPDX-License-Identifier: GPL-3.0-or-later
// Finds a check by its number in all families and runs it, one subject of the verdicts each: what `sij verify` calls.
#include "checks.h"

static const Check *const FAMILY[] = {checks_flow, checks_transport, checks_tissue, checks_time,
                                      checks_kept, checks_mechanics, checks_coupled};

static const Check *find_check(int i)
{
  for (size_t f = 0; f < sizeof FAMILY / sizeof *FAMILY; f++)
    for (const Check *check = FAMILY[f]; check->name; check++)
      if (i-- == 0) return check;
  return NULL;
}

bool verify_name(int i, const char **name, const char **summary)
{
  const Check *check = find_check(i);

  if (!check) return false;
  *name    = check->name;
  *summary = check->summary;
  return true;
}

PetscErrorCode verify_run(MPI_Comm comm, int i, const VerifyRequest *request, Verdicts *found)
{
  const Check *check = find_check(i);

  PetscFunctionBeginUser;
  PetscCheck(check, comm, PETSC_ERR_ARG_OUTOFRANGE, "there is no check %d", i);
  PetscCall(verdicts_subject(found, check->name, check->summary));
  PetscCall(check->act(comm, request, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
