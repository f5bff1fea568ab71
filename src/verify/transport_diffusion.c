// SPDX-License-Identifier: GPL-3.0-or-later
// Diffusion alone: a cosine that decays, and a point source that spreads.
#include "transport_carried.h"
#include "transport_checks.h"
#include "transport_cloud.h"

#include "sij/base/units.h"

#include <stdio.h>

enum { SIZES = 3, PROBES = 41 };

static const double DIFFUSIVITY = 1e-9, PHI = 0.5;

/* Flat at the sides, which let nothing through. */

typedef struct {
  double half, amplitude;
} Cosine;

static double evaluate_cosine(Vec3 x, const void *of)
{
  const Cosine *cosine = of;

  return 1.0 + cosine->amplitude * sin(SIJ_PI * x.x[0] / (2.0 * cosine->half));
}

static Box describe_cube(int n, double half, double jitter)
{
  return (Box){.n      = {n, n, n},
               .lo     = vec3(-half, -half, -half),
               .hi     = vec3(half, half, half),
               .jitter = jitter};
}

static PetscErrorCode measure_cosine_error(MPI_Comm comm, int n, double *l2, CarriedKept *kept)
{
  const double     half = 0.01, duration = 2e4;
  const Vec3       still = vec3(0.0, 0.0, 0.0);
  const double     rate  = DIFFUSIVITY * pow(SIJ_PI / (2.0 * half), 2);
  const Cosine     start = {half, 0.5}, end = {half, 0.5 * exp(-rate * duration)};
  const Box        box     = describe_cube(n, half, 0.15);
  Carried          carried = {.trial = {.problem = box_problem()}};
  CarriedErrors    errors;
  const CarriedRun run = {
    .field = evaluate_cosine, .start = &start, .end = &end, .duration = duration, .steps = 4 * n};

  PetscFunctionBeginUser;
  PetscCall(carried_create(comm, &box, still, still, &carried));
  PetscCall(carried_compare(&carried, &run, &errors, kept));
  *l2 = errors.l2;
  PetscCall(carried_destroy(&carried));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_diffusion(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const int n[SIZES] = {6, 12, 18};
  const int        sizes    = request->coarse ? 1 : SIZES;
  double           size[SIZES], error[SIZES];
  CarriedKept      kept = {0};

  PetscFunctionBeginUser;
  for (int i = 0; i < sizes; i++) {
    size[i] = 0.02 / n[i];
    PetscCall(measure_cosine_error(comm, n[i], &error[i], &kept));
    PetscCall(verdicts_add(found, error[i], 0.0, 1e-2, "mM", "L2 error, %d^3 bricks", n[i]));
  }
  if (!request->coarse)
    PetscCall(verdicts_order(found, sizes, size, error, 1.8, 2.5, "spacing / m", "L2 of a cosine"));
  PetscCall(carried_judge(found, kept, "a cosine"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* An instantaneous point source: c = M / (phi (4 pi D t)^(3/2)) exp(-r^2 / 4 D t - k t). */

static const double POINT_HALF = 0.012, POINT_DURATION = 2880.0, POINT_DECAY = 2e-4,
                    POINT_AMOUNT = 1e-9;

// Bricks a third as long in the middle as on average: what a mesh around a source looks like.
static Vec3 refine_middle(Vec3 x)
{
  for (int d = 0; d < 3; d++) x.x[d] *= 0.3 + 0.7 * pow(x.x[d] / POINT_HALF, 2);
  return x;
}

// The owned vertex nearest the middle: the same on any number of ranks.
static Vec3 find_middle_vertex(const Carried *carried)
{
  const Trial *trial   = &carried->trial;
  const Vec3   middle  = vec3(0.0, 0.0, 0.0);
  double       nearest = INFINITY;
  Vec3         place   = vec3(-INFINITY, -INFINITY, -INFINITY);

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    nearest = PetscMin(nearest, vec3_distance(trial_position(trial, i), middle));
  nearest = -trial_max(trial, -nearest);
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    if (vec3_distance(trial_position(trial, i), middle) == nearest)
      place = trial_position(trial, i);
  for (int d = 0; d < 3; d++) place.x[d] = trial_max(trial, place.x[d]);
  return place;
}

static PetscErrorCode set_point_source(Carried *carried, Vec3 place)
{
  const Trial *trial = &carried->trial;
  double       start = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    if (vec3_distance(trial_position(trial, i), place) == 0.0)
      start = POINT_AMOUNT / carried->wind.stored[i];
  start = trial_max(trial, start);
  for (PetscInt i = 0; i < trial->mesh->n_local; i++)
    carried->value[i] = vec3_distance(trial_position(trial, i), place) == 0.0 ? start : 0.0;
  PetscCall(carried_set(carried, 0.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Along a line through the source, as a curve beside the exact one.
static PetscErrorCode draw_profile(const Carried *carried, const Cloud *cloud, int n,
                                   Verdicts *found)
{
  double distance[PROBES], c[PROBES], exact[PROBES];
  Vec3   x[PROBES];
  char   series[VERDICT_NAME];

  PetscFunctionBeginUser;
  for (int i = 0; i < PROBES; i++) {
    x[i]        = vec3(0.9 * POINT_HALF * (2.0 * i / (PROBES - 1) - 1.0), cloud->centre.x[1],
                       cloud->centre.x[2]);
    distance[i] = 1e3 * (x[i].x[0] - cloud->centre.x[0]);
    exact[i]    = cloud_at(x[i], cloud);
  }
  PetscCall(trial_sample(&carried->trial, 0, PROBES, x, c));
  (void)snprintf(series, sizeof series, "%d^3 bricks", n);
  PetscCall(verdicts_curve(found, "point source", series, "distance / mm", "c / mM", false, PROBES,
                           distance, c));
  PetscCall(verdicts_curve(found, "point source", "exact", "distance / mm", "c / mM", false, PROBES,
                           distance, exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_amounts(const Carried *carried, int n, Verdicts *found)
{
  const double exact = exp(-POINT_DECAY * POINT_DURATION);
  Ledger       ledger;

  PetscFunctionBeginUser;
  PetscCall(transport_ledger(carried->trial.transport, 0, &ledger));
  PetscCall(verdicts_add(found, ledger.injected / POINT_AMOUNT, 1.0 - 1e-12, 1.0 + 1e-12, "1",
                         "amount set over amount wanted, %d^3 bricks", n));
  PetscCall(verdicts_add(found, ledger.fluid / ledger.injected / exact, 0.999, 1.001, "1",
                         "amount left over exp(-k t), %d^3 bricks", n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static BoxProblem build_point_problem(void)
{
  BoxProblem problem = box_problem();

  problem.transport_material[BOX_MATERIAL].perfusion = PHI * POINT_DECAY;
  problem.transport.solute[0].clearance.extraction   = 1.0;
  problem.transport.solute[0].diffusivity            = DIFFUSIVITY;
  return problem;
}

static PetscErrorCode measure_point_error(MPI_Comm comm, int n, bool finest, double *error,
                                          CarriedKept *kept, Verdicts *found)
{
  Box           box     = describe_cube(n, POINT_HALF, 0.15);
  const Vec3    still   = vec3(0.0, 0.0, 0.0);
  const double  spread  = 2.0 * DIFFUSIVITY * POINT_DURATION;
  Carried       carried = {.trial = {.problem = build_point_problem()}};
  CarriedErrors errors;
  CarriedKept   now;

  PetscFunctionBeginUser;
  box.map = refine_middle;
  PetscCall(carried_create(comm, &box, still, still, &carried));
  const Cloud cloud = {.centre = find_middle_vertex(&carried),
                       .along  = spread,
                       .across = spread,
                       .amount = POINT_AMOUNT / PHI * exp(-POINT_DECAY * POINT_DURATION)};

  PetscCall(set_point_source(&carried, cloud.centre));
  PetscCall(carried_run(&carried, POINT_DURATION, 3 * n));
  PetscCall(carried_errors(&carried, cloud_at, &cloud, &errors));
  PetscCall(carried_kept(&carried, &now));
  *kept  = carried_worse(*kept, now);
  *error = errors.l1 * PHI * pow(2.0 * POINT_HALF, 3) / (PHI * cloud.amount);
  PetscCall(verdicts_add(found, *error, 0.0, 0.5, "1", "L1 error over the amount, %d^3 bricks", n));
  PetscCall(verdicts_report(found, errors.largest / cloud_at(cloud.centre, &cloud), "1",
                            "largest error over the peak, %d^3 bricks", n));
  PetscCall(judge_amounts(&carried, n, found));
  if (finest) PetscCall(draw_profile(&carried, &cloud, n, found));
  PetscCall(carried_destroy(&carried));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_point(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const int n[SIZES] = {10, 16, 24};
  const int        sizes    = request->coarse ? 1 : SIZES;
  double           size[SIZES], error[SIZES];
  CarriedKept      kept = {0};

  PetscFunctionBeginUser;
  for (int i = 0; i < sizes; i++) {
    size[i] = 2.0 * POINT_HALF / n[i];
    PetscCall(measure_point_error(comm, n[i], i == sizes - 1, &error[i], &kept, found));
  }
  if (!request->coarse)
    PetscCall(
      verdicts_order(found, sizes, size, error, 1.8, 4.0, "spacing / m", "L1 of a point source"));
  PetscCall(carried_judge(found, kept, "a point source"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
