// SPDX-License-Identifier: GPL-3.0-or-later
/** One run: from a checked case to results on disk; independent of the command line. */
#pragma once

#include "sij/base/quantities.h"
#include "sij/casefile.h"
#include "sij/store.h"

/** State after an accepted step; borrowed for the call. */
typedef struct {
  double        t, dt;  // now, and length of the step that led here      s
  int           number; // of accepted steps, this one included
  const Mesh   *mesh;
  const double *pressure; // [mesh->n_local]                                Pa
  const double *const
    *concentration; // [input->n_drugs][mesh->n_local]; NULL: not in use      mol m^-3
} RunStep;

/** What may end a run before the end of its case: a signal, a limit of wall-clock time. */
typedef struct {
  void *context;
  /** Asked before each step; `checkpoint` is the wall-clock time that the last checkpoint took, 0 before there is one
   * [s]. Collective: gives the same answer on every rank. */
  PetscErrorCode (*ask)(void *context, MPI_Comm comm, double checkpoint, bool *stop);
} RunInterrupter;

/** How far a run came. */
typedef struct {
  bool   begun;   // false: what was asked was refused before anything ran
  bool   stopped; // before the end of its case, by its interrupter
  double t;       // then: up to here     s
  int    steps;   // accepted
} RunEnd;

/** Checkpoints of a run, below the folder of its results: at each output, when the interrupter stops the run, and when
 * `interval` of wall-clock time has passed. All 0: none is written. */
typedef struct {
  int    keep;      // newest states that stay; 0: no checkpoints at all
  double interval;  // s
  bool   restart;   // go on from the newest state that is whole; there must be one
  bool   resume;    // the same if there is one, else begin
  bool   force;     // although the case has changed: what does not fit is left out, and said
  bool   overwrite; // begin anew although there is a checkpoint of an unfinished run
} RunCheckpoints;

/** What the command line, or another module, adds to a case. Borrowed. */
typedef struct {
  const char *folder;     // of results; made if need be. NULL: nothing is written
  Provenance  provenance; // stored beside the results
  bool        terminal;   // a progress bar instead of log lines
  bool        quiet;      // neither log nor summary on standard output
  bool        all;        // the whole summary on standard output, not the answer alone

  RunCheckpoints        checkpoints;
  const RunInterrupter *interrupter; // NULL: only the end of the case ends the run
  RunEnd               *end;         // NULL: not wanted

  // Hooks, called on every rank with `context`; NULL: not called.
  void *context;
  PetscErrorCode (*step)(void *context, const RunStep *step); // after each accepted step
  PetscErrorCode (*row)(void *context, double t, int n, const char *const column[],
                        const double value[]); // the time series, at each output
  PetscErrorCode (*summary)(void       *context,
                            Quantities *list); // before it is printed and written; may
                                               // add to it
} RunRequest;

/** Runs a case. Collective.
 *
 * What the case asks for and is impossible (needle outside the mesh, disk full) is a problem; so is a step that
 * fails at the smallest length, or a ledger beyond its tolerance: the sentence says when and why. On any problem no
 * result appears under its final name; nor does it when the interrupter stops the run. A checkpoint that cannot be
 * written is said on standard error, and the run goes on. */
PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems) SIJ_CHECKED;
