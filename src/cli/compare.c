// SPDX-License-Identifier: GPL-3.0-or-later
// `sij compare`: prints the results of several runs side by side, and shows them in a page where asked.
#include "verbs.h"

#include "sij/page.h"
#include "sij/report.h"

static PetscErrorCode check_single(MPI_Comm comm, const char *folder, Problems *problems)
{
  Quantities list = {0};
  char       name[REPORT_NAME];

  PetscFunctionBeginUser;
  PetscCall(report_read_summary(comm, folder, name, &list, problems));
  PetscCall(problems_add(problems, "sij compare", "wants RUN RUN...; see sij compare --help"));
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_compare(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                            int *status)
{
  const char *page = arguments_value(arguments, "--page");

  PetscFunctionBeginUser;
  (void)status;
  // A single run is at fault as well as too few, if it is not there.
  if (arguments->n_operands == 1) PetscCall(check_single(comm, arguments->operand[0], problems));
  else PetscCall(report_compare(comm, arguments->n_operands, arguments->operand, problems));
  if (page && problems->count == 0)
    PetscCall(verb_write_page(comm, arguments, page, PAGE_MOST, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
