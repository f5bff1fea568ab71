// SPDX-License-Identifier: GPL-3.0-or-later
// `sij run`: loads a case and runs it.
#include "input.h"
#include "launch.h"
#include "stop.h"
#include "verbs.h"

#include <stdio.h>

static PetscErrorCode check_restart(const LaunchOptions *options, Problems *problems)
{
  const RunCheckpoints *checkpoints = &options->checkpoints;

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
  if (options->estimate)
    PetscCall(problems_add(problems, "sij run",
                           "--restart goes on with one run and --error-estimate is of several: "
                           "only one of them can be meant"));
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

static PetscErrorCode run_case(MPI_Comm comm, const Launch *launch, const LaunchOptions *options,
                               Problems *problems, int *status)
{
  RunEnd end;
  bool   busy;

  PetscFunctionBeginUser;
  PetscCall(launch_run(comm, launch, options, &end, &busy, problems));
  if (problems->count > 0 && end.begun) *status = STATUS_FAILED;
  else if (end.stopped) {
    *status = STATUS_STOPPED;
    PetscCall(
      report_stop(comm, launch->input, &end, options->checkpoints.keep > 0 && !options->estimate));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_options(const Arguments *arguments, LaunchOptions *options,
                                   Problems *problems)
{
  const bool force = arguments_flag(arguments, "--restart=force");

  PetscFunctionBeginUser;
  PetscCall(launch_read_options(arguments, options, problems));
  options->checkpoints.restart = force || arguments_flag(arguments, "--restart");
  options->checkpoints.force   = force;
  PetscCall(check_restart(options, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_run(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  Case         *input = NULL;
  char         *text  = NULL, folder[CASE_PATH];
  LaunchOptions options;

  PetscFunctionBeginUser;
  PetscCall(read_options(arguments, &options, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(input_load(comm, arguments->operand[0], arguments, &input, &text, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(folder, sizeof folder, "results/%s", input->name);

  const Launch launch = {.input     = input,
                         .text      = text,
                         .folder    = arguments->output ? arguments->output : folder,
                         .command   = arguments->typed,
                         .overwrite = options.checkpoints.restart || options.checkpoints.overwrite,
                         .parents   = !arguments->output || arguments_flag(arguments, "--parents"),
                         .all       = arguments_flag(arguments, "--all")};

  PetscCall(run_case(comm, &launch, &options, problems, status));
  PetscCall(PetscFree(text));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
