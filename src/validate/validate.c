// SPDX-License-Identifier: GPL-3.0-or-later
// Finds a finding by its number in all families and runs it, one subject of the verdicts each: what `sij validate`
// calls.
#include "sij/testing/validate.h"

#include "findings.h"

#include <stdio.h>

struct Validation {
  Bench *bench; // owned
};

static const Finding *const FAMILY[] = {findings_filling,  findings_leaks, findings_spread,
                                        findings_controls, findings_block, findings_steroid,
                                        findings_motion};

// The i-th by number, whatever family holds it.
static const Finding *find_finding(int i)
{
  const Finding *found = NULL;
  int            least = 0;

  for (int k = 0; k <= i; k++) {
    found = NULL;
    for (size_t f = 0; f < sizeof FAMILY / sizeof *FAMILY; f++)
      for (const Finding *finding = FAMILY[f]; finding->text; finding++)
        if (finding->number > least && (!found || finding->number < found->number)) found = finding;
    if (!found) return NULL;
    least = found->number;
  }
  return found;
}

bool validate_name(int i, int *number, const char **text)
{
  const Finding *finding = find_finding(i);

  if (!finding) return false;
  *number = finding->number;
  *text   = finding->text;
  return true;
}

PetscErrorCode validate_create(MPI_Comm comm, const ValidateRequest *request,
                               Validation **validation)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(validation));
  PetscCall(bench_create(comm, request, &(*validation)->bench));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode validate_destroy(Validation **validation)
{
  PetscFunctionBeginUser;
  if (!*validation) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(bench_destroy(&(*validation)->bench));
  PetscCall(PetscFree(*validation));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode validate_run(Validation *validation, int i, Verdicts *found, Problems *problems)
{
  const Finding *finding = find_finding(i);
  const int      before  = problems->count;
  char           name[VERDICT_NAME];

  PetscFunctionBeginUser;
  PetscCheck(finding, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "there is no finding %d", i);
  (void)snprintf(name, sizeof name, "%d", finding->number);
  PetscCall(verdicts_subject(found, name, finding->text));
  PetscCall(verdicts_note(found, "Source: %s.", finding->source));
  PetscCall(finding->act(validation->bench, found, problems));
  if (problems->count > before)
    PetscCall(verdicts_note(found, "An experiment could not be run: not judged in full."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
