// SPDX-License-Identifier: GPL-3.0-or-later
/** The built-in baseline and every case file named load without a fault, and what they resolve to loads as
 * the same case.
 *
 * usage: casefile_inputs FILE...
 */
#include "sij/casefile.h"

#include <stdio.h>
#include <string.h>

/** The resolved text, read again: only the names of the two files differ. */
static PetscErrorCode reload(const Case *input, const char *text, int *faults)
{
  const char *path     = "casefile_inputs_resolved.yaml";
  Case       *again    = NULL;
  Problems    problems = {0};
  FILE       *file     = fopen(path, "wb");

  PetscFunctionBeginUser;
  PetscCheck(file && fputs(text, file) >= 0 && fclose(file) == 0, PETSC_COMM_SELF,
             PETSC_ERR_FILE_OPEN, "%s cannot be written", path);
  PetscCall(case_load(PETSC_COMM_WORLD, path, 0, NULL, &again, NULL, &problems));
  (void)remove(path);
  for (int i = 0; i < problems.count; i++) printf("  resolved: %s\n", problems.sentence[i]);
  *faults += problems.count;
  if (again) memcpy(again->file, input->file, sizeof again->file);
  if (again && memcmp(again, input, sizeof *again) != 0) {
    printf("  resolved: another case\n");
    *faults += 1;
  }
  PetscCall(case_destroy(&again));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode load(const char *path, int *faults)
{
  Case    *input    = NULL;
  char    *text     = NULL;
  Problems problems = {0};

  PetscFunctionBeginUser;
  PetscCall(case_load(PETSC_COMM_WORLD, path, 0, NULL, &input, &text, &problems));
  printf("%s: %d faults, %d injections\n", path ? path : "(built in)", problems.count,
         input ? input->n_injections : 0);
  for (int i = 0; i < problems.count; i++) printf("  %s\n", problems.sentence[i]);
  *faults += problems.count;
  if (input) PetscCall(reload(input, text, faults));
  PetscCall(case_destroy(&input));
  PetscCall(PetscFree(text));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  int faults = 0;

  PetscCall(PetscInitialize(NULL, NULL, NULL, NULL));
  PetscCall(load(NULL, &faults));
  for (int i = 1; i < argc; i++) PetscCall(load(argv[i], &faults));
  PetscCall(PetscFinalize());
  return faults > 0 || argc < 2;
}
