// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a case on its coarser levels and then as asked, and puts error bars on its summary.
#include "levels.h"

#include "sij/convergence.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  Levels            levels;
  const RunRequest *request;
  Quantities        list[CONVERGENCE_LEVELS]; // of each level, that of the case first
} Convergence;

PetscErrorCode convergence_check(const Case *input, Problems *problems)
{
  PetscFunctionBeginUser;
  if (levels_of(input).n < 2)
    PetscCall(problems_add(problems, input->file,
                           "an error estimate wants a coarser mesh than the case's, and %s as it "
                           "stands is the coarsest there is; refine it: -D mesh.refine=1",
                           input->anatomy.mesh_file));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode keep_summary(void *context, Quantities *list)
{
  PetscFunctionBeginUser;
  PetscCall(quantities_copy(context, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_error_bars(void *context, Quantities *list)
{
  Convergence *convergence = context;

  PetscFunctionBeginUser;
  convergence->list[0] = *list; // borrowed for the comparison, which changes rows in place
  convergence_bars(convergence->levels.n, convergence->list, convergence->levels.ratio);
  convergence->list[0] = (Quantities){0};
  if (convergence->request->summary)
    PetscCall(convergence->request->summary(convergence->request->context, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode pass_step_on(void *context, const RunStep *step)
{
  const RunRequest *request = ((Convergence *)context)->request;

  PetscFunctionBeginUser;
  if (request->step) PetscCall(request->step(request->context, step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode pass_row_on(void *context, double t, int n, const char *const column[],
                                  const double value[])
{
  const RunRequest *request = ((Convergence *)context)->request;

  PetscFunctionBeginUser;
  if (request->row) PetscCall(request->row(request->context, t, n, column, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode announce_level(MPI_Comm comm, const Convergence *convergence, int i,
                                     const char *text)
{
  const int n = convergence->levels.n;
  int       rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank > 0 || convergence->request->quiet) PetscFunctionReturn(PETSC_SUCCESS);
  printf("%s run %d of %d: %s\n", i == n - 1 ? "Error estimate," : "               ", n - i, n,
         text);
  (void)fflush(stdout);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_coarser_level(MPI_Comm comm, Convergence *convergence, int i,
                                        const Case *coarse, const char *text, Problems *problems)
{
  const RunRequest request = {
    .quiet = true, .context = &convergence->list[i], .summary = keep_summary};
  const int before = problems->count;

  PetscFunctionBeginUser;
  PetscCall(simulate_run(comm, coarse, &request, problems));
  if (problems->count > before)
    PetscCall(problems_add(problems, coarse->file,
                           "the above is of the error estimate, which also runs the case coarser "
                           "(%s); take a finer mesh for the case, or no --error-estimate",
                           text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_case_as_asked(MPI_Comm comm, Convergence *convergence, const Case *input,
                                        Problems *problems)
{
  RunRequest request = *convergence->request;

  PetscFunctionBeginUser;
  request.context = convergence;
  request.step    = pass_step_on;
  request.row     = pass_row_on;
  request.summary = set_error_bars;
  PetscCall(simulate_run(comm, input, &request, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Coarsest first: what cannot be had shows soonest.
PetscErrorCode convergence_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                               Problems *problems)
{
  const int   before      = problems->count;
  Convergence convergence = {.levels = levels_of(input), .request = request};
  Case       *coarse;
  char        text[LEVEL_TEXT];

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&coarse));
  for (int i = convergence.levels.n - 1; i >= 0 && problems->count == before; i--) {
    levels_case(&convergence.levels, input, i, coarse, text);
    PetscCall(announce_level(comm, &convergence, i, text));
    if (i > 0) PetscCall(run_coarser_level(comm, &convergence, i, coarse, text, problems));
    else PetscCall(run_case_as_asked(comm, &convergence, input, problems));
  }
  for (int i = 1; i < CONVERGENCE_LEVELS; i++) PetscCall(quantities_destroy(&convergence.list[i]));
  PetscCall(PetscFree(coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}
