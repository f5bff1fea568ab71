// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the summaries of several runs and prints them side by side: `sij compare`, and the table at the end
// of a run.
#include "table.h"

#include "sij/report.h"

#include <string.h>

static const char *copy_last_part(const char *folder, char name[RUN_NAME])
{
  size_t length = strlen(folder);

  while (length > 1 && folder[length - 1] == '/') length--;

  size_t start = length;

  while (start > 0 && folder[start - 1] != '/') start--;
  (void)snprintf(name, RUN_NAME, "%.*s", (int)(length - start), folder + start);
  return name;
}

static bool is_name_taken(int n, const Run run[], int i)
{
  for (int k = 0; k < n; k++)
    if (k != i && strcmp(run[k].name, run[i].name) == 0) return true;
  return false;
}

// Two runs of one case are told apart by their folders.
static PetscErrorCode name_after_folders(int n, const char *const folder[], Run run[])
{
  bool *taken;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &taken));
  for (int i = 0; i < n; i++) taken[i] = is_name_taken(n, run, i);
  for (int i = 0; i < n; i++)
    if (taken[i]) (void)copy_last_part(folder[i], run[i].name);
  PetscCall(PetscFree(taken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode compare_on_rank_0(int n, const char *const folder[], Problems *problems)
{
  const int before = problems->count;
  Run      *run;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &run));
  for (int i = 0; i < n; i++) PetscCall(run_read(folder[i], &run[i], problems));
  if (problems->count == before) {
    PetscCall(name_after_folders(n, folder, run));
    table_print(stdout, n, run);
    (void)fflush(stdout);
  }
  for (int i = 0; i < n; i++) PetscCall(quantities_destroy(&run[i].list));
  PetscCall(PetscFree(run));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_compare(MPI_Comm comm, int n, const char *const folder[], Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(compare_on_rank_0(n, folder, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_print(MPI_Comm comm, const Quantities *list)
{
  const Run run = {.name = "this run", .list = *list};
  int       rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) {
    table_print(stdout, 1, &run);
    (void)fflush(stdout);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
