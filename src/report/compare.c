// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the summaries of runs and prints them side by side: `sij compare`, and what is said at the end of a run.
#include "table.h"

#include "sij/report.h"
#include "sij/report/wrap.h"

#include <string.h>

static void copy_last_part(const char *folder, char name[RUN_NAME])
{
  size_t length = strlen(folder);

  while (length > 1 && folder[length - 1] == '/') length--;

  size_t start = length;

  while (start > 0 && folder[start - 1] != '/') start--;
  (void)snprintf(name, RUN_NAME, "%.*s", (int)(length - start), folder + start);
}

// Two runs of one case are told apart by their folders.
PetscErrorCode report_name_runs(int n, const char *const folder[], char (*name)[REPORT_NAME])
{
  bool *taken;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &taken));
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n; k++) taken[i] = taken[i] || (k != i && strcmp(name[k], name[i]) == 0);
  for (int i = 0; i < n; i++)
    if (taken[i]) copy_last_part(folder[i], name[i]);
  PetscCall(PetscFree(taken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode name_after_folders(int n, const char *const folder[], Run run[])
{
  char(*name)[REPORT_NAME];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &name));
  for (int i = 0; i < n; i++) memcpy(name[i], run[i].name, sizeof name[i]);
  PetscCall(report_name_runs(n, folder, name));
  for (int i = 0; i < n; i++) memcpy(run[i].name, name[i], sizeof name[i]);
  PetscCall(PetscFree(name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode compare_on_rank_0(int n, const char *const folder[], bool all,
                                        Problems *problems)
{
  const int       before = problems->count;
  const GridPlace place  = grid_place();
  Run            *run;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &run));
  for (int i = 0; i < n; i++) PetscCall(run_read(folder[i], &run[i], problems));
  if (problems->count == before) {
    PetscCall(name_after_folders(n, folder, run));
    PetscCall(table_print(&place, n, run, all));
    printf("\n");
    wrap_print(stdout, place.width, 0, 2,
               all ? "Every quantity, with those not shown here, is in summary.json."
                   : "Every figure: sij compare --all.");
    (void)fflush(stdout);
  }
  for (int i = 0; i < n; i++) PetscCall(quantities_destroy(&run[i].list));
  PetscCall(PetscFree(run));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_compare(MPI_Comm comm, int n, const char *const folder[], bool all,
                              Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(compare_on_rank_0(n, folder, all, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_print(MPI_Comm comm, const char *name, const Quantities *list, bool all)
{
  const GridPlace place = grid_place();
  Run             run   = {.list = *list};
  int             rank;

  PetscFunctionBeginUser;
  (void)snprintf(run.name, sizeof run.name, "%s", name);
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) {
    printf("\n");
    PetscCall(table_print(&place, 1, &run, all));
    (void)fflush(stdout);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
