// SPDX-License-Identifier: GPL-3.0-or-later
// A case run for the public library: hands each accepted step and each output to the caller, keeps the summary.
#include "handles.h"
#include "sij_version.h"

#include "sij/api/sij_run.h"
#include "sij/simulate.h"

struct SijStep {
  const RunStep *state;
  int            n_drugs;
  SijMesh        mesh;
};

/** What listens to the run. */
typedef struct {
  const SijCase       *input;
  const SijRunOptions *options;
  Quantities          *summary;
} Listener;

static PetscErrorCode pass_step(void *context, const RunStep *state)
{
  const Listener *listener = context;
  // The public handle only reads the mesh.
  const SijStep step = {.state   = state,
                        .n_drugs = listener->input->input->n_drugs,
                        .mesh    = {.mesh = (Mesh *)state->mesh}};

  PetscFunctionBeginUser;
  PetscCall(listener->options->step(listener->options->context, &step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode pass_output(void *context, double t, int n, const char *const column[],
                                  const double value[])
{
  const SijRunOptions *options = ((const Listener *)context)->options;

  PetscFunctionBeginUser;
  PetscCall(options->output(options->context, t, n, column, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode keep_summary(void *context, Quantities *list)
{
  PetscFunctionBeginUser;
  PetscCall(quantities_copy(((const Listener *)context)->summary, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_case(MPI_Comm comm, Listener *listener, Problems *problems)
{
  const SijRunOptions *options = listener->options;
  const SijCase       *input   = listener->input;
  char                *given   = NULL;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsGetAll(NULL, &given));

  const RunRequest request = {.folder     = options->folder,
                              .provenance = {.case_text = input->text,
                                             .options   = given,
                                             .version   = "libsij " SIJ_VERSION_STRING,
                                             .commit    = sij_version_commit()},
                              .quiet      = !options->verbose,
                              .context    = listener,
                              .row        = options->output ? pass_output : NULL,
                              .step       = options->step ? pass_step : NULL,
                              .summary    = keep_summary};

  PetscCall(simulate_run(comm, input->input, &request, problems));
  PetscCall(PetscFree(given));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_run(MPI_Comm comm, const SijCase *input, const SijRunOptions *options,
                       SijResults **results, SijProblems *problems)
{
  static const SijRunOptions NOTHING = {0};
  Problems                   found   = {0};
  SijResults                *kept;

  PetscFunctionBeginUser;
  if (results) *results = NULL;
  PetscCall(PetscNew(&kept));
  PetscCall(PetscStrncpy(kept->name, input->input->name, sizeof kept->name));

  Listener listener = {
    .input = input, .options = options ? options : &NOTHING, .summary = &kept->list};

  PetscCall(run_case(comm, &listener, &found));
  if (results && found.count == 0) *results = kept;
  else PetscCall(sij_results_destroy(&kept));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

double sij_step_time(const SijStep *step)
{
  return step->state->t;
}

double sij_step_length(const SijStep *step)
{
  return step->state->dt;
}

int sij_step_number(const SijStep *step)
{
  return step->state->number;
}

const SijMesh *sij_step_mesh(const SijStep *step)
{
  return &step->mesh;
}

const double *sij_step_pressure(const SijStep *step)
{
  return step->state->pressure;
}

const double *sij_step_concentration(const SijStep *step, int drug)
{
  return drug >= 0 && drug < step->n_drugs ? step->state->concentration[drug] : NULL;
}
