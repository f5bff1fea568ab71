// SPDX-License-Identifier: GPL-3.0-or-later
// `sij run`: loads a case and hands it to simulate, or to study where an error estimate is asked for.
#include "input.h"
#include "verbs.h"
#include "version.h"

#include "sij/report/folder.h"
#include "sij/study.h"

#include <stdio.h>
#include <unistd.h>

// mpirun gives rank 0 a terminal of its own for standard output even when its own output goes to a
// file, but a pipe for standard error: only both together mean that somebody watches.
static bool is_watched(void)
{
  return isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
}

static PetscErrorCode run_case(MPI_Comm comm, const Case *input, const RunRequest *request,
                               bool estimate, Problems *problems, int *status)
{
  PetscFunctionBeginUser;
  if (estimate) PetscCall(study_run(comm, input, request, problems));
  else PetscCall(simulate_run(comm, input, request, problems));
  if (problems->count > 0) *status = STATUS_FAILED;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The folder is released however the run ends.
static PetscErrorCode run_in_folder(MPI_Comm comm, const Case *input, const RunRequest *request,
                                    const Arguments *arguments, Problems *problems, int *status)
{
  const bool          estimate = arguments_flag(arguments, "--error-estimate");
  const FolderRequest wanted   = {.path      = request->folder,
                                  .case_name = input->name,
                                  .overwrite = arguments_flag(arguments, "--overwrite"),
                                  .parents =
                                    !arguments->output || arguments_flag(arguments, "--parents")};
  ResultFolder        folder;
  PetscErrorCode      failed;

  PetscFunctionBeginUser;
  if (estimate) PetscCall(study_check(input, problems));
  if (problems->count == 0) PetscCall(report_folder_open(comm, &wanted, &folder, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS); // input is at fault: nothing ran
  failed = run_case(comm, input, request, estimate, problems, status);
  report_folder_close(&folder);
  PetscFunctionReturn(failed);
}

PetscErrorCode verb_run(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  Case      *input = NULL;
  char      *text = NULL, *options = NULL, folder[CASE_PATH], version[2][VERSION_TEXT];
  RunRequest request;

  PetscFunctionBeginUser;
  PetscCall(input_load(comm, arguments->operand[0], arguments, &input, &text, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(folder, sizeof folder, "results/%s", input->name);
  PetscCall(version_libraries(version));
  PetscCall(PetscOptionsGetAll(NULL, &options));
  const char *const library[2][2] = {{"METIS", version[0]}, {"Gmsh", version[1]}};

  request = (RunRequest){.folder     = arguments->output ? arguments->output : folder,
                         .provenance = {.case_text   = text,
                                        .command     = arguments->typed,
                                        .options     = options,
                                        .version     = version_program(),
                                        .commit      = version_commit(),
                                        .n_libraries = 2,
                                        .library     = library},
                         .terminal   = is_watched()};
  PetscCall(run_in_folder(comm, input, &request, arguments, problems, status));
  PetscCall(PetscFree(options));
  PetscCall(PetscFree(text));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
