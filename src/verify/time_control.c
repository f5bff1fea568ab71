// SPDX-License-Identifier: GPL-3.0-or-later
/* A small injection and its wash-out through the product's own loop, at several tolerances, against a much
 * finer one on the same mesh: how much of the water and of the drug lies elsewhere, and how much more or
 * less of the drug the blood has taken.
 */
#include "time.h"
#include "trial_case.h"
#include "trial_fields.h"

#include "sij/base/units.h"
#include "sij/simulate/loop.h"

#include <math.h>

enum { TOLERANCES = 3, OUTPUTS = 3 };

static const double TOLERANCE[TOLERANCES] = {1e-2, 1e-3, 1e-4}, REFERENCE = 1e-5;
static const double OUTPUT[OUTPUTS] = {10.0, 60.0, 600.0};

enum { MIDDLE, LEFT, RIGHT };

static int select_layer(Vec3 x)
{
  if (x.x[0] < -0.004) return LEFT;
  return x.x[0] < 0.004 ? MIDDLE : RIGHT;
}

static bool is_interface(int a, int b)
{
  return (a == LEFT && b == MIDDLE) || (a == MIDDLE && b == LEFT);
}

/** At rest no needle runs: steps are the drug's alone to choose. */
typedef enum { AT_REST, SMOOTH, FRONT } Kind;

static const char *const KIND[] = {"at rest", "smooth", "front"};

static const double VOLUME = 5e-7; // of the injection     m^3

static BoxProblem build_injection_problem(Kind kind)
{
  static const PorousMaterial POROUS[] = {
    [LEFT]   = {.pore         = {PORE_MATRIX, 0.15, 0.5, 8e3, 2.0, 1e-7, 1e3},
                .conductivity = {.along = 1e-13, .across = 1e-13}},
    [MIDDLE] = {.pore         = {PORE_MATRIX, 0.6, 0.8, 8e3, 2.0, 1e-7, 3e2},
                .conductivity = {.along = 3e-14, .across = 3e-14}},
    [RIGHT]  = {.pore         = {PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3},
                .conductivity = {.along = 1e-13, .across = 1e-13}}};
  static const double PERFUSION[] = {[LEFT] = 4e-3, [MIDDLE] = 5e-4, [RIGHT] = 1e-3}; // s^-1
  BoxProblem          problem     = box_problem();

  for (int m = MIDDLE; m <= RIGHT; m++) {
    problem.porous_material[m]              = POROUS[m];
    problem.transport_material[m].perfusion = PERFUSION[m];
  }
  problem.uptake[LEFT] = problem.uptake[RIGHT]     = 1e-7;
  problem.porous.interface.is_between              = is_interface;
  problem.transport.solute[0].clearance.extraction = 1.0;
  // At rest a needle still waits when the run ends: errors are measured by what was there and what is to come.
  if (kind == AT_REST)
    box_problem_inject(&problem, vec3(-0.00168, -0.00096, -0.00024), 1e12, 1e-6, 1e-8);
  else box_problem_inject(&problem, vec3(0.0011, 0.0007, 0.0003), 0.0, VOLUME, 5e-8);
  return problem;
}

static Case describe_run(const Trial *trial, double tolerance)
{
  Case input = trial_case(trial);

  input.numerics.time_tolerance = tolerance;
  input.timing                  = (Timing){.duration = OUTPUT[OUTPUTS - 1], .n_outputs = OUTPUTS};
  for (int k = 0; k < OUTPUTS; k++) input.timing.output[k] = OUTPUT[k];
  return input;
}

// What is there before the needle comes, smooth on the mesh: a front would measure the limiter, whose share of
// the upwind scheme changes with the step, and not of the integrator.
static double evaluate_start(Vec3 x, const void *context)
{
  const double wave = SIJ_PI / 0.024;

  (void)context;
  return 1.0 + 0.5 * sin(wave * x.x[0]) * cos(wave * x.x[2]);
}

/** What a run holds at each output: of water and of drug at every owned vertex, and what was cleared. */
typedef struct {
  Trial    trial;
  Progress progress;
  int      next;
  double   dose;                                             // that was there and came     mol
  double  *water[OUTPUTS], *drug[OUTPUTS], cleared[OUTPUTS]; // m^3, mol
} Course;

static PetscErrorCode record_output(void *context, const Progress *progress, Problems *problems)
{
  Course       *course = context;
  const Trial  *trial  = &course->trial;
  const double *c      = transport_concentration(trial->transport, 0);
  const int     k      = course->next;
  Ledger        ledger;

  PetscFunctionBeginUser;
  (void)problems;
  if (progress->steps == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(
    PetscMalloc2(trial->mesh->n_owned, &course->water[k], trial->mesh->n_owned, &course->drug[k]));
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    course->water[k][i] = flow_water(trial->flow)->stored_new[i];
    course->drug[k][i]  = c[i] * course->water[k][i];
  }
  PetscCall(transport_ledger(trial->transport, 0, &ledger));
  course->cleared[k] = ledger.cleared;
  course->dose       = ledger.injected;
  course->next++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_course(MPI_Comm comm, Kind kind, double tolerance, Course *course)
{
  Case     input;
  Loop     loop     = {.input = &input, .context = course, .output = record_output};
  Problems problems = {0};

  PetscFunctionBeginUser;
  *course = (Course){.trial.problem = build_injection_problem(kind)};
  input   = describe_run(&course->trial, tolerance);
  PetscCall(trial_create_cube(comm, 6, 0.012, 0.15, select_layer, &course->trial));
  if (kind != FRONT) PetscCall(trial_start(&course->trial, 0, evaluate_start, NULL, 1.0));
  loop.flow      = course->trial.flow;
  loop.transport = course->trial.transport;
  PetscCall(loop_run(&loop, &course->progress, &problems));
  if (problems.count > 0) PetscCall(problems_print(comm, &problems));
  PetscCheck(problems.count == 0 && course->next == OUTPUTS, comm, PETSC_ERR_NOT_CONVERGED,
             "the small run ended early");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_course(Course *course)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < OUTPUTS; k++) PetscCall(PetscFree2(course->water[k], course->drug[k]));
  PetscCall(trial_destroy(&course->trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

enum { WATER, DRUG, CLEARED, WHATS };

static const char *const WHAT[WHATS] = {"water misplaced", "drug misplaced",
                                        "drug cleared, off by"};

// The largest over all outputs, as shares of what was injected or there.
static void compare_courses(const Course *course, const Course *reference, double error[WHATS])
{
  const double dose = reference->dose;

  for (int k = 0; k < WHATS; k++) error[k] = 0.0;
  for (int o = 0; o < OUTPUTS; o++) {
    const double water = trial_distance(&course->trial, course->water[o], reference->water[o]);
    const double drug  = trial_distance(&course->trial, course->drug[o], reference->drug[o]);

    error[WATER]   = fmax(error[WATER], water / VOLUME);
    error[DRUG]    = fmax(error[DRUG], drug / dose);
    error[CLEARED] = fmax(error[CLEARED], fabs(course->cleared[o] - reference->cleared[o]) / dose);
  }
}

static PetscErrorCode measure_errors(MPI_Comm comm, Kind kind, int n, double error[][WHATS],
                                     Verdicts *found)
{
  Course reference, course;

  PetscFunctionBeginUser;
  PetscCall(run_course(comm, kind, n == 1 ? 1e-3 : REFERENCE, &reference));
  for (int k = 0; k < n; k++) {
    PetscCall(run_course(comm, kind, TOLERANCE[k], &course));
    compare_courses(&course, &reference, error[k]);
    PetscCall(verdicts_report(found, course.progress.steps, "1", "%s, tolerance %.0e: steps",
                              KIND[kind], TOLERANCE[k]));
    for (int w = kind == AT_REST ? DRUG : WATER; w < WHATS; w++)
      PetscCall(verdicts_report(found, error[k][w], "1", "%s, tolerance %.0e: %s", KIND[kind],
                                TOLERANCE[k], WHAT[w]));
    PetscCall(destroy_course(&course));
  }
  PetscCall(verdicts_report(found, reference.progress.steps, "1", "%s: steps of the reference",
                            KIND[kind]));
  PetscCall(destroy_course(&reference));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A step may misplace its tolerance, and shorter steps are more: over a run errors of backward Euler fall with
// the root of the tolerance. At 1e-3, which a case would ask for, the end is judged.
static PetscErrorCode judge_injection(double error[][WHATS], Verdicts *found)
{
  static const int WANTED = 1;
  double           water[TOLERANCES];

  PetscFunctionBeginUser;
  for (int k = 0; k < TOLERANCES; k++) water[k] = error[k][WATER];
  PetscCall(verdicts_add(found, water[WANTED] / TOLERANCE[WANTED], 0.03, 3.0, "1",
                         "water misplaced, over a tolerance of %.0e", TOLERANCE[WANTED]));
  PetscCall(verdicts_add(found, error[WANTED][CLEARED] / TOLERANCE[WANTED], 0.03, 3.0, "1",
                         "drug cleared, off by, over a tolerance of %.0e", TOLERANCE[WANTED]));
  PetscCall(
    verdicts_order(found, TOLERANCES, TOLERANCE, water, 0.4, 1.2, "tolerance", "water misplaced"));
  PetscCall(verdicts_note(found, "The tolerance holds for each step, and does not see what the "
                                 "limiter takes from a front, which changes with the step: where "
                                 "a front lies on so coarse a mesh no tolerance controls."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// With nothing injected the integrator of drugs, of second order, chooses the steps by its own error.
static PetscErrorCode judge_rest(double error[][WHATS], Verdicts *found)
{
  static const int WANTED = 1;
  double           cleared[TOLERANCES];

  PetscFunctionBeginUser;
  for (int k = 0; k < TOLERANCES; k++) cleared[k] = error[k][CLEARED];
  PetscCall(verdicts_add(found, error[WANTED][DRUG] / TOLERANCE[WANTED], 0.03, 3.0, "1",
                         "drug misplaced at rest, over a tolerance of %.0e", TOLERANCE[WANTED]));
  PetscCall(verdicts_order(found, TOLERANCES, TOLERANCE, cleared, 0.4, 1.2, "tolerance",
                           "drug cleared at rest"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode time_control(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n = request->coarse ? 1 : TOLERANCES;
  double    error[TOLERANCES][WHATS];

  PetscFunctionBeginUser;
  PetscCall(measure_errors(comm, AT_REST, n, error, found));
  if (!request->coarse) PetscCall(judge_rest(error, found));
  PetscCall(measure_errors(comm, SMOOTH, n, error, found));
  if (!request->coarse) PetscCall(judge_injection(error, found));
  PetscCall(measure_errors(comm, FRONT, n, error, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
