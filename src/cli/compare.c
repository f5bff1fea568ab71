// SPDX-License-Identifier: GPL-3.0-or-later
// `sij compare`: prints the answer of runs, and their results side by side, and shows them in a page where asked.
#include "verbs.h"

#include "sij/page.h"
#include "sij/report.h"

PetscErrorCode verb_compare(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                            int *status)
{
  const char *page = arguments_value(arguments, "--page");

  PetscFunctionBeginUser;
  (void)status;
  PetscCall(report_compare(comm, arguments->n_operands, arguments->operand,
                           arguments_flag(arguments, "--all"), problems));
  if (page && problems->count == 0)
    PetscCall(verb_write_page(comm, arguments, page, PAGE_MOST, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
