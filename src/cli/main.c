// SPDX-License-Identifier: GPL-3.0-or-later
/* sij: a case goes in, results come out. What each verb does stands in the file of its name. */
#include "arguments.h"
#include "help.h"
#include "output.h"
#include "stop.h"
#include "verbs.h"
#include "version.h"

#include "sij/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static PetscErrorCode run_verb(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                               int *status)
{
  PetscFunctionBeginUser;
  *status = STATUS_FINE;
  if (problems->count > 0) {
    *status = STATUS_INPUT;
  } else if (arguments->help) {
    PetscCall(help_print(comm, stdout, arguments->verb));
  } else if (arguments->version) {
    PetscCall(version_print(comm));
  } else if (!arguments->verb) {
    *status = STATUS_INPUT;
    PetscCall(help_print_short(comm, stderr));
  } else {
    PetscCall(arguments->verb->act(comm, arguments, problems, status));
    if (problems->count > 0 && *status == STATUS_FINE) *status = STATUS_INPUT;
  }
  PetscCall(problems_print(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// PETSc asks for these in PetscFinalize() only.
static bool is_asked_later(const char *option)
{
  return strcmp(option, "options_left") == 0 || strcmp(option, "options_view") == 0;
}

// A misspelt option of PETSc would otherwise pass in silence.
static PetscErrorCode report_unused_options(MPI_Comm comm)
{
  PetscInt n;
  char   **name, **value;
  int      rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscOptionsLeftGet(NULL, &n, &name, &value));
  for (PetscInt i = 0; i < n && rank == 0; i++)
    if (!is_asked_later(name[i]))
      fprintf(stderr, "warning: option -%s%s%s was used by nothing in this run; is it misspelt?\n",
              name[i], value[i] ? " " : "", value[i] ? value[i] : "");
  PetscCall(PetscOptionsLeftRestore(NULL, &n, &name, &value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_session(MPI_Comm comm, int argc, int end, char **argv, int *status)
{
  Arguments arguments;
  Problems  problems = {0};

  PetscFunctionBeginUser;
  PetscCall(arguments_read(argc, end, argv, &arguments, &problems));
  PetscCall(run_verb(comm, &arguments, &problems, status));
  if (*status == STATUS_FINE && arguments.verb && !arguments.help)
    PetscCall(report_unused_options(comm));
  PetscCall(problems_destroy(&problems));
  PetscCall(arguments_destroy(&arguments));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What PETSc is to see of the command line. Without ~/.petscrc: what a run does stands in its
// command, its case and PETSC_OPTIONS. Freed by the caller, after PetscFinalize().
static char **collect_petsc_arguments(int argc, int end, char **argv, int *n)
{
  static char skip[] = "-skip_petscrc", yes[] = "1";
  char      **words = calloc((size_t)(argc - end) + 4, sizeof *words);

  *n = 0;
  if (!words) return NULL;
  words[(*n)++] = argv[0];
  words[(*n)++] = skip;
  words[(*n)++] = yes;
  for (int i = end + 1; i < argc; i++) words[(*n)++] = argv[i];
  return words;
}

int main(int argc, char **argv)
{
  const int      end    = arguments_end(argc, argv);
  int            status = STATUS_FAILED, size = 1, rank = 0, n;
  char         **words = collect_petsc_arguments(argc, end, argv, &n), **given = words;
  PetscErrorCode error;

  stop_catch_signals(true);
  (void)setvbuf(stdout, NULL, _IOLBF, 0); // a log is read while it grows
  if (!words || PetscInitialize(&n, &given, NULL, NULL)) return STATUS_FAILED;
  output_returns_errors();
  (void)MPI_Comm_size(PETSC_COMM_WORLD, &size);
  (void)MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  stop_catch_signals(rank == 0);
  error = run_session(PETSC_COMM_WORLD, argc, end, argv, &status);
  if (error) {
    status = STATUS_FAILED;
    fprintf(stderr, "sij: stopped, for the reason above\n");
    if (size > 1)
      (void)MPI_Abort(PETSC_COMM_WORLD, status); // the other ranks may wait for this one
  }
  if (store_lost_hdf5()) {
    status = output_finish(status);
    _exit(status);
  }
  if (PetscFinalize()) status = STATUS_FAILED;
  free(words);
  return output_finish(status);
}
