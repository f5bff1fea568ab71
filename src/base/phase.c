// SPDX-License-Identifier: GPL-3.0-or-later
// Sums wall-clock and processor time and notes memory by phase, opens a stage of PETSc's log for each, and writes the sums when PETSc ends.
#define _POSIX_C_SOURCE 200809L

#include "sij/base/phase.h"

#include <petsctime.h>

#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

enum { DEPTH = 16 };

static const char *const NAME[PHASE_COUNT] = {[PHASE_OTHER]        = "other",
                                              [PHASE_GEOMETRY]     = "geometry",
                                              [PHASE_DISTRIBUTION] = "distribution",
                                              [PHASE_SETUP]        = "setup",
                                              [PHASE_FLOW]         = "flow",
                                              [PHASE_TRANSPORT]    = "transport",
                                              [PHASE_SOLID]        = "solid",
                                              [PHASE_PHARMACOLOGY] = "pharmacology",
                                              [PHASE_OUTPUT]       = "output",
                                              [PHASE_CHECKPOINT]   = "checkpoint"};

// What is summed up of a phase, and its memory.
enum { WALL, PROCESSOR, MEMORY, MEASURES };

static struct {
  bool          open;
  char          file[PETSC_MAX_PATH_LEN]; // "": nothing is written
  PetscLogStage stage[PHASE_COUNT];
  Phase         stack[DEPTH]; // that of [depth] runs
  int           depth;
  double        since[MEMORY]; // wall clock and processor time at the last change   s
  double        sum[PHASE_COUNT][MEASURES];
  int           begun[PHASE_COUNT];
} phases;

static void read_clocks(double now[MEMORY])
{
  struct timespec wall, processor;

  (void)clock_gettime(CLOCK_MONOTONIC, &wall);
  (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
  now[WALL]      = (double)wall.tv_sec + 1e-9 * (double)wall.tv_nsec;
  now[PROCESSOR] = (double)processor.tv_sec + 1e-9 * (double)processor.tv_nsec;
}

// Of this process so far, in bytes; Linux counts in KiB.
static double find_peak_memory(void)
{
  struct rusage usage;

  return getrusage(RUSAGE_SELF, &usage) == 0 ? 1024.0 * (double)usage.ru_maxrss : 0.0;
}

// What passed since the last change goes to the phase that is running.
static void settle_time(void)
{
  double *const sum = phases.sum[phases.stack[phases.depth]];
  double        now[MEMORY];

  read_clocks(now);
  for (int i = 0; i < MEMORY; i++) {
    sum[i] += now[i] - phases.since[i];
    phases.since[i] = now[i];
  }
  sum[MEMORY] = find_peak_memory();
}

static PetscErrorCode write_sums(double sum[PHASE_COUNT][MEASURES])
{
  FILE *file;

  PetscFunctionBeginUser;
  file = fopen(phases.file, "w");
  PetscCheck(file, PETSC_COMM_SELF, PETSC_ERR_FILE_OPEN, "%s cannot be written", phases.file);
  fputs("phase,begun,wall,processor,memory\n", file);
  for (int i = 0; i < PHASE_COUNT; i++)
    if (phases.begun[i] > 0)
      fprintf(file, "%s,%d,%.4f,%.4f,%.0f\n", NAME[i], phases.begun[i], sum[i][WALL],
              sum[i][PROCESSOR], sum[i][MEMORY]);
  PetscCheck(fclose(file) == 0, PETSC_COMM_SELF, PETSC_ERR_FILE_WRITE, "%s cannot be written",
             phases.file);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode view_phases(void)
{
  static const MPI_Op OVER_RANKS[MEASURES] = {MPI_MAX, MPI_SUM, MPI_MAX};
  double              sum[PHASE_COUNT][MEASURES];
  int                 rank;

  PetscFunctionBeginUser;
  settle_time();
  phases.open = false;
  if (!phases.file[0]) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &rank));
  for (int i = 0; i < PHASE_COUNT; i++)
    for (int k = 0; k < MEASURES; k++)
      PetscCallMPI(MPI_Reduce(&phases.sum[i][k], &sum[i][k], 1, MPI_DOUBLE, OVER_RANKS[k], 0,
                              PETSC_COMM_WORLD));
  if (rank == 0) PetscCall(write_sums(sum));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode open_phases(void)
{
  PetscFunctionBeginUser;
  phases.open               = true;
  phases.begun[PHASE_OTHER] = 1;
  PetscCall(
    PetscOptionsGetString(NULL, NULL, "-phase_view", phases.file, sizeof phases.file, NULL));
  for (int i = 1; i < PHASE_COUNT; i++) PetscCall(PetscLogStageRegister(NAME[i], &phases.stage[i]));
  PetscCall(PetscRegisterFinalize(view_phases));
  read_clocks(phases.since);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode phase_begin(Phase phase)
{
  PetscFunctionBeginUser;
  if (!phases.open) PetscCall(open_phases());
  settle_time();
  PetscCheck(phases.depth + 1 < DEPTH, PETSC_COMM_SELF, PETSC_ERR_PLIB, "More than %d phases nest",
             DEPTH - 1);
  phases.stack[++phases.depth] = phase;
  phases.begun[phase]++;
  PetscCall(PetscLogStagePush(phases.stage[phase]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode phase_end(void)
{
  PetscFunctionBeginUser;
  PetscCheck(phases.depth > 0, PETSC_COMM_SELF, PETSC_ERR_PLIB, "No phase was begun");
  settle_time();
  phases.depth--;
  PetscCall(PetscLogStagePop());
  PetscFunctionReturn(PETSC_SUCCESS);
}
