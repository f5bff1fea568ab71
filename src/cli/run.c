// SPDX-License-Identifier: GPL-3.0-or-later
// `sij run`: loads a case and hands it to simulate, or to study where an error estimate is asked for.
#include "input.h"
#include "stop.h"
#include "verbs.h"
#include "version.h"

#include "sij/base/duration.h"
#include "sij/study.h"

#include <stdio.h>
#include <unistd.h>

// mpirun gives rank 0 a terminal of its own for standard output even when its own output goes to a
// file, but a pipe for standard error: only both together mean that somebody watches.
static bool is_watched(void)
{
  return isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
}

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

static PetscErrorCode report_stop(MPI_Comm comm, const Case *input, const RunEnd *end)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0)
    fprintf(stderr,
            "sij run: stopped by %s at %.6g s of %.6g s, after %d steps; the results so far are "
            "abandoned: run the case again from its start\n",
            stop_cause(), end->t, input->timing.duration, end->steps);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_case(MPI_Comm comm, const Case *input, const RunRequest *request,
                               bool estimate, Problems *problems, int *status)
{
  PetscFunctionBeginUser;
  if (estimate) PetscCall(study_check(input, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS); // the case is at fault: nothing ran
  if (estimate) PetscCall(study_run(comm, input, request, problems));
  else PetscCall(simulate_run(comm, input, request, problems));
  if (problems->count > 0) *status = STATUS_FAILED;
  else if (request->end->stopped) {
    *status = STATUS_STOPPED;
    PetscCall(report_stop(comm, input, request->end));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_run(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  Case      *input = NULL;
  char      *text = NULL, *options = NULL, folder[CASE_PATH], version[2][VERSION_TEXT];
  RunRequest request;
  RunEnd     end = {0};

  PetscFunctionBeginUser;
  PetscCall(limit_time(arguments, problems));
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
                         .terminal    = is_watched(),
                         .interrupter = stop_interrupter(),
                         .end         = &end};
  PetscCall(run_case(comm, input, &request, arguments_flag(arguments, "--error-estimate"), problems,
                     status));
  PetscCall(PetscFree(options));
  PetscCall(PetscFree(text));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
