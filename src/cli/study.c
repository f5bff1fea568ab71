// SPDX-License-Identifier: GPL-3.0-or-later
// `sij study`: reads a study, checks its cases, runs those that are not finished, and concludes when all are.
#include "sij/study.h"

#include "launch.h"
#include "stop.h"
#include "verbs.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHERE = 16 };

static const char VERB[WHERE] = "sij study";

/** What every case of the study is run with. */
typedef struct {
  LaunchOptions options;
  const char   *command;
} StudyContext;

// A whole number from `least`, where the flag is given.
static PetscErrorCode read_number(const Arguments *arguments, const char *flag, int least,
                                  int *number, Problems *problems)
{
  const char *text = arguments_value(arguments, flag);
  char       *end;

  PetscFunctionBeginUser;
  if (!text) PetscFunctionReturn(PETSC_SUCCESS);
  const long value = strtol(text, &end, 10);

  if (end == text || *end || value < least || value > INT_MAX)
    PetscCall(problems_add(problems, VERB, "%s \"%s\": a whole number of %d or more is wanted",
                           flag, text, least));
  else *number = (int)value;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_ranks(MPI_Comm comm, int ranks, Problems *problems)
{
  int size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  if (size % ranks != 0)
    PetscCall(problems_add(problems, VERB,
                           "--ranks-per-case %d: %d rank%s cannot be shared out so; wanted is a "
                           "divisor of %d",
                           ranks, size, size == 1 ? "" : "s", size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Tasks count from 0, as those of a Slurm array may.
static PetscErrorCode read_request(MPI_Comm comm, const Arguments *arguments, StudyRequest *request,
                                   Problems *problems)
{
  PetscFunctionBeginUser;
  *request = (StudyRequest){.ranks     = 1,
                            .n_tasks   = 1,
                            .only      = arguments_value(arguments, "--only"),
                            .estimate  = arguments_flag(arguments, "--error-estimate"),
                            .overwrite = arguments_flag(arguments, "--overwrite")};
  PetscCall(read_number(arguments, "--ranks-per-case", 1, &request->ranks, problems));
  PetscCall(read_number(arguments, "--task", 0, &request->task, problems));
  PetscCall(read_number(arguments, "--tasks", 1, &request->n_tasks, problems));
  if (request->task >= request->n_tasks)
    PetscCall(problems_add(problems, VERB,
                           "--task %d of --tasks %d: tasks count from 0 to one less than there are",
                           request->task, request->n_tasks));
  PetscCall(check_ranks(comm, request->ranks, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_only(const Study *study, const char *only, Problems *problems)
{
  PetscFunctionBeginUser;
  if (!only) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < study->n_cases; i++)
    if (strcmp(study->cases[i].name, only) == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(problems_add(problems, VERB,
                         "--only \"%s\": the study has no such case; its first is %s, its last %s",
                         only, study->cases[0].name, study->cases[study->n_cases - 1].name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode ask_to_stop(void *context, MPI_Comm comm, bool *stop)
{
  int size, all;

  PetscFunctionBeginUser;
  (void)context;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &all));
  PetscCall(stop_ask_between_runs(comm, size == all, stop));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_case(void *context, MPI_Comm comm, const StudyRun *run, bool *busy,
                               bool *stopped, Problems *problems)
{
  const StudyContext *study  = context;
  const Launch        launch = {.input     = run->input,
                                .text      = run->text,
                                .folder    = run->folder,
                                .command   = study->command,
                                .overwrite = study->options.checkpoints.overwrite,
                                .parents   = true,
                                .quiet     = true,
                                .begun     = run->begun,
                                .context   = run->context};
  RunEnd              end;

  PetscFunctionBeginUser;
  PetscCall(launch_run(comm, &launch, &study->options, &end, busy, problems));
  *stopped = end.stopped;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode tell_end(MPI_Comm comm, const Study *study, const StudyEnd *end)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (end->stopped)
    fprintf(stderr,
            "sij study: stopped by %s with %d of %d cases finished; the same command goes on\n",
            stop_cause(), end->finished, study->n_cases);
  else if (end->left > 0)
    printf("%d of %d cases are finished; the same command without --task and --only runs those "
           "that are left, and ranks them\n",
           end->finished, study->n_cases);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_study(MPI_Comm comm, const Arguments *arguments, const Study *study,
                                const StudyRequest *request, Problems *problems, int *status)
{
  StudyContext context = {.command = arguments->typed};
  StudyRunner  runner  = {.context = &context, .ask = ask_to_stop, .run = run_case};
  StudyEnd     end;

  PetscFunctionBeginUser;
  PetscCall(launch_read_options(arguments, &context.options, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  context.options.checkpoints.resume = context.options.checkpoints.keep > 0 && !request->overwrite;
  PetscCall(study_run(comm, study, request, &runner, &end, problems));
  if (problems->count > 0 && end.failed == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(tell_end(comm, study, &end));
  if (!end.stopped && end.left == 0 && end.finished > 0)
    PetscCall(study_conclude(comm, study, request->folder, problems));
  if (problems->count > 0) *status = STATUS_FAILED;
  else if (end.stopped) *status = STATUS_STOPPED;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_study(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                          int *status)
{
  Study       *study = NULL;
  StudyRequest request;
  char         folder[CASE_PATH];

  PetscFunctionBeginUser;
  PetscCall(read_request(comm, arguments, &request, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(study_load(comm, arguments->operand[0], arguments_flag(arguments, "--allow-outside"),
                       &study, problems));
  if (study) {
    (void)snprintf(folder, sizeof folder, "results/%s", study->name);
    request.folder = arguments->output ? arguments->output : folder;
    PetscCall(check_only(study, request.only, problems));
    PetscCall(study_check(comm, study, problems));
    if (problems->count == 0)
      PetscCall(run_study(comm, arguments, study, &request, problems, status));
  }
  PetscCall(study_destroy(&study));
  PetscFunctionReturn(PETSC_SUCCESS);
}
