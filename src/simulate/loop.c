#include <stdio.h>
#include <stdlib.h>
// From time 0 to the end: try a step, judge it, accept or cut it, land on every mark of the clock.
#include "model.h"

typedef struct {
  bool        converged;
  const char *what, *reason;
  double      flow_error, transport_error; // over tolerance
} Verdict;

static PetscErrorCode try_step(Model *model, double t, double dt, Progress *progress,
                               Verdict *verdict)
{
  const double     tolerance = model->input->numerics.time_tolerance;
  FlowOutcome      flow;
  TransportOutcome transport;

  PetscFunctionBeginUser;
  PetscCall(flow_try(model->flow, t, dt, &flow));
  progress->newton += flow.iterations;
  *verdict = (Verdict){.converged  = flow.converged,
                       .what       = "the pressure equation",
                       .reason     = flow.reason,
                       .flow_error = flow.error / tolerance};
  if (!flow.converged) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(transport_try(model->transport, flow_water(model->flow), &transport));
  progress->linear += transport.iterations;
  verdict->converged       = transport.converged;
  verdict->what            = "the transport of drugs";
  verdict->reason          = transport.reason;
  verdict->transport_error = transport.error / tolerance;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode accept(Model *model, double t, double dt)
{
  const Case   *input = model->input;
  const double *concentration[CASE_DRUGS];
  double        cleared[CASE_DRUGS];

  PetscFunctionBeginUser;
  PetscCall(transport_accept(model->transport));
  PetscCall(flow_accept(model->flow));
  for (int d = 0; d < input->n_drugs; d++) {
    concentration[d] = transport_concentration(model->transport, d);
    cleared[d]       = transport_cleared(model->transport, d);
  }
  PetscCall(pharmacology_advance(model->pharmacology, t + dt, dt, concentration, cleared));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Flow is first order, transport second: the error of a step falls with dt^2 and dt^3.
static double growth(const Verdict *verdict)
{
  const double flow      = 0.8 / sqrt(PetscMax(verdict->flow_error, 1e-12));
  const double transport = 0.8 / cbrt(PetscMax(verdict->transport_error, 1e-12));

  return PetscMin(2.0, PetscMax(0.2, PetscMin(flow, transport)));
}

static PetscErrorCode check_ledger(const Model *model, double t, Problems *problems)
{
  const Case *input = model->input;

  PetscFunctionBeginUser;
  for (int d = 0; d < input->n_drugs; d++) {
    Ledger ledger;

    PetscCall(transport_ledger(model->transport, d, &ledger));
    const double whole = ledger.injected + ledger.gained;

    if (!(fabs(ledger.defect) <= input->numerics.ledger_tolerance * whole))
      PetscCall(problems_add(problems, input->file,
                             "at %.6g s the ledger of %s is off by %.2e of its dose (numerics."
                             "ledger_tolerance is %.0e); tighten numerics.newton_tolerance and "
                             "numerics.linear_tolerance",
                             t, input->drug[d].name, ledger.defect / whole,
                             input->numerics.ledger_tolerance));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode give_up(const Model *model, double t, double dt, const Verdict *verdict,
                              Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_add(problems, model->input->file,
                         "at %.6g s a step of %.2e s fails: %s %s%s; a finer mesh or a slower "
                         "injection may help, or a larger numerics.time_tolerance",
                         t, dt, verdict->what,
                         verdict->converged ? "misses the tolerance" : "does not converge: ",
                         verdict->converged ? "" : verdict->reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode land(Model *model, Output *output, Clock *clock, Progress *progress,
                           Problems *problems)
{
  const int  mark  = clock->next++;
  const bool write = clock->output[mark];

  PetscFunctionBeginUser;
  progress->t = clock->time[mark];
  if (clock->needle[mark]) progress->dt = model->input->numerics.step_first;
  if (!write) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_ledger(model, progress->t, problems));
  if (problems->count == 0) PetscCall(output_write(output, progress->t, problems));
  PetscCall(progress_show(model, progress, true));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode loop_run(Model *model, Output *output, Progress *progress, Problems *problems)
{
  const Numerics *numerics = &model->input->numerics;
  Clock           clock;

  PetscFunctionBeginUser;
  clock_set(model->input, &clock);
  progress->dt = numerics->step_first;
  PetscCall(output_write(output, 0.0, problems));
  while (clock.next < clock.n && problems->count == 0) {
    const double t = progress->t, dt = clock_step(&clock, t, progress->dt);
    Verdict      verdict = {0};

    PetscCall(try_step(model, t, dt, progress, &verdict));
    if (!verdict.converged || !(verdict.flow_error <= 2.0 && verdict.transport_error <= 2.0)) {
      progress->rejected++;
      progress->dt = dt * (verdict.converged ? PetscMin(0.7, growth(&verdict)) : 0.25);
      if (progress->dt < 1e-4 * numerics->step_first)
        PetscCall(give_up(model, t, dt, &verdict, problems));
      continue;
    }
    PetscCall(accept(model, t, dt));
    progress->steps++;
    progress->t = t + dt;
    progress->dt =
      PetscMin(numerics->step_max, PetscMax(dt, 0.5 * progress->dt) * growth(&verdict));
    if (dt >= clock.time[clock.next] - t)
      PetscCall(land(model, output, &clock, progress, problems));
    else PetscCall(progress_show(model, progress, false));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
