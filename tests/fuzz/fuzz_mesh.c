// SPDX-License-Identifier: GPL-3.0-or-later
// One input of the mesh reader, from bytes to the checks of a coarse mesh. Entry point of libFuzzer, and of mutate.c.
#include "../../src/anatomy/msh.h"
#include "input.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = input_text(data, size);

  if (read_mesh(text, size)) abort();
  free(text);
  return 0;
}
