// SPDX-License-Identifier: GPL-3.0-or-later
// One input of the mesh reader, from bytes to the checks of a coarse mesh. Entry point of libFuzzer, and of mutate.c.
#include "../../src/anatomy/msh.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static PetscErrorCode read_mesh(const char *text, size_t size)
{
  Problems    problems = {0};
  MeshFile   *file     = NULL;
  CoarseMesh *coarse   = NULL;

  PetscFunctionBeginUser;
  PetscCall(meshfile_parse(text, size, "input", &file, &problems));
  PetscCheck((file != NULL) == (problems.count == 0), PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "a mesh and a sentence, or neither");
  if (file) PetscCall(msh_build(file, "input", 1e-3, &coarse, &problems));
  if (coarse) PetscCall(coarse_check(coarse, "input", &problems));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(meshfile_destroy(&file));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The text lies in memory of its own, so that a sanitizer sees each byte read beyond it.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = malloc(size + 1);

  if (!text) abort();
  memcpy(text, data, size);
  text[size] = '\0';
  if (read_mesh(text, size)) abort();
  free(text);
  return 0;
}
