// SPDX-License-Identifier: GPL-3.0-or-later
// Mandel's slab: squeezed between rigid plates, drained at its sides. The plates take the way that the series
// says; what the slab answers, pressure, force and widening, is judged.
#include "coupled_checks.h"
#include "sample.h"
#include "series.h"

#include "sij/laws/elastic.h"
#include "sij/testing/poroelastic.h"

#include <math.h>

static const double WIDE = 0.01, HIGH = 0.005, DEEP = 0.002; // m, of a quarter
static const double FORCE = 10.0;                            // on half a plate, per depth   N/m
static const double NU    = 0.25;

/** a: roots of tan a = (1 - nu) / (1/2 - nu) a. */
typedef struct {
  double root[SERIES_TERMS], shear;
} Mandel;

static double evaluate_characteristic(double a, double ratio)
{
  return sin(a) - ratio * a * cos(a);
}

static double evaluate_pressure(const Mandel *of, double x, double T)
{
  double sum = 0.0;

  for (int k = 0; k < SERIES_TERMS; k++) {
    const double a = of->root[k], s = sin(a), c = cos(a);

    sum += s / (a - s * c) * (cos(a * x / WIDE) - c) * exp(-a * a * T);
  }
  return FORCE / WIDE * sum;
}

/** Way of the plates, and how far the sides have gone outwards. */
static double evaluate_shortening(const Mandel *of, double T)
{
  double sum = 0.0;

  for (int k = 0; k < SERIES_TERMS; k++) {
    const double a = of->root[k], s = sin(a), c = cos(a);

    sum += s * c / (a - s * c) * exp(-a * a * T);
  }
  return FORCE / (of->shear * WIDE) * (0.5 * (1.0 - NU) - 0.5 * sum) * HIGH;
}

static double evaluate_widening(const Mandel *of, double T)
{
  double sum = 0.0;

  for (int k = 0; k < SERIES_TERMS; k++) {
    const double a = of->root[k], s = sin(a), c = cos(a);

    sum += 0.5 * s * c / (a - s * c) * exp(-a * a * T);
  }
  return FORCE / of->shear * (0.5 * NU + sum);
}

static Vec3 evaluate_plate_displacement(Vec3 x, const void *context)
{
  (void)x;
  return vec3(0.0, 0.0, -*(const double *)context);
}

static PetscErrorCode create_slab(MPI_Comm comm, int n, double tolerance, Sample *sample)
{
  const Box               box    = {.n = {2 * n, 1, n}, .hi = vec3(WIDE, DEEP, HIGH)};
  const PoroelasticMethod method = {.tolerance = tolerance};

  PetscFunctionBeginUser;
  PetscCall(sample_create(comm, &box, sample));
  PetscCall(sample_prescribe(sample, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Y_MAX, false, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MAX, false, false, true, NULL, NULL));
  PetscCall(flow_close(sample->trial.flow, BOX_X_MIN));
  PetscCall(flow_close(sample->trial.flow, BOX_Y_MAX));
  PetscCall(flow_close(sample->trial.flow, BOX_Z_MIN));
  PetscCall(flow_close(sample->trial.flow, BOX_Z_MAX));
  PetscCall(sample_couple(sample, &method));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Force on the plate: of the solid, and of the fluid in it.
static PetscErrorCode measure_plate_force(Sample *sample, double *force)
{
  const Nodes *nodes = mechanics_nodes(sample->mechanics);
  double       own   = 0.0;
  double(*solid)[3], (*fluid)[3], (*size)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc3(nodes->n_owned, &solid, nodes->n_owned, &fluid, nodes->n_owned, &size));
  PetscCall(
    mechanics_residual(sample->mechanics, mechanics_displacement(sample->mechanics), solid, size));
  PetscCall(poroelastic_fluid_force(sample->coupled, fluid));
  for (PetscInt node = 0; node < nodes->n_owned; node++)
    if (nodes_position(nodes, node).x[2] > HIGH - 1e-9) own += fluid[node][2] - solid[node][2];
  *force = trial_sum(&sample->trial, own) / DEEP;
  PetscCall(PetscFree3(solid, fluid, size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_side(const Sample *sample)
{
  const Mesh *mesh    = sample->trial.mesh;
  const double(*u)[3] = mechanics_displacement(sample->mechanics);
  double own = 0.0, n = 0.0;

  for (PetscInt i = 0; i < mesh->n_owned; i++)
    if (mesh->x[i][0] > WIDE - 1e-9) {
      own += u[i][0];
      n++;
    }
  return trial_sum(&sample->trial, own) / trial_sum(&sample->trial, n);
}

typedef struct {
  double pressure, force, side, rise; // largest deviations, and the highest pressure in the middle
} Off;

static PetscErrorCode compare_slab(Sample *sample, const Mandel *of, double T, Off *off)
{
  const double first = 0.5 * FORCE / WIDE;
  double       p, force = 0.0;

  PetscFunctionBeginUser;
  PetscCall(sample_pressure(sample, vec3(0.0, 0.5 * DEEP, 0.5 * HIGH), &p));
  PetscCall(measure_plate_force(sample, &force));
  off->rise = fmax(off->rise, p / first);
  if (T < 0.01) PetscFunctionReturn(PETSC_SUCCESS);
  off->pressure = fmax(off->pressure, fabs(p - evaluate_pressure(of, 0.0, T)) / first);
  off->force    = fmax(off->force, fabs(force / FORCE - 1.0));
  off->side     = fmax(off->side, fabs(measure_side(sample) / evaluate_widening(of, T) - 1.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_mandel(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int     n       = request->coarse ? 5 : 10;
  const double  growth  = request->coarse ? 1.3 : 1.1; // of a step over the last
  const double  end     = request->coarse ? 0.1 : 0.5;
  const Elastic elastic = elastic_from(1e5, NU);
  const double  unit    = WIDE * WIDE / (1e-12 * (elastic.lambda + 2.0 * elastic.mu));
  Sample        sample  = sample_default();
  Mandel        of      = {.shear = elastic.mu};
  Off           off     = {0};
  double        T = 0.0, dT = 2e-5, way;

  PetscFunctionBeginUser;
  series_roots(evaluate_characteristic, (1.0 - NU) / (0.5 - NU), of.root);
  PetscCall(create_slab(comm, n, request->coarse ? 1e-11 : 1e-7, &sample));
  while (T < end) {
    way = evaluate_shortening(&of, T + dT);
    PetscCall(
      sample_prescribe(&sample, BOX_Z_MAX, false, false, true, evaluate_plate_displacement, &way));
    PetscCall(sample_step(&sample, T * unit, dT * unit));
    T += dT;
    dT = fmin(growth * dT, 0.01);
    PetscCall(compare_slab(&sample, &of, T, &off));
  }
  PetscCall(verdicts_add(found, off.pressure, 0.0, 0.01, "1",
                         "pressure in the middle off, of the first, %d x 1 x %d bricks", 2 * n, n));
  PetscCall(
    verdicts_add(found, off.rise, 1.07, 1.10, "1", "highest pressure in the middle, of the first"));
  PetscCall(verdicts_add(found, off.force, 0.0, 0.01, "1", "force on the plate off"));
  PetscCall(verdicts_add(found, off.side, 0.0, 0.01, "1", "widening off"));
  PetscCall(sample_judge_iterations(&sample, found));
  PetscCall(verdicts_note(
    found, "The plates take their way as the series has it; their force is an answer."));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}
