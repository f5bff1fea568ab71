// SPDX-License-Identifier: GPL-3.0-or-later
// The rates of a machine in the cache folder: one small file of text for each name of a machine, read and written by rank 0.
#include "sij/plan.h"

#include <stdio.h>
#include <string.h>

static PetscErrorCode rates_path(const char *folder, char path[PETSC_MAX_PATH_LEN])
{
  char host[128] = "";

  PetscFunctionBeginUser;
  PetscCall(PetscGetHostName(host, sizeof host));
  PetscCall(PetscSNPrintf(path, PETSC_MAX_PATH_LEN, "%s/rates_%s.txt", folder, host));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool read_row(FILE *file, PlanRates *rates)
{
  const int  i       = rates->n;
  const bool follows = i < PLAN_ROWS &&
                       fscanf(file, "%d %lf", &rates->ranks[i], &rates->solver[i]) == 2 &&
                       rates->solver[i] > 0.0 &&
                       (i == 0 ? rates->ranks[i] == 1 : rates->ranks[i] > rates->ranks[i - 1]);

  if (follows) rates->n++;
  return follows;
}

// A file that is not as it was written counts as none.
static void read_file(FILE *file, PlanRates *rates)
{
  if (fscanf(file, "sij rates 1 serial %lf solver", &rates->serial) != 1 || !(rates->serial > 0.0))
    return;
  while (read_row(file, rates)) {
  }
}

PetscErrorCode plan_read_rates(MPI_Comm comm, const char *folder, PlanRates *rates)
{
  char  path[PETSC_MAX_PATH_LEN];
  FILE *file = NULL;
  int   rank;

  PetscFunctionBeginUser;
  *rates = (PlanRates){0};
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(rates_path(folder, path));
  if (rank == 0) file = fopen(path, "r");
  if (file) {
    read_file(file, rates);
    (void)fclose(file);
  }
  PetscCallMPI(MPI_Bcast(rates, (int)sizeof *rates, MPI_BYTE, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool write_file(const char *path, const PlanRates *rates)
{
  FILE *file = fopen(path, "w");
  bool  good = file != NULL;

  if (!file) return false;
  good = fprintf(file, "sij rates 1\nserial %.6g\nsolver\n", rates->serial) > 0;
  for (int i = 0; i < rates->n; i++)
    good = fprintf(file, "%d %.6g\n", rates->ranks[i], rates->solver[i]) > 0 && good;
  return fclose(file) == 0 && good;
}

PetscErrorCode plan_write_rates(MPI_Comm comm, const char *folder, const PlanRates *rates,
                                char path[PETSC_MAX_PATH_LEN], Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(rates_path(folder, path));
  if (rank == 0) anatomy_make_folder(path);
  if (rank == 0 && !write_file(path, rates))
    PetscCall(problems_add(problems, path,
                           "the rates of this machine cannot be written; set SIJ_CACHE to a folder "
                           "that exists, may be written to and has room"));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
