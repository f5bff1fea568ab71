// SPDX-License-Identifier: GPL-3.0-or-later
// One file through the whole case reader: includes, merging, values with units, checks, and the resolved text.
#include "../../src/casefile/units.h"
#include "input.h"

#include "sij/casefile.h"

// Reading the database of units takes longer than all the rest: once is enough, and the linker puts these two in the
// place of the reader's own.
PetscErrorCode __real_units_create(Units **units);
PetscErrorCode __wrap_units_create(Units **units);
PetscErrorCode __wrap_units_destroy(Units **units);

PetscErrorCode __wrap_units_create(Units **units)
{
  static Units *kept;

  PetscFunctionBeginUser;
  if (!kept) PetscCall(__real_units_create(&kept));
  *units = kept;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode __wrap_units_destroy(Units **units)
{
  PetscFunctionBeginUser;
  *units = NULL;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_case(const char *path)
{
  Problems problems = {0};
  Case    *input    = NULL;
  char    *text     = NULL;

  PetscFunctionBeginUser;
  PetscCall(case_load(PETSC_COMM_SELF, path, 0, NULL, &input, &text, &problems));
  PetscCheck((input != NULL) == (problems.count == 0), PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "a case and a sentence, or neither");
  PetscCall(case_destroy(&input));
  PetscCall(PetscFree(text));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *path;

  (void)input_file("input.yaml", data, size, &path);
  if (read_case(path)) abort();
  return 0;
}
