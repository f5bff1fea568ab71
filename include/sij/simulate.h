/** One run: from a checked case to results on disk. The time loop, and nothing of how a verb is typed. */
#pragma once

#include "sij/casefile.h"

/** What the command line adds to a case. Borrowed texts. */
typedef struct {
  const char *folder;    // of results; made if need be
  const char *case_text; // the resolved case, stored beside the results
  const char *command;   // as it was typed
  const char *program;   // its version and commit
  bool        terminal;  // a progress bar instead of log lines
} RunRequest;

/** Runs a case. Collective.
 *
 * What the case asks and cannot be had (needle outside the mesh, disk full) is a problem; a step that
 * fails at the smallest length, or a ledger past its tolerance, is one too: the sentence says when and
 * why. On any problem no result stands under its final name. */
PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems) SIJ_CHECKED;
