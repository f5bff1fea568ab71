// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the output of a run that is nearest to a time and writes it as a file of its own.
#include "sij/export.h"

#include "frame.h"
#include "vtu.h"

#include "sij/report/part.h"

#include <math.h>
#include <string.h>

static const double SAME_TIME = 1e-9; // relative: what a decimal of the command line loses

/** Number of the last output that is not after `time`; -1: there is none. */
static int64_t find_before(const StoreRows *times, double time)
{
  int64_t before = -1;

  for (int64_t i = 0; i < times->rows; i++)
    if (times->value[i] <= time * (1.0 + SAME_TIME)) before = i;
  return before;
}

static PetscErrorCode choose_output(const StoreRows *times, double time, const char *path,
                                    int64_t *step, ExportOutcome *outcome, Problems *problems)
{
  const int64_t before = find_before(times, time), last = times->rows - 1;
  const bool    there = before >= 0 && times->value[before] >= time * (1.0 - SAME_TIME);

  PetscFunctionBeginUser;
  if (before < 0 || (before == last && !there)) {
    PetscCall(problems_add(problems, path,
                           "there is no output at %g s: the run has %lld, from %g s to %g s", time,
                           (long long)times->rows, last >= 0 ? times->value[0] : 0.0,
                           last >= 0 ? times->value[last] : 0.0));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  outcome->before = times->value[before];
  outcome->after  = there ? outcome->before : times->value[before + 1];
  *step           = time - outcome->before <= outcome->after - time ? before : before + !there;
  outcome->time   = times->value[*step];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_output(const char *folder, double time, Frame *frame,
                                  ExportOutcome *outcome, Problems *problems)
{
  StoreReader *reader;
  StoreRows    times = {0};
  int64_t      step  = 0;

  PetscFunctionBeginUser;
  PetscCall(store_reader_open(folder, &reader, problems));
  if (!reader) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(store_reader_rows(reader, "/VTKHDF/Steps/Values", &times, problems));
  if (problems->count == 0)
    PetscCall(choose_output(&times, time, store_reader_path(reader), &step, outcome, problems));
  if (problems->count == 0) PetscCall(frame_read(reader, step, outcome->time, frame, problems));
  PetscCall(PetscFree(times.value));
  PetscCall(store_reader_close(&reader));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A file of ours begins as all of them do; what begins otherwise is somebody's.
static PetscErrorCode check_place(const char *path, Problems *problems)
{
  char   found[96] = "";
  FILE  *stream    = fopen(path, "rb");
  size_t n         = strlen(vtu_mark);

  PetscFunctionBeginUser;
  if (!stream) PetscFunctionReturn(PETSC_SUCCESS);
  n = fread(found, 1, n, stream);
  (void)fclose(stream);
  if (n < strlen(vtu_mark) || memcmp(found, vtu_mark, n) != 0)
    PetscCall(problems_add(problems, path,
                           "something stands there that is no VTU of `sij export`; name another "
                           "file with -o"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_on_rank_0(const char *folder, double time, const char *path,
                                      ExportOutcome *outcome, Problems *problems)
{
  Frame frame = {0};
  Part  part;

  PetscFunctionBeginUser;
  PetscCall(check_place(path, problems));
  if (problems->count == 0) PetscCall(read_output(folder, time, &frame, outcome, problems));
  outcome->read = problems->count == 0;
  if (outcome->read) {
    PetscCall(part_open_file(path, &part, problems));
    if (part.stream) vtu_write(&frame, part.stream);
    if (part.stream) PetscCall(part_keep(&part, problems));
  }
  PetscCall(frame_free(&frame));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode export_vtu(MPI_Comm comm, const char *folder, double time, const char *path,
                          ExportOutcome *outcome, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  *outcome = (ExportOutcome){0};
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(write_on_rank_0(folder, time, path, outcome, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscCallMPI(MPI_Bcast(outcome, (int)sizeof *outcome, MPI_BYTE, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}
