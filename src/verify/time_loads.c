// SPDX-License-Identifier: GPL-3.0-or-later
/* A joint in layers is loaded, kept loaded and released with nothing injected, through the product's own loop, at several
 * tolerances, against a much finer one on the same mesh: how much of its water lies elsewhere.
 */
#include "time.h"
#include "trial.h"

#include "sij/model.h"
#include "sij/simulate/loop.h"

#include <math.h>

enum { TOLERANCES = 3, WANTED = 1 };

/** Outputs are those of the case, and each breakpoint of the load curve. */
enum { LOADED, LOADED_A_WHILE, STILL_LOADED, RELEASED, AT_END, OUTPUTS };

static const double TOLERANCE[TOLERANCES] = {1e-2, 1e-3, 1e-4}, REFERENCE = 1e-5;
static const double COARSE[2] = {3e-2, 1e-2}; // where ranks are compared: itself, its reference
static const double HALF      = 0.012;        // m

static Region select_layer(Vec3 x)
{
  const double at = x.x[0] / HALF;

  if (fabs(at) < 1.0 / 3.0) return REGION_JOINT_CAVITY;
  if (fabs(at) < 2.0 / 3.0) return at < 0.0 ? REGION_CARTILAGE_SACRAL : REGION_CARTILAGE_ILIAC;
  return at < 0.0 ? REGION_SACRUM : REGION_ILIUM;
}

// Loaded in 5 s, kept for a minute, released in 5 s: at a breakpoint the step before predicts nothing.
static Case build_pressed_case(double tolerance)
{
  Case input = {.name = "pressed", .file = "pressed"};

  for (int r = 0; r < REGION_COUNT; r++)
    input.tissue[r] = (Tissue){
      .pore     = {PORE_MATRIX, .phi_0 = 0.5, .phi_1 = 0.5, .p_dil = 1e4, .n = 2.0, .ratio = 1.0},
      .skeleton = {.young = 1e5, .poisson = 0.49, .poisson_drained = 0.25, .biot = 1.0},
      .conductivity_along  = 1e-12,
      .conductivity_across = 1e-12,
      .diffusion_along     = 1.0,
      .diffusion_across    = 1.0};
  input.surfaces                   = (Surfaces){.plane_aperture_rest    = 1e-9,
                                                .plane_aperture_dilated = 1e-9,
                                                .plane_pressure         = 1e4,
                                                .plane_viscosity        = 1e-3};
  input.anatomy.capsule            = 1e-3;
  input.numerics                   = (Numerics){.step_first       = 0.05,
                                                .step_max         = 1e4,
                                                .newton_tolerance = 1e-10,
                                                .linear_tolerance = 1e-12,
                                                .ledger_tolerance = 1e-8};
  input.flow                       = FLOW_COUPLED;
  input.numerics.time_tolerance    = tolerance;
  input.numerics.coupled_tolerance = 1e-8;
  input.timing               = (Timing){.duration = 200.0, .n_outputs = 2, .output = {20.0, 200.0}};
  input.mechanics.strain     = STRAIN_LINEAR;
  input.mechanics.tolerance  = 1e-8;
  input.mechanics.n_supports = 1;
  input.mechanics.support[0] = (CaseSupport){.surface = SURFACE_CUT_LATERAL, .region = REGION_NONE};
  input.mechanics.n_loads    = 1;
  input.mechanics.load[0] = (CaseLoad){.attachment  = {.region = REGION_SACRUM, .radius = INFINITY},
                                       .force       = vec3(0.12, 0.0, 0.0),
                                       .n_course    = 4,
                                       .course_time = {0.0, 5.0, 65.0, 70.0},
                                       .course_factor = {0.0, 1.0, 1.0, 0.0},
                                       .until         = INFINITY};
  return input;
}

/** What a run holds of water at every owned vertex, at each output. */
typedef struct {
  Case           input;
  ModelProblems *problems;
  Trial          trial;
  Joint         *joint;
  Poroelastic   *coupled;
  Progress       progress;
  int            n;
  double        *water[OUTPUTS];
} Course;

static PetscErrorCode record_output(void *context, const Progress *progress, Problems *problems)
{
  Course        *course = context;
  const PetscInt n      = course->trial.mesh->n_owned;

  PetscFunctionBeginUser;
  (void)problems;
  if (progress->steps == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCheck(course->n < OUTPUTS, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "more than %d outputs",
             OUTPUTS);
  PetscCall(PetscMalloc1(n, &course->water[course->n]));
  PetscCall(PetscArraycpy(course->water[course->n], flow_water(course->trial.flow)->stored_new, n));
  course->n++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_course(MPI_Comm comm, Course *course, Problems *problems)
{
  const Box box = {.n         = {6, 3, 3},
                   .lo        = vec3(-HALF, -0.5 * HALF, -0.5 * HALF),
                   .hi        = vec3(HALF, 0.5 * HALF, 0.5 * HALF),
                   .jitter    = 0.15,
                   .region_at = select_layer};

  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(box_build(comm, &box, &coarse));
  PetscCall(trial_mesh(comm, coarse, 0, &course->trial, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(PetscNew(&course->problems));
  PetscCall(model_problems(&course->input, course->problems, problems));
  PetscCall(trial_equations(&course->trial, &course->problems->porous, &course->problems->flow,
                            &course->problems->transport, problems));
  PetscCall(joint_create(&course->input, course->trial.mesh, &course->joint, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(poroelastic_create(joint_mechanics(course->joint), course->trial.flow,
                               course->trial.medium, &course->problems->poroelastic,
                               &course->coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_course(MPI_Comm comm, double tolerance, Course *course)
{
  Problems problems = {0};

  PetscFunctionBeginUser;
  *course = (Course){.input = build_pressed_case(tolerance)};
  PetscCall(create_course(comm, course, &problems));
  const Loop loop = {.input       = &course->input,
                     .flow        = course->trial.flow,
                     .transport   = course->trial.transport,
                     .joint       = course->joint,
                     .poroelastic = course->coupled,
                     .context     = course,
                     .output      = record_output};

  if (problems.count == 0) PetscCall(loop_run(&loop, &course->progress, &problems));
  if (problems.count > 0) PetscCall(problems_print(comm, &problems));
  PetscCheck(problems.count == 0 && course->n == OUTPUTS, comm, PETSC_ERR_NOT_CONVERGED,
             "the small run ended early");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_course(Course *course)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < OUTPUTS; k++) PetscCall(PetscFree(course->water[k]));
  PetscCall(poroelastic_destroy(&course->coupled));
  PetscCall(joint_destroy(&course->joint));
  PetscCall(trial_destroy(&course->trial));
  PetscCall(PetscFree(course->problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The largest over all outputs, of the water that lies elsewhere when loaded than at the end.
static double measure_difference(const Course *course, const Course *reference)
{
  const Trial *trial   = &course->trial;
  double       largest = 0.0;

  for (int k = 0; k < OUTPUTS; k++)
    largest = fmax(largest, trial_distance(trial, course->water[k], reference->water[k]));
  return largest / trial_distance(trial, reference->water[STILL_LOADED], reference->water[AT_END]);
}

// Each of a hundred steps may misplace its share of what went from place to place until then, and what one
// misplaces the next ones forget: a run's error falls with the root of the tolerance, or faster.
PetscErrorCode time_loads(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int     n         = request->coarse ? 1 : TOLERANCES;
  const double *tolerance = request->coarse ? COARSE : TOLERANCE;
  Course        reference, course;
  double        error[TOLERANCES];

  PetscFunctionBeginUser;
  PetscCall(run_course(comm, request->coarse ? COARSE[1] : REFERENCE, &reference));
  for (int k = 0; k < n; k++) {
    PetscCall(run_course(comm, tolerance[k], &course));
    error[k] = measure_difference(&course, &reference);
    PetscCall(
      verdicts_report(found, course.progress.steps, "1", "tolerance %.0e: steps", tolerance[k]));
    PetscCall(
      verdicts_report(found, error[k], "1", "tolerance %.0e: water misplaced", tolerance[k]));
    PetscCall(destroy_course(&course));
  }
  PetscCall(verdicts_report(found, reference.progress.steps, "1", "steps of the reference"));
  PetscCall(destroy_course(&reference));
  if (request->coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_add(found, error[WANTED] / TOLERANCE[WANTED], 0.03, 30.0, "1",
                         "water misplaced, over a tolerance of %.0e", TOLERANCE[WANTED]));
  PetscCall(
    verdicts_order(found, TOLERANCES, TOLERANCE, error, 0.4, 1.2, "tolerance", "water misplaced"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
