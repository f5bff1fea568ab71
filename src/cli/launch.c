// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a case as the program does: what the command line asks of runs is read, the folder opened and locked, and the case
// handed to simulate, or to convergence where an error estimate is asked for.
#include "launch.h"

#include "stop.h"
#include "verbs.h"
#include "version.h"

#include "sij/base/duration.h"
#include "sij/base/terminal.h"
#include "sij/convergence.h"
#include "sij/report/folder.h"

#include <stdio.h>
#include <stdlib.h>

// Newest states to keep, and wall-clock time between them where there is no output.
enum { CHECKPOINTS = 3, CHECKPOINTS_MOST = 60, WHERE = 32 };

static const double CHECKPOINT_INTERVAL = 600.0; // s

static PetscErrorCode limit_time(const Arguments *arguments, const char *where, Problems *problems)
{
  const char *text = arguments_value(arguments, "--max-walltime");
  double      seconds;

  PetscFunctionBeginUser;
  if (!text) PetscFunctionReturn(PETSC_SUCCESS);
  if (duration_read(text, &seconds)) stop_limit_time(seconds);
  else
    PetscCall(problems_add(problems, where,
                           "--max-walltime \"%s\": a time above 0 is wanted, with units or as "
                           "Slurm writes it: 3h50m, 230 min, 3:50:00, 1-12:00:00",
                           text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_interval(const Arguments *arguments, const char *where, double *interval,
                                    Problems *problems)
{
  const char *text = arguments_value(arguments, "--checkpoint-every");

  PetscFunctionBeginUser;
  *interval = CHECKPOINT_INTERVAL;
  if (text && !duration_read(text, interval))
    PetscCall(problems_add(
      problems, where, "--checkpoint-every \"%s\": a time above 0 is wanted, such as 10min", text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_keep(const Arguments *arguments, const char *where, int *keep,
                                Problems *problems)
{
  const char *text = arguments_value(arguments, "--checkpoints");
  char       *end;
  long        n;

  PetscFunctionBeginUser;
  *keep = CHECKPOINTS;
  if (!text) PetscFunctionReturn(PETSC_SUCCESS);
  n = strtol(text, &end, 10);
  if (end == text || *end || n < 0 || n > CHECKPOINTS_MOST)
    PetscCall(problems_add(problems, where,
                           "--checkpoints \"%s\": a number from 0, for none, to %d is wanted", text,
                           (int)CHECKPOINTS_MOST));
  else *keep = (int)n;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode launch_read_options(const Arguments *arguments, LaunchOptions *options,
                                   Problems *problems)
{
  char where[WHERE];

  PetscFunctionBeginUser;
  (void)snprintf(where, sizeof where, "sij %s", arguments->verb->name);
  *options =
    (LaunchOptions){.estimate    = arguments_flag(arguments, "--error-estimate"),
                    .checkpoints = {.overwrite = arguments_flag(arguments, "--overwrite")}};
  PetscCall(limit_time(arguments, where, problems));
  PetscCall(read_keep(arguments, where, &options->checkpoints.keep, problems));
  PetscCall(read_interval(arguments, where, &options->checkpoints.interval, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_case(MPI_Comm comm, const Launch *launch, const LaunchOptions *options,
                               RunEnd *end, Problems *problems)
{
  char      *petsc, version[2][VERSION_TEXT];
  RunRequest request;

  PetscFunctionBeginUser;
  PetscCall(version_libraries(version));
  PetscCall(PetscOptionsGetAll(NULL, &petsc));
  const char *const library[2][2] = {{"METIS", version[0]}, {"Gmsh", version[1]}};

  request = (RunRequest){.folder      = launch->folder,
                         .provenance  = {.case_text   = launch->text,
                                         .command     = launch->command,
                                         .options     = petsc,
                                         .version     = version_program(),
                                         .commit      = version_commit(),
                                         .n_libraries = 2,
                                         .library     = library},
                         .terminal    = terminal_is_watched(),
                         .quiet       = launch->quiet,
                         .all         = launch->all,
                         .checkpoints = options->checkpoints,
                         .interrupter = stop_interrupter(),
                         .end         = end};
  if (options->estimate) {
    request.checkpoints = (RunCheckpoints){0};
    PetscCall(convergence_run(comm, launch->input, &request, problems));
    end->begun = true;
  } else PetscCall(simulate_run(comm, launch->input, &request, problems));
  PetscCall(PetscFree(petsc));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode share_truth(MPI_Comm comm, bool *truth)
{
  int is = *truth;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Bcast(&is, 1, MPI_INT, 0, comm));
  *truth = is != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The folder is released however the run ends.
PetscErrorCode launch_run(MPI_Comm comm, const Launch *launch, const LaunchOptions *options,
                          RunEnd *end, bool *busy, Problems *problems)
{
  const FolderRequest wanted = {.path      = launch->folder,
                                .case_name = launch->input->name,
                                .overwrite = launch->overwrite,
                                .parents   = launch->parents};
  ResultFolder        folder;
  PetscErrorCode      failed;

  PetscFunctionBeginUser;
  *end  = (RunEnd){0};
  *busy = false;
  if (options->estimate) PetscCall(convergence_check(launch->input, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS); // input is at fault: nothing ran
  PetscCall(report_folder_open(comm, &wanted, &folder, problems));
  *busy = folder.lock.busy;
  PetscCall(share_truth(comm, busy));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (folder.lock.held) stop_remove_at_once(folder.lock.path);
  if (launch->begun) launch->begun(launch->context);
  failed = run_case(comm, launch, options, end, problems);
  stop_remove_at_once(NULL);
  report_folder_close(&folder);
  PetscFunctionReturn(failed);
}
