// SPDX-License-Identifier: GPL-3.0-or-later
/** A run as the program makes it, for `sij run` and for each case of `sij study`: in a folder that it locks, with the
 * version and the command beside the results, and ended early by signals and the limit of time. */
#pragma once

#include "arguments.h"

#include "sij/simulate.h"

/** What the command line asks of every run. */
typedef struct {
  bool           estimate; // two coarser levels as well; then there are no checkpoints
  RunCheckpoints checkpoints;
} LaunchOptions;

/** Reads --max-walltime, which begins to count, --checkpoint-every, --checkpoints, --error-estimate and --overwrite. */
PetscErrorCode launch_read_options(const Arguments *arguments, LaunchOptions *options,
                                   Problems *problems) SIJ_CHECKED;

/** One run. Borrowed. */
typedef struct {
  const Case *input;
  const char *text; // resolved
  const char *folder;
  const char *command;
  bool        overwrite; // the result of another case, or what is no result
  bool        parents;   // folders above it are made too
  bool        quiet;
  bool        all;              // everything there is to say of the result is printed
  void (*begun)(void *context); // called when the folder is this run's; NULL: not
  void *context;
} Launch;

/** Runs it. `end` says whether it was begun, and how far it came; *busy: another process has the folder. Collective. */
PetscErrorCode launch_run(MPI_Comm comm, const Launch *launch, const LaunchOptions *options,
                          RunEnd *end, bool *busy, Problems *problems) SIJ_CHECKED;
