// SPDX-License-Identifier: GPL-3.0-or-later
// Writes timeseries.csv row by row while a run goes on.
#include "sij/report.h"
#include "sij/report/part.h"

#include <math.h>
#include <string.h>

struct Series {
  MPI_Comm comm;
  int      rank;
  Part     part;  // open on rank 0 alone
  bool     begun; // names of the columns are written
};

PetscErrorCode report_series_open(MPI_Comm comm, const char *folder, Series **series,
                                  Problems *problems)
{
  const int before = problems->count;
  Series   *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->comm = comm;
  PetscCallMPI(MPI_Comm_rank(comm, &made->rank));
  if (made->rank == 0) PetscCall(part_open(folder, "timeseries.csv", &made->part, problems));
  PetscCall(problems_broadcast(comm, problems));
  if (problems->count > before) PetscCall(PetscFree(made));
  else *series = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void write_name(FILE *stream, const char *name)
{
  if (!strpbrk(name, ",\"\n")) {
    (void)fprintf(stream, ",%s", name);
    return;
  }
  (void)fputs(",\"", stream);
  for (const char *c = name; *c; c++) {
    if (*c == '"') (void)fputc('"', stream);
    (void)fputc(*c, stream);
  }
  (void)fputc('"', stream);
}

static void write_row(FILE *stream, double time, int n, const double value[])
{
  (void)fprintf(stream, "%.10g", time);
  for (int i = 0; i < n; i++)
    if (isfinite(value[i])) (void)fprintf(stream, ",%.10g", value[i]);
    else (void)fputc(',', stream);
  (void)fputc('\n', stream);
}

PetscErrorCode report_series_row(Series *series, double time, int n, const char *const column[],
                                 const double value[], Problems *problems)
{
  FILE *stream = series->part.stream;

  PetscFunctionBeginUser;
  if (stream) {
    if (!series->begun) {
      (void)fputs("time [s]", stream);
      for (int i = 0; i < n; i++) write_name(stream, column[i]);
      (void)fputc('\n', stream);
    }
    write_row(stream, time, n, value);
    PetscCall(part_flush(&series->part, problems));
  }
  series->begun = true;
  PetscCall(problems_broadcast(series->comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode report_series_close(Series **series, bool keep, Problems *problems)
{
  PetscFunctionBeginUser;
  if (!*series) PetscFunctionReturn(PETSC_SUCCESS);
  if (keep) PetscCall(part_keep(&(*series)->part, problems));
  else part_drop(&(*series)->part);
  PetscCall(problems_broadcast((*series)->comm, problems));
  PetscCall(PetscFree(*series));
  PetscFunctionReturn(PETSC_SUCCESS);
}
