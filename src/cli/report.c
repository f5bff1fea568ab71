// SPDX-License-Identifier: GPL-3.0-or-later
// `sij report`: writes the page of one or several runs.
#include "verbs.h"

#include "sij/page.h"

#include <stdio.h>

PetscErrorCode verb_report(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  const char *path = arguments->output ? arguments->output : "page.html";
  int         rank;

  PetscFunctionBeginUser;
  (void)status;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(page_write(comm, arguments->n_operands, arguments->operand, path, problems));
  if (rank == 0 && problems->count == 0) printf("Open %s in a browser.\n", path);
  PetscFunctionReturn(PETSC_SUCCESS);
}
