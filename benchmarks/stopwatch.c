// SPDX-License-Identifier: GPL-3.0-or-later
// Times laps, asks PETSc's log and the system what a benchmark did, and prints it line by line.
#define _POSIX_C_SOURCE 200809L

#include "stopwatch.h"

#include <petscmat.h>

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

enum { PASSES = 10, NAME = 64 };

typedef struct {
  double wall, processor; // s
} Clocks;

static struct {
  char   phase[NAME];
  Clocks since;
} lap;

static double read_clock(clockid_t clock)
{
  struct timespec now;

  (void)clock_gettime(clock, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

PetscErrorCode stopwatch_begin(const char *phase)
{
  PetscLogStage stage;

  PetscFunctionBeginUser;
  (void)snprintf(lap.phase, sizeof lap.phase, "%s", phase);
  PetscCall(PetscLogStageGetId(phase, &stage));
  if (stage < 0) PetscCall(PetscLogStageRegister(phase, &stage));
  PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
  PetscCall(PetscLogStagePush(stage));
  lap.since = (Clocks){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)};
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_end(void)
{
  const double wall      = read_clock(CLOCK_MONOTONIC) - lap.since.wall;
  const double processor = read_clock(CLOCK_PROCESS_CPUTIME_ID) - lap.since.processor;
  double       slowest, all;

  PetscFunctionBeginUser;
  PetscCall(PetscLogStagePop());
  PetscCallMPI(MPI_Allreduce(&wall, &slowest, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  PetscCallMPI(MPI_Allreduce(&processor, &all, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "lap %s %.6f %.6f\n", lap.phase, slowest, all));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_count(const char *name, long long value)
{
  PetscFunctionBeginUser;
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "count %s %lld\n", name, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_result(const char *name, double value)
{
  PetscFunctionBeginUser;
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "result %s %.10g\n", name, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_memory(void)
{
  struct rusage usage;
  double        own, largest;

  PetscFunctionBeginUser;
  // Linux counts in KiB.
  own = getrusage(RUSAGE_SELF, &usage) == 0 ? 1024.0 * (double)usage.ru_maxrss : 0.0;
  PetscCallMPI(MPI_Allreduce(&own, &largest, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "memory %.0f\n", largest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_file(const char *name, const char *path)
{
  struct stat file;

  PetscFunctionBeginUser;
  PetscCheck(stat(path, &file) == 0, PETSC_COMM_SELF, PETSC_ERR_FILE_OPEN, "%s was not written",
             path);
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "bytes %s %lld\n", name, (long long)file.st_size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_kernel(const char *phase, const char *operation, double bytes,
                                double *moved)
{
  PetscEventPerfInfo info;
  PetscLogStage      stage;
  PetscLogEvent      event;
  double             all;

  PetscFunctionBeginUser;
  *moved = 0.0;
  PetscCall(PetscLogStageGetId(phase, &stage));
  PetscCall(PetscLogEventGetId(operation, &event));
  if (stage < 0 || event < 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscLogEventGetPerfInfo(stage, event, &info));
  PetscCallMPI(MPI_Allreduce(&bytes, &all, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  *moved = all * info.count;
  if (info.count > 0)
    PetscCall(PetscPrintf(PETSC_COMM_WORLD, "kernel %s.%s %d %.0f %.6f\n", phase, operation,
                          info.count, all, info.time));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_whole(const char *phase, int calls, double bytes)
{
  PetscFunctionBeginUser;
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "kernel %s.whole %d %.0f -\n", phase, calls, bytes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void run_triad(PetscInt n, double *restrict a, const double *restrict b,
                      const double *restrict c)
{
  for (PetscInt i = 0; i < n; i++) a[i] = b[i] + 3.0 * c[i];
}

static PetscErrorCode time_pass(PetscInt n, double *a, const double *b, const double *c,
                                double *seconds)
{
  double from;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
  from = read_clock(CLOCK_MONOTONIC);
  run_triad(n, a, b, c);
  PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
  *seconds = read_clock(CLOCK_MONOTONIC) - from;
  PetscCheck(a[n - 1] == 7.0, PETSC_COMM_SELF, PETSC_ERR_PLIB, "The triad gave %g", a[n - 1]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stopwatch_triad(PetscInt n, double *bandwidth)
{
  double seconds = 0.0, *a, *b, *c;
  int    ranks;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc3(n, &a, n, &b, n, &c));
  for (PetscInt i = 0; i < n; i++) {
    b[i] = 1.0;
    c[i] = 2.0;
  }
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  *bandwidth = 0.0;
  for (int i = 0; i < PASSES; i++) {
    PetscCall(time_pass(n, a, b, c, &seconds));
    *bandwidth = PetscMax(*bandwidth, 24e-9 * (double)n * ranks / seconds);
  }
  PetscCall(PetscFree3(a, b, c));
  PetscFunctionReturn(PETSC_SUCCESS);
}
