// SPDX-License-Identifier: GPL-3.0-or-later
/** Checkpoints of a run: its state between two steps on disk, read back on any number of ranks.
 *
 * A folder `checkpoint` beside the results holds
 *
 *     points-a.sij, points-b.sij   where the values of fields are, twice
 *     state-NNNNNNNN.sij           everything the next step needs, after step NNNNNNNN: a ring of a few
 *     output-NNNNN.sij             what was written as output NNNNN, so that a restart can continue the series
 *
 * Each file is written under another name, flushed to the disk, read back for a checksum of every megabyte, and only then
 * given its name: a killed run leaves whole files, and a damaged one is recognised. Rows of fields keep the order of the
 * run that began the series; another number of ranks finds its own points among them by their coordinates.
 * docs/decisions/021-own-checkpoint-format.md says why this is not HDF5; docs/developer/checkpoint.md has the layout.
 *
 * A file that cannot be written or read is a problem, the same on every rank; nothing that was there before is lost.
 *
 * Order: checkpoint_create; for a restart checkpoint_load_state; checkpoint_attach; then visits and saves, in any order;
 * checkpoint_destroy.
 */
#pragma once

#include "sij/base/problems.h"
#include "sij/base/state.h"

typedef struct Checkpoint Checkpoint;

/** Distinct points with a value each, those of the rank: [n_owned], first: number of the first over all ranks.
 * Coordinates are the same bits on any number of ranks. x NULL on every rank: there are none. */
typedef struct {
  PetscInt first, n_owned, n_global;
  const double (*x)[3]; // m
} CheckpointPoints;

/** keep: newest states that stay. Nothing is read or written yet. Collective. Owns: caller. */
PetscErrorCode checkpoint_create(MPI_Comm comm, const char *folder, int keep,
                                 Checkpoint **checkpoint) SIJ_CHECKED;
PetscErrorCode checkpoint_destroy(Checkpoint **checkpoint) SIJ_CHECKED;

/** Reads the newest state that is not damaged; *found false if there is none. `notes` says of each damaged one what is
 * wrong with it. Collective. */
PetscErrorCode checkpoint_load_state(Checkpoint *checkpoint, bool *found,
                                     Problems *notes) SIJ_CHECKED;

/** Binds the points of fields. `restart`: finds them among those of the run that began the series; other points are a
 * problem. Else an older checkpoint of the folder is removed and the series begins here. Collective. */
PetscErrorCode checkpoint_attach(Checkpoint            *checkpoint,
                                 const CheckpointPoints points[STATE_PLACES], bool restart,
                                 Problems *problems) SIJ_CHECKED;

/** Visitors that copy items for the next save, or overwrite them with what was loaded. Borrow the checkpoint. */
StateVisitor checkpoint_writer(Checkpoint *checkpoint);
StateVisitor checkpoint_reader(Checkpoint *checkpoint);

/** A text of what was loaded, borrowed until the next load; NULL if there is none of this name. And one for the next
 * save. Collective. */
const char    *checkpoint_text(const Checkpoint *checkpoint, const char *name);
PetscErrorCode checkpoint_set_text(Checkpoint *checkpoint, const char *name,
                                   const char *text) SIJ_CHECKED;

/** Names of the items that a reader asked for and that were not there, or not of that size; and of those that no reader
 * asked for: appended as sentences. Not collective. */
PetscErrorCode checkpoint_differences(const Checkpoint *checkpoint, Problems *missing,
                                      Problems *unused) SIJ_CHECKED;

/** Saves what the writer has copied since the last save, as the state after a step or as an output, and forgets it.
 * Collective. */
PetscErrorCode checkpoint_save_state(Checkpoint *checkpoint, int step,
                                     Problems *problems) SIJ_CHECKED;
PetscErrorCode checkpoint_save_output(Checkpoint *checkpoint, int number,
                                      Problems *problems) SIJ_CHECKED;

/** Loads an output in place of what was loaded before. Collective. */
PetscErrorCode checkpoint_load_output(Checkpoint *checkpoint, int number,
                                      Problems *problems) SIJ_CHECKED;

/** The results of the run are complete; and whether they are. Collective. */
PetscErrorCode checkpoint_finish(Checkpoint *checkpoint) SIJ_CHECKED;
PetscErrorCode checkpoint_is_finished(const Checkpoint *checkpoint, bool *finished) SIJ_CHECKED;

/** Wall-clock time that the last save took                                          s. */
double checkpoint_seconds(const Checkpoint *checkpoint);

/** What differs between two resolved cases, a sentence each: "time.duration is 24 h, was 12 h". Keys whose path begins
 * with one of the `free` [n_free] may differ. Not collective. */
PetscErrorCode checkpoint_compare_cases(const char *before, const char *now, int n_free,
                                        const char *const free[],
                                        Problems         *differences) SIJ_CHECKED;
