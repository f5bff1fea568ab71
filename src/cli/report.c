// SPDX-License-Identifier: GPL-3.0-or-later
// `sij report`: writes the page of one or several runs, as `sij compare --page` does after its table.
#include "verbs.h"

#include "sij/page.h"

#include <stdio.h>

PetscErrorCode verb_write_page(MPI_Comm comm, const Arguments *arguments, const char *path,
                               Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(page_write(comm, arguments->n_operands, arguments->operand, path, problems));
  if (rank == 0 && problems->count == 0) printf("Open %s in a browser.\n", path);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_report(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  PetscFunctionBeginUser;
  (void)status;
  PetscCall(verb_write_page(comm, arguments, arguments->output ? arguments->output : "page.html",
                            problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
