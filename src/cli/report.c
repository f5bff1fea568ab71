// SPDX-License-Identifier: GPL-3.0-or-later
// `sij report`: writes the page of one or several runs, as `sij compare --page` does after its table.
#include "verbs.h"

#include "sij/page.h"

#include <stdio.h>
#include <stdlib.h>

PetscErrorCode verb_write_page(MPI_Comm comm, const Arguments *arguments, const char *path,
                               double most, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(page_write(comm, arguments->n_operands, arguments->operand, path, most, problems));
  if (rank == 0 && problems->count == 0) printf("Open %s in a browser.\n", path);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_limit(const char *text, double *most, Problems *problems)
{
  char *end;

  PetscFunctionBeginUser;
  *most = 1e6 * strtod(text, &end);
  if (end == text || *end != '\0' || !(*most > 0.0 && *most <= 1e9))
    PetscCall(problems_add(problems, "sij report",
                           "--limit \"%s\": a number of megabytes up to 1000 is wanted", text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_report(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  const char *path = arguments->output ? arguments->output : "page.html";
  const char *text = arguments_value(arguments, "--limit");
  double      most = PAGE_MOST;

  PetscFunctionBeginUser;
  (void)status;
  if (text) PetscCall(read_limit(text, &most, problems));
  if (problems->count == 0) PetscCall(verb_write_page(comm, arguments, path, most, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
