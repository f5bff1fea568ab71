// SPDX-License-Identifier: GPL-3.0-or-later
// Creates and destroys a checkpoint, saves states and outputs, and loads the newest state that is whole.
#include "state.h"

#include <petsctime.h>

#include <stdio.h>

PetscErrorCode checkpoint_create(MPI_Comm comm, const char *folder, int keep,
                                 Checkpoint **checkpoint)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(checkpoint));
  (*checkpoint)->comm = comm;
  (*checkpoint)->keep = keep;
  PetscCallMPI(MPI_Comm_rank(comm, &(*checkpoint)->rank));
  (void)snprintf((*checkpoint)->folder, FILE_PATH, "%s/checkpoint", folder);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_destroy(Checkpoint **checkpoint)
{
  Checkpoint *old = *checkpoint;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  for (int p = 0; p < STATE_PLACES; p++) PetscCall(PetscSFDestroy(&old->rows[p].sf));
  PetscCall(items_clear(&old->gathered));
  PetscCall(items_clear(&old->loaded));
  PetscCall(problems_destroy(&old->missing));
  PetscCall(PetscFree(*checkpoint));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode load(Checkpoint *checkpoint, const char *path, bool *good,
                           char cause[FILE_CAUSE])
{
  PetscFunctionBeginUser;
  PetscCall(items_clear(&checkpoint->loaded));
  PetscCall(problems_destroy(&checkpoint->missing));
  PetscCall(file_read(checkpoint->comm, path, &checkpoint->loaded, good, cause));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_load_state(Checkpoint *checkpoint, bool *found, Problems *notes)
{
  int  n, number[FOLDER_STATES];
  char path[FILE_PATH], cause[FILE_CAUSE];

  PetscFunctionBeginUser;
  *found = false;
  PetscCall(folder_states(checkpoint, &n, number));
  for (int i = 0; i < n && !*found; i++) {
    folder_state_path(checkpoint, number[i], path);
    PetscCall(load(checkpoint, path, found, cause));
    if (!*found)
      PetscCall(
        problems_add(notes, "", "%s cannot be used: %s; the one before is tried", path, cause));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode save(Checkpoint *checkpoint, const char *path, Problems *problems)
{
  char           cause[FILE_CAUSE];
  bool           good;
  PetscLogDouble began, ended;

  PetscFunctionBeginUser;
  PetscCall(PetscTime(&began));
  PetscCall(file_write(checkpoint->comm, path, &checkpoint->gathered, &good, cause));
  PetscCall(PetscTime(&ended));
  checkpoint->seconds = ended - began;
  PetscCall(items_clear(&checkpoint->gathered));
  if (!good) PetscCall(problems_add(problems, "", "%s cannot be written: %s", path, cause));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_save_state(Checkpoint *checkpoint, int step, Problems *problems)
{
  const int before = problems->count;
  char      path[FILE_PATH];

  PetscFunctionBeginUser;
  folder_state_path(checkpoint, step, path);
  PetscCall(save(checkpoint, path, problems));
  if (problems->count == before) PetscCall(folder_prune(checkpoint, step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_save_output(Checkpoint *checkpoint, int number, Problems *problems)
{
  char path[FILE_PATH];

  PetscFunctionBeginUser;
  folder_output_path(checkpoint, number, path);
  PetscCall(save(checkpoint, path, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_load_output(Checkpoint *checkpoint, int number, Problems *problems)
{
  char path[FILE_PATH], cause[FILE_CAUSE];
  bool good;

  PetscFunctionBeginUser;
  folder_output_path(checkpoint, number, path);
  PetscCall(load(checkpoint, path, &good, cause));
  if (!good) PetscCall(problems_add(problems, "", "%s cannot be used: %s", path, cause));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_finish(Checkpoint *checkpoint)
{
  PetscFunctionBeginUser;
  if (checkpoint->rank == 0) folder_mark_finished(checkpoint);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checkpoint_is_finished(const Checkpoint *checkpoint, bool *finished)
{
  int is = checkpoint->rank == 0 && folder_is_finished(checkpoint);

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Bcast(&is, 1, MPI_INT, 0, checkpoint->comm));
  *finished = is != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

double checkpoint_seconds(const Checkpoint *checkpoint)
{
  return checkpoint->seconds;
}
