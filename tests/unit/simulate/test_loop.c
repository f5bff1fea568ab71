// SPDX-License-Identifier: GPL-3.0-or-later
// The time loop on a box with one needle and one drug: lengths of steps, events, hooks, and how it gives up.
#include "unit/transport/box.h"

#include "sij/flow.h"
#include "sij/simulate/loop.h"

enum { MOST_STEPS = 1000 };

static const double DURATION = 100.0, START = 20.0, END = 40.0; // s

/** What the hooks of a loop saw. */
typedef struct {
  int    n, n_outputs;
  double length[MOST_STEPS], time[MOST_STEPS], output[8];
  int    n_asked, stop_at; // of those calls, that which stops; 0: none
} Seen;

typedef struct {
  DrugBox     drugs;
  Flow       *flow;
  FlowProblem problem;
  Case        input;
  Seen        seen;
} Run;

static void fill_flow_problem(Run *run, const InjectionSchedule *schedule)
{
  static const double uptake[BOX_MATERIALS];
  static const bool   drained[BOX_SIDES] = {false, true, true, true, true, true};

  run->problem           = (FlowProblem){.source           = "",
                                         .uptake           = uptake,
                                         .drained          = drained,
                                         .lining           = {.side = {MESH_NONE, MESH_NONE}},
                                         .cavity           = {.region = MESH_NONE},
                                         .n_needles        = 1,
                                         .newton_tolerance = 1e-8};
  run->problem.needle[0] = (FlowNeedle){.name           = "needle",
                                        .tip            = vec3(0.004, 0.006, 0.005),
                                        .needle         = {.bore = 4e-4, .length = 0.09},
                                        .schedule       = *schedule,
                                        .pressure_limit = INFINITY,
                                        .viscosity      = 1e-3};
}

static void create(Run *run)
{
  const InjectionSchedule schedule = {.start = START, .volume = 2e-8, .rate = 1e-9};
  Problems                problems = {0};

  *run                         = (Run){0};
  run->drugs.problem.n_solutes = 1;
  run->drugs.problem.solute[0] = box_drug();
  run->drugs.problem.n_needles = 1;
  run->drugs.problem.needle[0] = (TransportInjectate){.schedule = schedule, .concentration = {1.0}};
  box_create(&run->drugs, 0.0);
  fill_flow_problem(run, &schedule);
  assert_int_equal(flow_create(run->drugs.medium, &run->problem, &run->flow, &problems), 0);
  assert_int_equal(problems.count, 0);
  run->input.timing = (Timing){.duration = DURATION, .n_outputs = 3, .output = {0.0, 60.0, 100.0}};
  run->input.n_injections = 1;
  run->input.n_drugs      = 1;
  run->input.injection[0] =
    (Injection){.start = schedule.start, .volume = schedule.volume, .rate = schedule.rate};
  run->input.numerics = (Numerics){
    .time_tolerance = 1e-2, .step_first = 0.5, .step_max = 8.0, .ledger_tolerance = 1e-8};
}

static void destroy(Run *run)
{
  assert_int_equal(flow_destroy(&run->flow), 0);
  box_destroy(&run->drugs);
}

static PetscErrorCode note_step(void *context, const Progress *progress, double length)
{
  Seen *seen = context;

  PetscFunctionBeginUser;
  assert_true(seen->n < MOST_STEPS);
  seen->time[seen->n]     = progress->t;
  seen->length[seen->n++] = length;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode note_output(void *context, const Progress *progress, Problems *problems)
{
  Seen *seen = context;

  PetscFunctionBeginUser;
  (void)problems;
  seen->output[seen->n_outputs++] = progress->t;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode note_question(void *context, const Progress *progress, bool *stop)
{
  Seen *seen = context;

  PetscFunctionBeginUser;
  assert_int_equal(progress->steps + progress->rejected, seen->n_asked);
  *stop = ++seen->n_asked == seen->stop_at;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void run_loop(Run *run, Progress *progress, Problems *problems)
{
  const Loop loop = {.input       = &run->input,
                     .flow        = run->flow,
                     .transport   = run->drugs.transport,
                     .context     = &run->seen,
                     .accepted    = note_step,
                     .output      = note_output,
                     .interrupted = note_question};

  assert_int_equal(loop_run(&loop, progress, problems), 0);
}

static int find_step_to(const Seen *seen, double t)
{
  for (int k = 0; k < seen->n; k++)
    if (seen->time[k] == t) return k;
  return -1;
}

static void steps_stay_within_their_limits(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run_loop(&run, &progress, &problems);
  assert_int_equal(problems.count, 0);
  assert_close(progress.t, DURATION, 0.0);
  assert_int_equal(progress.steps, run.seen.n);
  assert_close(run.seen.length[0], 0.5, 0.0);
  for (int k = 0; k < run.seen.n; k++) assert_true(run.seen.length[k] <= 8.0);
  for (int k = 1; run.seen.time[k] < 10.0; k++) // no event is near
    assert_true(run.seen.length[k] <= 2.0 * run.seen.length[k - 1] * (1.0 + 1e-12));
  destroy(&run);
}

static void steps_land_on_events_and_restart_after_a_needle(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run_loop(&run, &progress, &problems);
  const int start = find_step_to(&run.seen, START), end = find_step_to(&run.seen, END);

  assert_true(start >= 0 && end > start);
  assert_true(run.seen.length[start + 1] <= 0.5);
  assert_true(run.seen.length[end + 1] <= 0.5);
  assert_true(find_step_to(&run.seen, 60.0) > end);
  destroy(&run);
}

static void outputs_come_at_their_times(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run_loop(&run, &progress, &problems);
  assert_int_equal(run.seen.n_outputs, 3);
  assert_close(run.seen.output[0], 0.0, 0.0);
  assert_close(run.seen.output[1], 60.0, 0.0);
  assert_close(run.seen.output[2], DURATION, 0.0);
  assert_close(box_ledger(&run.drugs, 0).injected, 2e-8, 1e-9);
  destroy(&run);
}

static void a_tolerance_that_cannot_be_met_ends_in_a_sentence(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run.input.numerics.time_tolerance = 1e-30;
  run_loop(&run, &progress, &problems);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "a step of"));
  assert_true(progress.t < DURATION);
  assert_true(progress.rejected > 0);
  assert_int_equal(problems_destroy(&problems), 0);
  destroy(&run);
}

static void a_ledger_beyond_its_tolerance_ends_in_a_sentence(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run.input.numerics.ledger_tolerance = -1.0;
  run_loop(&run, &progress, &problems);
  assert_int_equal(problems.count, 1);
  assert_non_null(strstr(problems.sentence[0], "at 60 s the ledger of"));
  assert_int_equal(run.seen.n_outputs, 1);
  assert_int_equal(problems_destroy(&problems), 0);
  destroy(&run);
}

static void a_loop_stops_between_steps_when_it_is_told_to(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run.seen.stop_at = 7;
  run_loop(&run, &progress, &problems);
  assert_int_equal(problems.count, 0);
  assert_true(progress.stopped);
  assert_int_equal(run.seen.n_asked, 7);
  assert_int_equal(progress.steps, run.seen.n);
  assert_close(progress.t, run.seen.time[run.seen.n - 1], 0.0);
  destroy(&run);
}

static void a_loop_is_asked_before_each_step_tried_and_not_at_its_end(void **state)
{
  Run      run;
  Progress progress = {0};
  Problems problems = {0};

  (void)state;
  create(&run);
  run.input.numerics.time_tolerance = 1e-3; // steps are rejected too
  run_loop(&run, &progress, &problems);
  assert_true(progress.rejected > 0);
  assert_false(progress.stopped);
  assert_int_equal(run.seen.n_asked, progress.steps + progress.rejected);
  destroy(&run);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(steps_stay_within_their_limits),
    cmocka_unit_test(steps_land_on_events_and_restart_after_a_needle),
    cmocka_unit_test(outputs_come_at_their_times),
    cmocka_unit_test(a_tolerance_that_cannot_be_met_ends_in_a_sentence),
    cmocka_unit_test(a_ledger_beyond_its_tolerance_ends_in_a_sentence),
    cmocka_unit_test(a_loop_stops_between_steps_when_it_is_told_to),
    cmocka_unit_test(a_loop_is_asked_before_each_step_tried_and_not_at_its_end),
  };

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("simulate/loop", tests, NULL, NULL);

  return PetscFinalize() ? 1 : failed;
}
