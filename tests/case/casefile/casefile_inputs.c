/** The built-in baseline and every case file named load without a fault.
 *
 * usage: casefile_inputs FILE...
 */
#include "sij/casefile.h"

#include <stdio.h>
#include <string.h>

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
