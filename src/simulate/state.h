// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to simulate: a run, its log and its results. */
#pragma once

#include "ticker.h"

#include "sij/checkpoint.h"
#include "sij/model.h"
#include "sij/pharmacology.h"
#include "sij/report.h"
#include "sij/simulate.h"
#include "sij/simulate/loop.h"
#include "sij/store.h"

typedef struct {
  const RunRequest *request; // borrowed
  Model             model;
  Pharmacology     *pharmacology;
} Simulation;

/** saves.c: checkpoints of a run. */
typedef struct {
  Simulation *run;        // borrowed
  Checkpoint *checkpoint; // NULL: there are none
  bool        restarts;   // a state is loaded, and the run goes on from it
  double      saved;      // wall clock at the last save                     s
  double      took;       // that save                                       s
  int         outputs;    // written when it was made
} Saves;

/** Loads the state to go on from, where that is asked for; refuses to begin anew over an unfinished run. What is in the
 * folder stays as it is. Collective. */
PetscErrorCode saves_open(Simulation *run, MPI_Comm comm, Saves *saves,
                          Problems *problems) SIJ_CHECKED;

/** Binds the checkpoint to the mesh of the model. Collective. */
PetscErrorCode saves_attach(Saves *saves, Problems *problems) SIJ_CHECKED;

/** Sets all equations to the state that was loaded, and *progress to its time. Collective. */
PetscErrorCode saves_restore(Saves *saves, Progress *progress, Problems *problems) SIJ_CHECKED;

/** Loads an output for output_replay(). One that is damaged is a problem; where going on is forced it is said, and
 * *loaded is false. Collective. */
PetscErrorCode saves_load_output(const Saves *saves, int number, bool *loaded,
                                 Problems *problems) SIJ_CHECKED;

/** Saves the state now, if an output was written since the last save, if the interval has passed, or if it must be.
 * Collective. */
PetscErrorCode saves_save(Saves *saves, const Progress *progress, bool must) SIJ_CHECKED;

/** The results are complete. Collective. */
PetscErrorCode saves_close(Saves *saves, bool complete) SIJ_CHECKED;

/** progress.c: what the log needs besides Progress. */
typedef struct {
  Ticker *ticker; // NULL: this rank does not print
  int     step;   // of the last line
} Log;

/** output.c: results on disk. Each output also goes to the checkpoint, from which a restart writes it again. */
typedef struct {
  Simulation  *run;        // borrowed
  Checkpoint  *checkpoint; // borrowed; NULL: none
  StateVisitor visitor;    // of the checkpoint
  Store       *store;
  Series      *series;
  double      *scratch, *copy; // [n_owned][3]
} Output;

PetscErrorCode output_open(Simulation *run, Checkpoint *checkpoint, Output *output,
                           Problems *problems) SIJ_CHECKED;
PetscErrorCode output_write(Output *output, int number, double t, Problems *problems) SIJ_CHECKED;

/** curves.c: nerves and needles into the results. Collective. */
PetscErrorCode output_curves(const Output *output, Problems *problems) SIJ_CHECKED;

/** Writes the output that the checkpoint has loaded into the results anew. Collective. */
PetscErrorCode output_replay(Output *output, Problems *problems) SIJ_CHECKED;

/** Gives results their final names, or removes them when there are problems or the run was stopped. Collective. */
PetscErrorCode output_close(Output *output, const Log *log, const Progress *progress,
                            Problems *problems) SIJ_CHECKED;

/** coarseness.c: mesh sizes over those of the default, and the fewest layers of a film; of a generated mesh. Collective. */
PetscErrorCode coarseness_summary(MPI_Comm comm, const Case *input, Quantities *list) SIJ_CHECKED;

/** progress.c: after a step, and after an output, which has a line of its own in a log. */
void progress_line(const Simulation *run, Log *log, const Progress *progress);
void progress_show(const Simulation *run, const Log *log, const Progress *progress);
