// SPDX-License-Identifier: GPL-3.0-or-later
// `sij run`: loads a case and hands it to simulate, or to convergence where an error estimate is asked for.
#include "input.h"
#include "stop.h"
#include "verbs.h"
#include "version.h"

#include "sij/base/duration.h"
#include "sij/base/terminal.h"
#include "sij/convergence.h"
#include "sij/report/folder.h"

#include <stdio.h>
#include <stdlib.h>

static PetscErrorCode limit_time(const Arguments *arguments, Problems *problems)
{
  const char *text = arguments_value(arguments, "--max-walltime");
  double      seconds;

  PetscFunctionBeginUser;
  if (!text) PetscFunctionReturn(PETSC_SUCCESS);
  if (duration_read(text, &seconds)) stop_limit_time(seconds);
  else
    PetscCall(problems_add(problems, "sij run",
                           "--max-walltime \"%s\": a time above 0 is wanted, with units or as "
                           "Slurm writes it: 3h50m, 230 min, 3:50:00, 1-12:00:00",
                           text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Newest states to keep, and wall-clock time between them where there is no output.
enum { CHECKPOINTS = 3, CHECKPOINTS_MOST = 60 };

static const double CHECKPOINT_INTERVAL = 600.0; // s

static PetscErrorCode read_interval(const Arguments *arguments, double *interval,
                                    Problems *problems)
{
  const char *text = arguments_value(arguments, "--checkpoint-every");

  PetscFunctionBeginUser;
  *interval = CHECKPOINT_INTERVAL;
  if (text && !duration_read(text, interval))
    PetscCall(problems_add(problems, "sij run",
                           "--checkpoint-every \"%s\": a time above 0 is wanted, such as 10min",
                           text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_keep(const Arguments *arguments, int *keep, Problems *problems)
{
  const char *text = arguments_value(arguments, "--checkpoints");
  char       *end;
  long        n;

  PetscFunctionBeginUser;
  *keep = CHECKPOINTS;
  if (!text) PetscFunctionReturn(PETSC_SUCCESS);
  n = strtol(text, &end, 10);
  if (end == text || *end || n < 0 || n > CHECKPOINTS_MOST)
    PetscCall(problems_add(problems, "sij run",
                           "--checkpoints \"%s\": a number from 0, for none, to %d is wanted", text,
                           (int)CHECKPOINTS_MOST));
  else *keep = (int)n;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_restart(const Arguments *arguments, const RunCheckpoints *checkpoints,
                                    Problems *problems)
{
  PetscFunctionBeginUser;
  if (!checkpoints->restart) PetscFunctionReturn(PETSC_SUCCESS);
  if (checkpoints->overwrite)
    PetscCall(problems_add(problems, "sij run",
                           "--restart goes on with a run and --overwrite begins it anew: only one "
                           "of them can be meant"));
  if (checkpoints->keep == 0)
    PetscCall(problems_add(problems, "sij run",
                           "--restart needs checkpoints, and --checkpoints 0 "
                           "switches them off"));
  if (arguments_flag(arguments, "--error-estimate"))
    PetscCall(problems_add(problems, "sij run",
                           "--restart goes on with one run and --error-estimate is of several: "
                           "only one of them can be meant"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_checkpoints(const Arguments *arguments, RunCheckpoints *checkpoints,
                                       Problems *problems)
{
  const bool force = arguments_flag(arguments, "--restart=force");

  PetscFunctionBeginUser;
  *checkpoints = (RunCheckpoints){.restart   = force || arguments_flag(arguments, "--restart"),
                                  .force     = force,
                                  .overwrite = arguments_flag(arguments, "--overwrite")};
  PetscCall(read_keep(arguments, &checkpoints->keep, problems));
  PetscCall(read_interval(arguments, &checkpoints->interval, problems));
  PetscCall(check_restart(arguments, checkpoints, problems));
  if (arguments_flag(arguments, "--error-estimate")) checkpoints->keep = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_stop(MPI_Comm comm, const Case *input, const RunEnd *end, bool kept)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0)
    fprintf(stderr, "sij run: stopped by %s at %.6g s of %.6g s, after %d steps; %s\n",
            stop_cause(), end->t, input->timing.duration, end->steps,
            kept ? "the same command with --restart goes on from there"
                 : "without checkpoints nothing of it is kept: run the case again from its start");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_case(MPI_Comm comm, const Case *input, const RunRequest *request,
                               bool estimate, Problems *problems, int *status)
{
  PetscFunctionBeginUser;
  if (estimate) PetscCall(convergence_run(comm, input, request, problems));
  else PetscCall(simulate_run(comm, input, request, problems));
  if (problems->count > 0 && (estimate || request->end->begun)) *status = STATUS_FAILED;
  else if (request->end->stopped) {
    *status = STATUS_STOPPED;
    PetscCall(report_stop(comm, input, request->end, request->checkpoints.keep > 0 && !estimate));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The folder is released however the run ends.
static PetscErrorCode run_in_folder(MPI_Comm comm, const Case *input, const RunRequest *request,
                                    const Arguments *arguments, Problems *problems, int *status)
{
  const bool          estimate = arguments_flag(arguments, "--error-estimate");
  const bool          restart  = request->checkpoints.restart;
  const FolderRequest wanted   = {.path      = request->folder,
                                  .case_name = input->name,
                                  .overwrite = restart || arguments_flag(arguments, "--overwrite"),
                                  .parents =
                                    !arguments->output || arguments_flag(arguments, "--parents")};
  ResultFolder        folder;
  PetscErrorCode      failed;

  PetscFunctionBeginUser;
  if (estimate) PetscCall(convergence_check(input, problems));
  if (problems->count == 0) PetscCall(report_folder_open(comm, &wanted, &folder, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS); // input is at fault: nothing ran
  if (folder.lock.held) stop_remove_at_once(folder.lock.path);
  failed = run_case(comm, input, request, estimate, problems, status);
  stop_remove_at_once(NULL);
  report_folder_close(&folder);
  PetscFunctionReturn(failed);
}

PetscErrorCode verb_run(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  Case          *input = NULL;
  char          *text = NULL, *options = NULL, folder[CASE_PATH], version[2][VERSION_TEXT];
  RunRequest     request;
  RunEnd         end = {0};
  RunCheckpoints checkpoints;

  PetscFunctionBeginUser;
  PetscCall(limit_time(arguments, problems));
  PetscCall(read_checkpoints(arguments, &checkpoints, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(input_load(comm, arguments->operand[0], arguments, &input, &text, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(folder, sizeof folder, "results/%s", input->name);
  PetscCall(version_libraries(version));
  PetscCall(PetscOptionsGetAll(NULL, &options));
  const char *const library[2][2] = {{"METIS", version[0]}, {"Gmsh", version[1]}};

  request = (RunRequest){.folder      = arguments->output ? arguments->output : folder,
                         .provenance  = {.case_text   = text,
                                         .command     = arguments->typed,
                                         .options     = options,
                                         .version     = version_program(),
                                         .commit      = version_commit(),
                                         .n_libraries = 2,
                                         .library     = library},
                         .terminal    = terminal_is_watched(),
                         .all         = arguments_flag(arguments, "--all"),
                         .checkpoints = checkpoints,
                         .interrupter = stop_interrupter(),
                         .end         = &end};
  PetscCall(run_in_folder(comm, input, &request, arguments, problems, status));
  PetscCall(PetscFree(options));
  PetscCall(PetscFree(text));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
