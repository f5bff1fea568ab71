// SPDX-License-Identifier: GPL-3.0-or-later
// A case as every verb wants it: read, and its names held against the anatomy.
#include "input.h"

#include "sij/model.h"

PetscErrorCode input_load(MPI_Comm comm, const char *path, const Arguments *arguments, Case **input,
                          char **text, Problems *problems)
{
  const CaseSource source   = {.path     = path,
                               .n        = arguments->n_keys,
                               .override = arguments->key,
                               .outside  = arguments_flag(arguments, "--allow-outside")};
  char            *unwanted = NULL;

  PetscFunctionBeginUser;
  *input = NULL;
  PetscCall(case_load_source(comm, &source, input, text ? text : &unwanted, problems));
  PetscCall(PetscFree(unwanted));
  if (!*input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(model_check(comm, *input, problems));
  if (problems->count > 0) {
    PetscCall(case_destroy(input));
    if (text) PetscCall(PetscFree(*text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
