// SPDX-License-Identifier: GPL-3.0-or-later
// Needles that start and stop at odd times, outputs beside them, marks that all but coincide.
#include "time.h"
#include "trial_case.h"

#include "sij/simulate/clock.h"
#include "sij/simulate/loop.h"

#include <math.h>
#include <string.h>

enum { NEEDLES = 3, STEPS = 4096 };

static const double DURATION = 300.0;

static BoxProblem build_busy_problem(void)
{
  BoxProblem problem = box_problem();

  box_problem_conduct(&problem, box_problem_isotropic(1e-13));
  for (int m = 0; m < BOX_MATERIALS; m++)
    problem.porous_material[m].pore = (Pore){PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3};
  box_problem_inject(&problem, vec3(0.0011, 0.0007, 0.0003), 1.0 / 3.0, 1e-7 / 0.7, 3e-8);
  box_problem_inject(&problem, vec3(-0.004, 0.0007, 0.0003), sqrt(20.0), 1e-7, 1e-8 / 0.9);
  box_problem_inject(&problem, vec3(0.0011, -0.005, 0.0003), 100.0 / 7.0, 2e-7, 1e-7 / 3.0);
  problem.flow.needle[1].name = "second";
  problem.flow.needle[2].name = "third";
  return problem;
}

static Case describe_run(const Trial *trial)
{
  Case input = trial_case(trial);

  input.timing = (Timing){.duration  = DURATION,
                          .n_outputs = 6,
                          .output    = {0.0, 1.0 / 3.0 + 1e-11, 5.0, 100.0 / 7.0, 77.7, DURATION}};
  return input;
}

typedef struct {
  int    n;
  double time[STEPS];
  int    outputs;
} Landings;

static PetscErrorCode record_step(void *context, const Progress *progress, double length)
{
  Landings *at = context;

  PetscFunctionBeginUser;
  PetscCheck(at->n < STEPS, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "more than %d steps", STEPS);
  at->time[at->n] = (at->n > 0 ? at->time[at->n - 1] : 0.0) + length;
  // What the steps add up to, not what the loop says: it must not hide a step that fell short.
  (void)progress;
  at->n++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode record_output(void *context, const Progress *progress, Problems *problems)
{
  PetscFunctionBeginUser;
  (void)progress;
  (void)problems;
  ((Landings *)context)->outputs++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Distance of the event that the steps came least near to, over the duration.
static double find_largest_miss(const Landings *at, const Case *input)
{
  double event[2 * CASE_INJECTIONS + CASE_OUTPUTS], largest = 0.0;
  int    n = 0;

  for (int w = 0; w < input->n_injections; w++) {
    const InjectionSchedule schedule = case_schedule(&input->injection[w]);

    event[n++] = schedule.start;
    event[n++] = injection_end(&schedule);
  }
  for (int i = 1; i < input->timing.n_outputs; i++) event[n++] = input->timing.output[i];
  for (int i = 0; i < n; i++) {
    double nearest = INFINITY;

    for (int k = 0; k < at->n; k++) nearest = fmin(nearest, fabs(at->time[k] - event[i]));
    largest = fmax(largest, nearest / DURATION);
  }
  return largest;
}

static PetscErrorCode judge_volumes(const Trial *trial, Verdicts *found)
{
  Quantities list    = {0};
  double     largest = 0.0;

  PetscFunctionBeginUser;
  PetscCall(flow_summary(trial->flow, &list));
  for (int w = 0; w < NEEDLES; w++) {
    char name[CASE_NAME + 32];

    (void)snprintf(name, sizeof name, "injection.%s.delivered", trial->problem.flow.needle[w].name);
    largest = fmax(largest, fabs(1e-6 * quantities_find(&list, name)->value /
                                   trial->problem.flow.needle[w].schedule.volume -
                                 1.0));
  }
  PetscCall(quantities_destroy(&list));
  PetscCall(verdicts_add(found, largest, 0.0, 1e-12, "1",
                         "volume delivered, relative error, worst of three"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// An output 0.5e-12 of the duration past the start of a needle is one mark with it; 2e-12 past it is another.
static PetscErrorCode judge_clock(Case input, Verdicts *found)
{
  Clock clock;
  int   apart;

  PetscFunctionBeginUser;
  input.timing.output[1] = input.injection[0].start + 2e-12 * DURATION;
  clock_set(&input, &clock);
  apart                  = clock.n;
  input.timing.output[1] = input.injection[0].start + 0.5e-12 * DURATION;
  clock_set(&input, &clock);
  PetscCall(verdicts_add(found, apart - clock.n, 1.0, 1.0, "1",
                         "marks fewer when two are 0.5e-12 of the duration apart, not 2e-12"));
  PetscCall(verdicts_add(found, clock.needle[0] && clock.output[0], 1.0, 1.0, "1",
                         "the one mark is both needle and output"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode time_events(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  Trial      trial = {.problem = build_busy_problem()};
  const Case input = describe_run(&trial);
  Landings  *at;
  Progress   progress = {0};
  Problems   problems = {0};

  PetscFunctionBeginUser;
  PetscCall(trial_create_cube(comm, request->coarse ? 4 : 6, 0.012, 0.1, NULL, &trial));
  PetscCall(PetscNew(&at));
  PetscCall(loop_run(&(Loop){.input     = &input,
                             .flow      = trial.flow,
                             .transport = trial.transport,
                             .context   = at,
                             .accepted  = record_step,
                             .output    = record_output},
                     &progress, &problems));
  PetscCall(verdicts_add(found, problems.count, 0.0, 0.0, "1", "problems of the loop"));
  PetscCall(verdicts_add(found, find_largest_miss(at, &input), 0.0, 1e-12, "1",
                         "event missed by, share of the duration, worst of %d",
                         2 * NEEDLES + input.timing.n_outputs - 1));
  PetscCall(verdicts_add(found, at->outputs, input.timing.n_outputs, input.timing.n_outputs, "1",
                         "outputs"));
  PetscCall(judge_volumes(&trial, found));
  PetscCall(judge_clock(input, found));
  PetscCall(verdicts_report(found, progress.steps, "1", "steps"));
  PetscCall(verdicts_report(found, progress.rejected, "1", "of them tried in vain"));
  PetscCall(PetscFree(at));
  PetscCall(problems_destroy(&problems));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}
