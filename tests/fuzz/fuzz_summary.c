// SPDX-License-Identifier: GPL-3.0-or-later
// One summary.json through the reader of `sij compare`.
#include "../../src/report/run.h"
#include "input.h"

static PetscErrorCode read_summary(const char *folder)
{
  Problems problems = {0};
  Run      run;

  PetscFunctionBeginUser;
  PetscCall(run_read(folder, &run, &problems));
  PetscCall(quantities_destroy(&run.list));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *path;

  if (read_summary(input_file("summary.json", data, size, &path))) abort();
  return 0;
}
