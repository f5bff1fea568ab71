// SPDX-License-Identifier: GPL-3.0-or-later
// Manufactured solutions: the order of the flow in space and time.
//
// Every pressure is zero on the cut planes, and at the skin both it and its gradient are: whatever the
// fibres, nothing flows through.
#include "flow_checks.h"
#include "flow_exact.h"

#include "sij/base/units.h"

static const double HALF = 0.01, PEAK = 5e3, PERIOD = 0.5;

// u^2 (1 - u) 27 / 4 from the skin to the ventral side.
static ExactCurve evaluate_cubic(double y)
{
  const double u = (y + HALF) / (2.0 * HALF), scale = 6.75, du = 0.5 / HALF;

  return (ExactCurve){.value     = scale * u * u * (1.0 - u),
                      .slope     = scale * (2.0 * u - 3.0 * u * u) * du,
                      .curvature = scale * (2.0 - 6.0 * u) * du * du};
}

static ExactCurve evaluate_cosine(double z)
{
  const double k = SIJ_PI / (2.0 * HALF);

  return (ExactCurve){cos(k * z), -k * sin(k * z), -k * k * cos(k * z)};
}

static ExactCurve multiply_curves(ExactCurve a, ExactCurve b)
{
  return (ExactCurve){a.value * b.value, a.slope * b.value + a.value * b.slope,
                      a.curvature * b.value + 2.0 * a.slope * b.slope + a.value * b.curvature};
}

// Two materials that meet at x = 0, fibres across x in both, the second a hundred times tighter.
enum { CONTRAST = 100 };

enum { LEFT, RIGHT };

static int select_half(Vec3 x)
{
  return x.x[0] < 0.0 ? LEFT : RIGHT;
}

// K_xx dp/dx is the same on both sides: the slope rises by the contrast.
static Exact evaluate_kinked_pressure(int material, Vec3 x, double t)
{
  const double     rise = 0.02 * (material == LEFT ? 1.0 : (double)CONTRAST) / HALF;
  const ExactCurve line = {PEAK * (1.0 + rise * x.x[0]), PEAK * rise, 0.0};

  (void)t;
  return exact_product(multiply_curves(line, evaluate_cosine(x.x[0])), evaluate_cubic(x.x[1]),
                       evaluate_cosine(x.x[2]));
}

static BoxProblem build_layered_problem(double dilation)
{
  BoxProblem problem = box_problem();

  for (int m = 0; m < BOX_MATERIALS; m++) {
    Pore *pore = &problem.porous_material[m].pore;

    pore->beta  = 0.0;
    pore->phi_1 = dilation > 1.0 ? 0.6 : 0.5;
    pore->ratio = dilation;
  }
  problem.porous_material[LEFT].conductivity =
    (Transverse){.along = 1e-11, .across = 1e-12, .fibre = vec3(0.0, cos(0.5), sin(0.5))};
  problem.porous_material[RIGHT].conductivity = (Transverse){
    .along = 1e-11 / CONTRAST, .across = 1e-12 / CONTRAST, .fibre = vec3(0.0, cos(1.0), -sin(1.0))};
  return problem;
}

// So long a step that storage plays no part.
static PetscErrorCode measure_steady_error(MPI_Comm comm, int n, double dilation, double *error)
{
  Trial trial = {.problem = build_layered_problem(dilation)};

  PetscFunctionBeginUser;
  PetscCall(trial_create_cube(comm, n, HALF, 0.2, select_half, &trial));
  PetscCall(exact_march(&trial, evaluate_kinked_pressure, 1e12, 1));
  PetscCall(exact_error(&trial, evaluate_kinked_pressure, 0.0, error));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_steady_order(MPI_Comm comm, bool coarse, double dilation, double lowest,
                                         const char *what, Verdicts *found)
{
  const int n[] = {12, 20, 32};
  double    size[3], error[3];

  PetscFunctionBeginUser;
  for (int k = 0; k < (coarse ? 1 : 3); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(measure_steady_error(comm, n[k], dilation, &error[k]));
    PetscCall(verdicts_add(found, error[k], 0.0, k == 2 ? 0.02 : 0.2, "1", "L2 error, %s, %d^3",
                           what, n[k]));
  }
  if (!coarse) PetscCall(verdicts_order(found, 3, size, error, lowest, 2.5, "spacing, mm", what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_steady(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(judge_steady_order(comm, request->coarse, 1.0, 1.9, "pressure at rest", found));
  PetscCall(judge_steady_order(comm, request->coarse, 100.0, 1.9, "pressure that dilates", found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Starts from rest; the fibres lie along no axis.
static Exact evaluate_swelling_pressure(int material, Vec3 x, double t)
{
  const double w = SIJ_PI / PERIOD;
  Exact p = exact_product(evaluate_cosine(x.x[0]), evaluate_cubic(x.x[1]), evaluate_cosine(x.x[2]));

  (void)material;
  p.rate     = PEAK * w * cos(w * t) * p.value;
  p.value    = PEAK * sin(w * t) * p.value;
  p.gradient = vec3_scaled(p.gradient, PEAK * sin(w * t));
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) p.hessian[i][j] *= PEAK * sin(w * t);
  return p;
}

static BoxProblem build_fibrous_problem(void)
{
  BoxProblem problem = box_problem();

  box_problem_conduct(
    &problem,
    (Transverse){.along = 1e-12, .across = 1e-13, .fibre = vec3_unit(vec3(1.0, 0.7, -0.5))});
  return problem;
}

static PetscErrorCode measure_transient_error(MPI_Comm comm, int n, int steps, double *error,
                                              double *defect)
{
  Trial trial = {.problem = build_fibrous_problem()};

  PetscFunctionBeginUser;
  PetscCall(trial_create_cube(comm, n, HALF, 0.2, NULL, &trial));
  PetscCall(exact_march(&trial, evaluate_swelling_pressure, PERIOD / 4.0, steps));
  PetscCall(exact_error(&trial, evaluate_swelling_pressure, PERIOD / 4.0, error));
  PetscCall(flow_read_quantity(&trial, "ledger.water.defect", defect));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The ledger's defect is a share of what the source moves, 1e-5 of all the water that is stored and rounded.
static PetscErrorCode judge_order_in_space(MPI_Comm comm, bool coarse, Verdicts *found)
{
  const int n[] = {10, 16, 24}, steps[] = {4, 10, 23};
  double    size[3], error[3], defect;

  PetscFunctionBeginUser;
  for (int k = 0; k < (coarse ? 1 : 3); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(measure_transient_error(comm, n[k], steps[k], &error[k], &defect));
    PetscCall(
      verdicts_add(found, error[k], 0.0, 0.1, "1", "L2 error, %d^3, %d steps", n[k], steps[k]));
    PetscCall(
      verdicts_add(found, fabs(defect), 0.0, 1e-11, "1", "defect of the ledger, %d^3", n[k]));
  }
  if (!coarse)
    PetscCall(verdicts_order(found, 3, size, error, 1.9, 2.5, "spacing, mm",
                             "pressure in space, steps by its square"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode march_from_rest(Trial *trial, int steps, double p[])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(p, trial->mesh->n_local));
  PetscCall(flow_set(trial->flow, p));
  PetscCall(exact_march(trial, evaluate_swelling_pressure, PERIOD / 4.0, steps));
  PetscCall(PetscArraycpy(p, flow_pressure(trial->flow), trial->mesh->n_local));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One mesh; the reference is the same mesh with short steps, their first order extrapolated away.
static PetscErrorCode judge_order_in_time(MPI_Comm comm, Verdicts *found)
{
  enum { REFERENCE = 128 };
  const int steps[] = {8, 16, 32};
  Trial     trial   = {.problem = build_fibrous_problem()};
  double    size[3], error[3], *p, *reference;

  PetscFunctionBeginUser;
  PetscCall(trial_create_cube(comm, 6, HALF, 0.2, NULL, &trial));
  PetscCall(PetscMalloc2(trial.mesh->n_local, &p, trial.mesh->n_local, &reference));
  PetscCall(march_from_rest(&trial, REFERENCE, p));
  PetscCall(march_from_rest(&trial, 2 * REFERENCE, reference));
  for (PetscInt i = 0; i < trial.mesh->n_owned; i++) reference[i] = 2.0 * reference[i] - p[i];
  for (int k = 0; k < 3; k++) {
    size[k] = PERIOD / 4.0 / steps[k];
    PetscCall(march_from_rest(&trial, steps[k], p));
    PetscCall(trial_l2(&trial, p, reference, &error[k]));
    error[k] /= PEAK;
  }
  PetscCall(verdicts_order(found, 3, size, error, 0.9, 1.1, "step, s", "pressure in time"));
  PetscCall(PetscFree2(p, reference));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_transient(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(judge_order_in_space(comm, request->coarse, found));
  if (!request->coarse) PetscCall(judge_order_in_time(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Level at the skin, zero on the cut planes.
static double evaluate_mode(Vec3 x)
{
  return 1e3 * evaluate_cosine(x.x[0]).value * cos(SIJ_PI * (x.x[1] + HALF) / (4.0 * HALF)) *
         evaluate_cosine(x.x[2]).value;
}

static PetscErrorCode measure_decay_error(MPI_Comm comm, int n, int steps, double *error)
{
  const double duration = 0.2, rate = 2.25 * 1e-12 / 1e-8 * pow(SIJ_PI / (2.0 * HALF), 2);
  Trial        trial = {.problem = box_problem()};
  double      *p;

  PetscFunctionBeginUser;
  PetscCall(trial_create_cube(comm, n, HALF, 0.15, NULL, &trial));
  PetscCall(PetscMalloc1(trial.mesh->n_local, &p));
  for (PetscInt i = 0; i < trial.mesh->n_local; i++)
    p[i] = evaluate_mode(trial_position(&trial, i));
  PetscCall(flow_set(trial.flow, p));
  for (int s = 0; s < steps; s++)
    PetscCall(trial_flow(&trial, s * duration / steps, duration / steps));
  for (PetscInt i = 0; i < trial.mesh->n_owned; i++) p[i] *= exp(-rate * duration);
  PetscCall(trial_l2(&trial, flow_pressure(trial.flow), p, error));
  *error /= 1e3;
  PetscCall(PetscFree(p));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_decay(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n[] = {6, 12}, steps[] = {10, 40};
  double    size[2], error[2];

  PetscFunctionBeginUser;
  for (int k = 0; k < (request->coarse ? 1 : 2); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(measure_decay_error(comm, n[k], steps[k], &error[k]));
    PetscCall(verdicts_add(found, error[k], 0.0, k ? 5e-3 : 2e-2, "1",
                           "L2 error over the start, %d^3", n[k]));
  }
  if (!request->coarse)
    PetscCall(
      verdicts_order(found, 2, size, error, 1.9, 2.5, "spacing, mm", "pressure that decays"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
