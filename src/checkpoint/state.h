// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to checkpoint: what its files share. */
#pragma once

#include "file.h"

#include "sij/checkpoint.h"

#include <petscsf.h>

/** Between the points of the rank and the rows of a file. */
typedef struct {
  PetscInt n_owned, n_rows; // here; over all ranks. n_rows 0: there are no such points
  PetscSF  sf;              // rows here to owned points
} Rows;

struct Checkpoint {
  MPI_Comm comm;
  int      rank, keep;
  char     folder[FILE_PATH];
  Rows     rows[STATE_PLACES];
  Items    gathered; // for the next save
  Items    loaded;
  Problems missing; // items a reader asked for in vain
  double   seconds; // that the last save took
};

/** match.c: row of each of n points x among the rows_here points of a file, spread over all ranks; -1 where there is
 * none. Collective. */
PetscErrorCode match_points(MPI_Comm comm, PetscInt n_rows_here, const double (*of_row)[3],
                            PetscInt first_row, PetscInt n, const double (*x)[3],
                            PetscInt row[]) SIJ_CHECKED;

/** folder.c: numbers of the states in the folder, newest first, at most `most`: *n of them. Collective. */
enum { FOLDER_STATES = 64 };

PetscErrorCode folder_states(const Checkpoint *checkpoint, int *n,
                             int number[FOLDER_STATES]) SIJ_CHECKED;

/** Removes the states that are older than the newest `keep`, or newer than `newest`. Collective. */
PetscErrorCode folder_prune(const Checkpoint *checkpoint, int newest) SIJ_CHECKED;

/** Makes the folder if it is not there, and empties it of checkpoints. 0, or the error of the system. Collective. */
PetscErrorCode folder_begin(const Checkpoint *checkpoint, int *code) SIJ_CHECKED;

/** A mark that the results are complete. Without it a run counts as unfinished, which loses nothing. Rank 0. */
void folder_mark_finished(const Checkpoint *checkpoint);
bool folder_is_finished(const Checkpoint *checkpoint);
void folder_remove_mark(const Checkpoint *checkpoint);

/** Paths of the files. */
void folder_state_path(const Checkpoint *checkpoint, int step, char path[FILE_PATH]);
void folder_output_path(const Checkpoint *checkpoint, int number, char path[FILE_PATH]);
void folder_points_path(const Checkpoint *checkpoint, int copy, char path[FILE_PATH]);
