// SPDX-License-Identifier: GPL-3.0-or-later
#include "model.h"

/** What listens to the loop of a run. */
typedef struct {
  Model  model;
  Output output;
  Log    log;
} Run;

static PetscErrorCode follow(void *context, const Progress *progress, double length)
{
  Run          *run   = context;
  const Model  *model = &run->model;
  const double *concentration[CASE_DRUGS];
  double        cleared[CASE_DRUGS];

  PetscFunctionBeginUser;
  for (int d = 0; d < model->input->n_drugs; d++) {
    concentration[d] = transport_concentration(model->transport, d);
    cleared[d]       = transport_cleared(model->transport, d);
  }
  PetscCall(pharmacology_advance(model->pharmacology, progress->t, length, concentration, cleared));
  if (model->coupled) PetscCall(joint_measure(model->joint));
  PetscCall(progress_tell(model, &run->log, progress));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write(void *context, const Progress *progress, Problems *problems)
{
  Run *run = context;

  PetscFunctionBeginUser;
  if (run->model.coupled && progress->steps == 0) PetscCall(joint_measure(run->model.joint));
  if (run->model.joint && !run->model.coupled)
    PetscCall(joint_balance(run->model.joint, progress->t, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(output_write(&run->output, progress->t, problems));
  if (progress->steps > 0) PetscCall(progress_line(&run->model, &run->log, progress));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode go(Run *run, Problems *problems)
{
  const Loop loop     = {.input     = run->model.input,
                         .flow      = run->model.flow,
                         .transport = run->model.transport,
                         .joint     = run->model.joint,
                         .coupled   = run->model.coupled,
                         .context   = run,
                         .accepted  = follow,
                         .output    = write};
  Progress   progress = {0};

  PetscFunctionBeginUser;
  PetscCall(output_open(&run->model, &run->output, problems));
  if (problems->count == 0) PetscCall(loop_run(&loop, &progress, problems));
  PetscCall(output_close(&run->output, &run->log, &progress, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems)
{
  Run run = {0};
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscTime(&run.log.started));
  run.log.speaks = rank == 0 && !request->quiet;
  PetscCall(model_create(comm, input, request, &run.model, problems));
  if (problems->count == 0) PetscCall(go(&run, problems));
  PetscCall(model_destroy(&run.model));
  PetscFunctionReturn(PETSC_SUCCESS);
}
