// SPDX-License-Identifier: GPL-3.0-or-later
// Cryer's sphere: pressed all around, drained at its surface; the pressure at its centre rises first.
#include "coupled_checks.h"
#include "sample.h"
#include "series.h"

#include "sij/laws/elastic.h"

#include <math.h>

static const double RADIUS = 0.01, LOAD = 1e3; // m, Pa
static const double NU = 0.25;

// An eighth of a cube becomes an eighth of a ball, shell by shell.
static Vec3 map_to_ball(Vec3 x)
{
  const double far = fmax(x.x[0], fmax(x.x[1], x.x[2])), r = vec3_norm(x);

  return r > 0.0 ? vec3_scaled(x, RADIUS * far / r) : x;
}

static Vec3 evaluate_inward_load(Vec3 x, const void *context)
{
  (void)context;
  return vec3_scaled(vec3_unit(x), -LOAD);
}

static double evaluate_characteristic(double x, double eta)
{
  return (1.0 - 0.5 * eta * x * x) * sin(x) - x * cos(x);
}

/** Pressure at the centre over the load at T = c t / RADIUS^2. */
static double evaluate_centre_pressure(const double root[SERIES_TERMS], double T)
{
  const double eta = (1.0 - NU) / (1.0 - 2.0 * NU);
  double       sum = 0.0;

  for (int k = 0; k < SERIES_TERMS; k++) {
    const double x = root[k], s = sin(x), c = cos(x);

    sum += (s - x) / ((eta - 1.0) * s + 0.5 * eta * x * c) * exp(-x * x * T);
  }
  return eta * sum;
}

static PetscErrorCode create_ball(MPI_Comm comm, int n, double tolerance, Sample *sample)
{
  const PoroelasticMethod method = {.tolerance = tolerance};
  const Box               box    = {.n = {n, n, n}, .hi = vec3(1.0, 1.0, 1.0), .map = map_to_ball};
  Problems                problems = {0};

  PetscFunctionBeginUser;
  PetscCall(sample_create(comm, &box, sample));
  PetscCall(sample_prescribe(sample, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(flow_close(sample->trial.flow, BOX_X_MIN));
  PetscCall(flow_close(sample->trial.flow, BOX_Z_MIN));
  PetscCall(
    mechanics_add_traction(sample->mechanics, BOX_X_MAX, evaluate_inward_load, NULL, &problems));
  PetscCall(
    mechanics_add_traction(sample->mechanics, BOX_Y_MAX, evaluate_inward_load, NULL, &problems));
  PetscCall(
    mechanics_add_traction(sample->mechanics, BOX_Z_MAX, evaluate_inward_load, NULL, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(sample_couple(sample, &method));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_sphere(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int     n       = request->coarse ? 6 : 12;
  const double  exact   = 1.3080; // the highest
  const double  band    = request->coarse ? 0.03 : 0.01;
  const Elastic elastic = elastic_from(1e5, NU);
  const double  unit    = RADIUS * RADIUS / (1e-12 * (elastic.lambda + 2.0 * elastic.mu));
  Sample        sample  = sample_default();
  double        T = 0.0, dT = 1e-4, p, off = 0.0, rise = 0.0, root[SERIES_TERMS];

  PetscFunctionBeginUser;
  series_roots(evaluate_characteristic, (1.0 - NU) / (1.0 - 2.0 * NU), root);
  PetscCall(create_ball(comm, n, request->coarse ? 1e-11 : 1e-5, &sample));
  while (T < (request->coarse ? 0.08 : 0.15)) {
    PetscCall(sample_step(&sample, T * unit, dT * unit));
    T += dT;
    dT = fmin(1.25 * dT, 0.004);
    PetscCall(sample_pressure(&sample, vec3(0.0, 0.0, 0.0), &p));
    rise = fmax(rise, p / LOAD);
    if (T > 0.01) off = fmax(off, fabs(p / LOAD - evaluate_centre_pressure(root, T)) / exact);
  }
  PetscCall(verdicts_add(found, off, 0.0, band, "1",
                         "pressure at the centre off, of the highest, %d^3 bricks", n));
  PetscCall(verdicts_add(found, rise / exact, 1.0 - band, 1.0 + band, "1",
                         "highest pressure at the centre, of Cryer's"));
  PetscCall(sample_judge_iterations(&sample, found));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}
