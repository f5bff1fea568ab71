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

/** What the command line, or another module, adds to a case. Borrowed. */
typedef struct {
  const char *folder;     // of results; made if need be. NULL: nothing is written
  Provenance  provenance; // stored beside the results
  bool        terminal;   // a progress bar instead of log lines
  bool        quiet;      // neither log nor summary on standard output

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
 * result appears under its final name. */
PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems) SIJ_CHECKED;
