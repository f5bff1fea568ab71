// SPDX-License-Identifier: GPL-3.0-or-later
// One run: creates the model of a case, runs the time loop, advances pharmacology after each step and writes results
// at each output time.
#include "state.h"

#include "sij/base/phase.h"

/** Context of the loop's hooks. */
typedef struct {
  Simulation simulation;
  Output     output;
  Saves      saves;
  Log        log;
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
  PetscCall(phase_begin(PHASE_PHARMACOLOGY));
  PetscCall(pharmacology_advance(run->simulation.pharmacology, progress->t, length, concentration,
                                 cleared));
  PetscCall(phase_end());
  if (model->poroelastic) PetscCall(joint_measure(model->joint));
  PetscCall(pass_step(&run->simulation, progress, length, concentration));
  progress_show(&run->simulation, &run->log, progress);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_output(void *context, const Progress *progress, Problems *problems)
{
  Run         *run   = context;
  const Model *model = &run->simulation.model;

  PetscFunctionBeginUser;
  if (model->poroelastic && progress->steps == 0) PetscCall(joint_measure(model->joint));
  if (model->joint && !model->poroelastic) {
    PetscCall(phase_begin(PHASE_SOLID));
    PetscCall(joint_equilibrate(model->joint, progress->t, problems));
    PetscCall(phase_end());
  }
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(phase_begin(PHASE_OUTPUT));
  PetscCall(output_write(&run->output, progress->outputs, progress->t, problems));
  PetscCall(phase_end());
  progress_line(&run->simulation, &run->log, progress);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Before each step: whether the run is to stop, and whether its state is to be saved.
static PetscErrorCode ask_to_stop(void *context, const Progress *progress, bool *stop)
{
  Run                  *run         = context;
  const RunInterrupter *interrupter = run->simulation.request->interrupter;

  PetscFunctionBeginUser;
  *stop = false;
  if (interrupter)
    PetscCall(interrupter->ask(interrupter->context, run->simulation.model.mesh->comm,
                               run->saves.took, stop));
  PetscCall(phase_begin(PHASE_CHECKPOINT));
  PetscCall(saves_save(&run->saves, progress, *stop));
  PetscCall(phase_end());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode replay(Run *run, int number, Problems *problems)
{
  bool loaded;

  PetscFunctionBeginUser;
  PetscCall(saves_load_output(&run->saves, number, &loaded, problems));
  if (loaded) PetscCall(output_replay(&run->output, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The results of a run that goes on are written anew as far as they had come.
static PetscErrorCode resume(Run *run, Progress *progress, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(saves_attach(&run->saves, problems));
  if (problems->count == 0) PetscCall(saves_restore(&run->saves, progress, problems));
  if (problems->count == 0)
    PetscCall(output_open(&run->simulation, run->saves.checkpoint, &run->output, problems));
  for (int k = 0; k < progress->outputs && problems->count == 0; k++)
    PetscCall(replay(run, k, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode begin(Run *run, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(output_open(&run->simulation, run->saves.checkpoint, &run->output, problems));
  if (problems->count == 0) PetscCall(saves_attach(&run->saves, problems));
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
  if (run->saves.restarts) PetscCall(resume(run, &progress, problems));
  else PetscCall(begin(run, problems));
  if (problems->count == 0) PetscCall(loop_run(&loop, &progress, problems));
  if (problems->count == 0 && !progress.stopped)
    PetscCall(saves_save(&run->saves, &progress, true));
  PetscCall(output_close(&run->output, &run->log, &progress, problems));
  PetscCall(saves_close(&run->saves, problems->count == 0 && !progress.stopped));
  if (end)
    *end = (RunEnd){
      .begun = true, .stopped = progress.stopped, .t = progress.t, .steps = progress.steps};
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_model(MPI_Comm comm, const Case *input, Run *run, Problems *problems)
{
  Simulation *simulation = &run->simulation;

  PetscFunctionBeginUser;
  if (simulation->request->end) simulation->request->end->begun = true;
  PetscCall(model_create(comm, input, &simulation->model, problems));
  if (problems->count == 0) {
    PetscCall(pharmacology_create(input, simulation->model.mesh, &simulation->pharmacology));
    PetscCall(run_loop(run, problems));
  }
  PetscCall(pharmacology_destroy(&simulation->pharmacology));
  PetscCall(model_destroy(&simulation->model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode simulate_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Problems *problems)
{
  Run run = {0};
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && !request->quiet) PetscCall(ticker_create(request->terminal, &run.log.ticker));
  run.simulation.request = request;
  PetscCall(saves_open(&run.simulation, comm, &run.saves, problems));
  if (problems->count == 0) PetscCall(run_model(comm, input, &run, problems));
  PetscCall(checkpoint_destroy(&run.saves.checkpoint));
  PetscCall(ticker_destroy(&run.log.ticker));
  PetscFunctionReturn(PETSC_SUCCESS);
}
