// SPDX-License-Identifier: GPL-3.0-or-later
// `sij schema`: prints the JSON Schema of case files, for editors, or of summary.json, for scripts.
#include "verbs.h"

#include "sij/casefile.h"
#include "sij/report.h"

#include <stdio.h>
#include <string.h>

static PetscErrorCode print_schema(const char *subject, Problems *problems)
{
  char *schema = NULL;

  PetscFunctionBeginUser;
  if (strcmp(subject, "summary") == 0) printf("%s", report_schema());
  else if (strcmp(subject, "case") == 0) PetscCall(case_schema(&schema, problems));
  else
    PetscCall(problems_add(problems, "sij schema",
                           "there is no schema of \"%s\"; case or summary is wanted", subject));
  if (schema) printf("%s\n", schema);
  PetscCall(PetscFree(schema));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_schema(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  int rank;

  PetscFunctionBeginUser;
  (void)status;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(print_schema(arguments->operand[0], problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
