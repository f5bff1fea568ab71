// SPDX-License-Identifier: GPL-3.0-or-later
// A summary read back from disk: rank 0 reads the file, every rank receives its quantities.
#include "run.h"

// Every rank but 0 has an empty list.
static PetscErrorCode share_quantities(MPI_Comm comm, Quantities *list)
{
  int rank, count = list->count;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Bcast(&count, 1, MPI_INT, 0, comm));
  if (rank > 0) {
    PetscCall(PetscMalloc1(count, &list->row));
    list->count = list->capacity = count;
  }
  PetscCallMPI(MPI_Bcast(list->row, count * (int)sizeof *list->row, MPI_BYTE, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_read_summary(MPI_Comm comm, const char *folder, char name[REPORT_NAME],
                                   Quantities *list, Problems *problems)
{
  Run      run   = {0};
  Problems found = {0};
  int      rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(run_read(folder, &run, &found));
  PetscCall(problems_broadcast(comm, &found));
  for (int i = 0; i < found.count; i++)
    PetscCall(problems_add(problems, "", "%s", found.sentence[i]));
  if (found.count == 0) {
    PetscCallMPI(MPI_Bcast(run.name, RUN_NAME, MPI_CHAR, 0, comm));
    PetscCall(share_quantities(comm, &run.list));
    PetscCall(quantities_copy(list, &run.list));
    PetscCall(PetscStrncpy(name, run.name, REPORT_NAME));
  }
  PetscCall(quantities_destroy(&run.list));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
