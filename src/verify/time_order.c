// SPDX-License-Identifier: GPL-3.0-or-later
// TR-BDF2 on clearance alone, and on diffusion into tissue that clears fast, whose rates span four decades.
#include "time.h"
#include "trial_fields.h"

#include "sij/base/units.h"

#include <math.h>

enum { SIZES = 4 };

/** One course: what it starts from and how long it is followed. */
typedef struct {
  BoxProblem  problem;
  BoxRegion  *region_at;
  FieldAt    *start;
  int         bricks;
  const void *context;
  double      duration;
} Course;

static double evaluate_one(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return 1.0;
}

static double evaluate_cosine(Vec3 x, const void *context)
{
  return 1.0 + 0.5 * sin(SIJ_PI * x.x[0] / (2.0 * *(const double *)context));
}

enum { LEFT, RIGHT };

static int select_half(Vec3 x)
{
  return x.x[0] < 0.0 ? LEFT : RIGHT;
}

static PetscErrorCode run_course(MPI_Comm comm, const Course *course, int steps, Trial *trial)
{
  const double dt  = course->duration / steps;
  const Box    box = {.n         = {course->bricks, course->bricks, course->bricks},
                      .lo        = vec3(-0.01, -0.01, -0.01),
                      .hi        = vec3(0.01, 0.01, 0.01),
                      .region_at = course->region_at,
                      .closed    = {{true, true}, {true, true}, {true, true}}};

  PetscFunctionBeginUser;
  *trial = (Trial){.problem = course->problem};
  PetscCall(trial_create(comm, &box, trial));
  PetscCall(trial_start(trial, 0, course->start, course->context, 1.0));
  for (int s = 0; s < steps; s++) PetscCall(trial_step(trial, s * dt, dt));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// L2 of the difference to `known` [n_owned], for rising numbers of steps.
static PetscErrorCode measure_errors(MPI_Comm comm, const Course *course, const double known[],
                                     int n, double size[], double error[])
{
  PetscFunctionBeginUser;
  for (int k = 0; k < n; k++) {
    Trial trial;

    size[k] = course->duration / (8 << k);
    PetscCall(run_course(comm, course, 8 << k, &trial));
    PetscCall(trial_l2(&trial, transport_concentration(trial.transport, 0), known, &error[k]));
    PetscCall(trial_destroy(&trial));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_order(const VerifyRequest *request, int n, const double size[],
                                  const double error[], const char *what, Verdicts *found)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < n; k++)
    PetscCall(verdicts_report(found, error[k], "1", "%s: L2 error of %d steps", what, 8 << k));
  if (request->coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_order(found, n, size, error, 1.9, 2.1, "step, s", what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_decay(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const double k = 1e-2;
  const int    n = request->coarse ? 1 : SIZES;
  Course course = {.problem = box_problem(), .start = evaluate_one, .bricks = 3, .duration = 200.0};
  double size[SIZES], error[SIZES], known[64];

  PetscFunctionBeginUser;
  box_problem_use_tracer(&course.problem);
  course.problem.transport_material[BOX_MATERIAL].perfusion = 0.5 * k; // phi = 0.5
  course.problem.transport.solute[0].clearance.extraction   = 1.0;
  for (int i = 0; i < 64; i++) known[i] = exp(-k * course.duration);
  PetscCall(measure_errors(comm, &course, known, n, size, error));
  if (n > 1)
    PetscCall(verdicts_add(found, error[1], 0.0, 1e-3, "1", "clearance: error of 16 steps"));
  PetscCall(judge_order(request, n, size, error, "clearance", found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Against many steps on the same mesh: the error in space is in both.
static PetscErrorCode judge_stiff_decay(MPI_Comm comm, const VerifyRequest *request,
                                        Verdicts *found)
{
  const double half   = 0.01;
  const int    n      = request->coarse ? 1 : SIZES;
  Course       course = {.problem   = box_problem(),
                         .region_at = select_half,
                         .start     = evaluate_cosine,
                         .bricks    = 8,
                         .context   = &half,
                         .duration  = 4e3};
  Trial        fine;
  double       size[SIZES], error[SIZES];

  PetscFunctionBeginUser;
  box_problem_use_tracer(&course.problem);
  course.problem.transport_material[RIGHT].perfusion      = 2e-4;
  course.problem.transport_material[LEFT].perfusion       = 5e-5;
  course.problem.transport.solute[0].clearance.extraction = 1.0;
  course.problem.transport.solute[0].diffusivity          = 2e-8;
  PetscCall(run_course(comm, &course, request->coarse ? 32 : 8 << (SIZES + 2), &fine));
  PetscCall(
    measure_errors(comm, &course, transport_concentration(fine.transport, 0), n, size, error));
  PetscCall(trial_destroy(&fine));
  PetscCall(judge_order(request, n, size, error, "stiff clearance and diffusion", found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode time_order(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(judge_decay(comm, request, found));
  PetscCall(judge_stiff_decay(comm, request, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
