/** One run: from a checked case to results on disk. The time loop, and nothing of how a verb is typed. */
#pragma once

#include "sij/store.h"

/** What the command line adds to a case. Borrowed. */
typedef struct {
  const char *folder;     // of results; made if need be
  Provenance  provenance; // stored beside the results
  bool        terminal;   // a progress bar instead of log lines
} RunRequest;

/** Runs a case. Collective.
 *
 * What the case asks and cannot be had (needle outside the mesh, disk full) is a problem; a step that
 * fails at the smallest length, or a ledger past its tolerance, is one too: the sentence says when and
 * why. On any problem no result stands under its final name. */
PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems) SIJ_CHECKED;
