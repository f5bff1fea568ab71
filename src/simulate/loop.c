// SPDX-License-Identifier: GPL-3.0-or-later
// The time loop: tries a step, compares its truncation error with the tolerance, accepts or cuts it, and lands on
// every event of the clock. It advances the equations of a model and calls the hooks of its caller.
#include "sij/simulate/loop.h"

#include "constants.h"

#include "sij/base/phase.h"
#include "sij/simulate/clock.h"

typedef struct {
  bool        converged;
  const char *what, *reason;
  double      flow_error, transport_error; // over tolerance
} Verdict;

// Flow alone, or coupled to the solid under the loads at the end of the step.
static PetscErrorCode try_flow(const Loop *loop, double t, double dt, Progress *progress,
                               FlowOutcome *outcome)
{
  PoroelasticOutcome both;

  PetscFunctionBeginUser;
  PetscCall(phase_begin(loop->poroelastic ? PHASE_SOLID : PHASE_FLOW));
  if (!loop->poroelastic) PetscCall(flow_try(loop->flow, t, dt, outcome));
  else {
    PetscCall(joint_load(loop->joint, t + dt));
    PetscCall(poroelastic_try(loop->poroelastic, t, dt, &both));
    *outcome = (FlowOutcome){.converged  = both.converged,
                             .reason     = both.reason,
                             .iterations = both.iterations,
                             .error      = both.error};
    progress->linear += both.linear;
  }
  progress->newton += outcome->iterations;
  PetscCall(phase_end());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode try_step(const Loop *loop, double t, double dt, Progress *progress,
                               Verdict *verdict)
{
  const double     tolerance = loop->input->numerics.time_tolerance;
  FlowOutcome      flow;
  TransportOutcome transport;

  PetscFunctionBeginUser;
  PetscCall(try_flow(loop, t, dt, progress, &flow));
  *verdict = (Verdict){.converged = flow.converged,
                       .what = loop->poroelastic ? "tissue and its fluid" : "the pressure equation",
                       .reason     = flow.reason,
                       .flow_error = flow.error / tolerance};
  if (!flow.converged) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(phase_begin(PHASE_TRANSPORT));
  PetscCall(transport_try(loop->transport, flow_water(loop->flow), &transport));
  PetscCall(phase_end());
  progress->linear += transport.iterations;
  verdict->converged       = transport.converged;
  verdict->what            = "the transport of drugs";
  verdict->reason          = transport.reason;
  verdict->transport_error = transport.error / tolerance;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Growth of the step: flow is of first order, transport of second; their errors fall with dt^2 and dt^3.
static double find_growth(const Verdict *verdict)
{
  const double flow = STEP_SAFETY / sqrt(PetscMax(verdict->flow_error, STEP_SMALLEST_ERROR));
  const double transport =
    STEP_SAFETY / cbrt(PetscMax(verdict->transport_error, STEP_SMALLEST_ERROR));

  return PetscMin(STEP_GROWTH_MAX, PetscMax(STEP_GROWTH_MIN, PetscMin(flow, transport)));
}

static PetscErrorCode check_ledger(const Loop *loop, double t, Problems *problems)
{
  const Case *input = loop->input;

  PetscFunctionBeginUser;
  for (int d = 0; d < input->n_drugs; d++) {
    Ledger ledger;

    PetscCall(transport_ledger(loop->transport, d, &ledger));
    const double given = ledger.injected + ledger.gained;

    if (!(fabs(ledger.defect) <= input->numerics.ledger_tolerance * given))
      PetscCall(problems_add(
        problems, input->file,
        "at %.6g s the ledger of %s has a defect of %.2e of its dose (numerics."
        "ledger_tolerance is %.0e); tighten numerics.newton_tolerance and "
        "numerics.linear_tolerance",
        t, input->drug[d].name, ledger.defect / given, input->numerics.ledger_tolerance));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_failure(const Loop *loop, double t, double dt, const Verdict *verdict,
                                     Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_add(problems, loop->input->file,
                         "at %.6g s a step of %.2e s fails: %s %s%s; a finer mesh or a slower "
                         "injection may help, or a larger numerics.time_tolerance",
                         t, dt, verdict->what,
                         verdict->converged ? "misses the tolerance" : "does not converge: ",
                         verdict->converged ? "" : verdict->reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode accept_flow(const Loop *loop)
{
  PetscFunctionBeginUser;
  if (loop->poroelastic) PetscCall(poroelastic_accept(loop->poroelastic));
  else PetscCall(flow_accept(loop->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_output(const Loop *loop, Progress *progress, Problems *problems)
{
  PetscFunctionBeginUser;
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (loop->output) PetscCall(loop->output(loop->context, progress, problems));
  progress->outputs++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// After the start or end of an injection steps are short again.
static PetscErrorCode accept_step(const Loop *loop, Clock *clock, double dt, double next,
                                  Progress *progress, Problems *problems)
{
  const bool landed = dt >= clock->time[clock->next] - progress->t;
  const int  event  = clock->next;

  PetscFunctionBeginUser;
  PetscCall(transport_accept(loop->transport));
  PetscCall(accept_flow(loop));
  progress->steps++;
  progress->t  = landed ? clock->time[event] : progress->t + dt;
  progress->dt = landed && clock->needle[event] ? clock_restart(loop->input, progress->t) : next;
  if (loop->accepted) PetscCall(loop->accepted(loop->context, progress, dt));
  if (!landed) PetscFunctionReturn(PETSC_SUCCESS);
  clock->next++;
  if (!clock->output[event]) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_ledger(loop, progress->t, problems));
  PetscCall(write_output(loop, progress, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void cut_step(const Verdict *verdict, double dt, Progress *progress)
{
  progress->rejected++;
  progress->dt =
    dt * (verdict->converged ? PetscMin(STEP_CUT_MAX, find_growth(verdict)) : STEP_CUT_DIVERGED);
}

// The next breakpoint of a load curve, where a solid moves: no step passes it.
static double find_next_breakpoint(const Loop *loop, double t)
{
  return loop->poroelastic ? joint_next_breakpoint(loop->input, t) : INFINITY;
}

// Predictor reset after a breakpoint of a load curve. The first step has no error estimate of its own
// but that of the second, so there are two before the next breakpoint, the first no longer than the last one.
static void restart_after_breakpoint(const Loop *loop, double dt, Progress *progress)
{
  const double left = find_next_breakpoint(loop, progress->t) - progress->t;

  poroelastic_reset_predictor(loop->poroelastic);
  progress->dt = fmin(progress->dt, fmin(dt, 0.5 * left));
}

PetscErrorCode loop_run(const Loop *loop, Progress *progress, Problems *problems)
{
  const Numerics *numerics = &loop->input->numerics;
  Clock           clock;

  PetscFunctionBeginUser;
  clock_set(loop->input, &clock);
  if (progress->outputs > 0) clock_advance(&clock, progress->t);
  else {
    *progress = (Progress){.dt = numerics->step_first};
    PetscCall(write_output(loop, progress, problems));
  }
  while (clock.next < clock.n && problems->count == 0) {
    if (loop->interrupted)
      PetscCall(loop->interrupted(loop->context, progress, &progress->stopped));
    if (progress->stopped) break;

    const double breakpoint = find_next_breakpoint(loop, progress->t);
    const double dt = fmin(breakpoint - progress->t, clock_step(&clock, progress->t, progress->dt));
    Verdict      verdict = {0};

    PetscCall(try_step(loop, progress->t, dt, progress, &verdict));
    if (verdict.converged && verdict.flow_error <= STEP_ACCEPTED_ERROR &&
        verdict.transport_error <= STEP_ACCEPTED_ERROR) {
      const double longer = PetscMax(dt, 0.5 * progress->dt) * find_growth(&verdict);

      PetscCall(
        accept_step(loop, &clock, dt, PetscMin(numerics->step_max, longer), progress, problems));
      if (find_next_breakpoint(loop, progress->t) > breakpoint)
        restart_after_breakpoint(loop, dt, progress);
      continue;
    }
    cut_step(&verdict, dt, progress);
    if (progress->dt < STEP_SMALLEST * numerics->step_first)
      PetscCall(report_failure(loop, progress->t, dt, &verdict, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
