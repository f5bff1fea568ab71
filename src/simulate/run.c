// SPDX-License-Identifier: GPL-3.0-or-later
// One run: creates the model of a case, runs the time loop, advances pharmacology after each step and writes results
// at each output time.
#include "state.h"

/** Context of the loop's hooks. */
typedef struct {
  Simulation simulation;
  Output     output;
  Log        log;
  double     checkpoint; // wall-clock time that the last one took     s
} Run;

static PetscErrorCode pass_step(const Simulation *run, const Progress *progress, double length,
                                const double *const concentration[])
{
  const RunRequest *request = run->request;
  const RunStep     step    = {.t             = progress->t,
                               .dt            = length,
                               .number        = progress->steps,
                               .mesh          = run->model.mesh,
                               .pressure      = flow_pressure(run->model.flow),
                               .concentration = concentration};

  PetscFunctionBeginUser;
  if (request->step) PetscCall(request->step(request->context, &step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What follows an accepted step: drugs in the body, motion of bones, the caller of the run, the log.
static PetscErrorCode finish_step(void *context, const Progress *progress, double length)
{
  Run          *run   = context;
  const Model  *model = &run->simulation.model;
  const double *concentration[CASE_DRUGS];
  double        cleared[CASE_DRUGS];

  PetscFunctionBeginUser;
  for (int d = 0; d < model->input->n_drugs; d++) {
    concentration[d] = transport_concentration(model->transport, d);
    cleared[d]       = transport_cleared(model->transport, d);
  }
  PetscCall(pharmacology_advance(run->simulation.pharmacology, progress->t, length, concentration,
                                 cleared));
  if (model->poroelastic) PetscCall(joint_measure(model->joint));
  PetscCall(pass_step(&run->simulation, progress, length, concentration));
  PetscCall(progress_show(&run->simulation, &run->log, progress));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_output(void *context, const Progress *progress, Problems *problems)
{
  Run         *run   = context;
  const Model *model = &run->simulation.model;

  PetscFunctionBeginUser;
  if (model->poroelastic && progress->steps == 0) PetscCall(joint_measure(model->joint));
  if (model->joint && !model->poroelastic)
    PetscCall(joint_equilibrate(model->joint, progress->t, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(output_write(&run->output, progress->t, problems));
  if (progress->steps > 0) PetscCall(progress_line(&run->simulation, &run->log, progress));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode ask_to_stop(void *context, const Progress *progress, bool *stop)
{
  const Run            *run         = context;
  const RunInterrupter *interrupter = run->simulation.request->interrupter;

  PetscFunctionBeginUser;
  (void)progress;
  *stop = false;
  if (interrupter)
    PetscCall(interrupter->ask(interrupter->context, run->simulation.model.mesh->comm,
                               run->checkpoint, stop));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_loop(Run *run, Problems *problems)
{
  const Model *model    = &run->simulation.model;
  const Loop   loop     = {.input       = model->input,
                           .flow        = model->flow,
                           .transport   = model->transport,
                           .joint       = model->joint,
                           .poroelastic = model->poroelastic,
                           .context     = run,
                           .accepted    = finish_step,
                           .output      = write_output,
                           .interrupted = ask_to_stop};
  RunEnd      *end      = run->simulation.request->end;
  Progress     progress = {0};

  PetscFunctionBeginUser;
  PetscCall(output_open(&run->simulation, &run->output, problems));
  if (problems->count == 0) PetscCall(loop_run(&loop, &progress, problems));
  PetscCall(output_close(&run->output, &run->log, &progress, problems));
  if (end) *end = (RunEnd){.stopped = progress.stopped, .t = progress.t, .steps = progress.steps};
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
  run.log.prints         = rank == 0 && !request->quiet;
  run.simulation.request = request;
  PetscCall(model_create(comm, input, &run.simulation.model, problems));
  if (problems->count == 0) {
    PetscCall(pharmacology_create(input, run.simulation.model.mesh, &run.simulation.pharmacology));
    PetscCall(run_loop(&run, problems));
  }
  PetscCall(pharmacology_destroy(&run.simulation.pharmacology));
  PetscCall(model_destroy(&run.simulation.model));
  PetscFunctionReturn(PETSC_SUCCESS);
}
