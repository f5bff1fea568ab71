// SPDX-License-Identifier: GPL-3.0-or-later
// Terzaghi's column: loaded at once, drained at both ends.
#include "coupled_checks.h"
#include "sample.h"

#include "sij/base/units.h"
#include "sij/laws/elastic.h"

#include <math.h>

static const double HALF = 0.01, LOAD = 1e3; // m, Pa

static Vec3 evaluate_load(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return vec3(0.0, 0.0, -LOAD);
}

/** Pressure over load at distance z from the middle, and settlement over the last, at time
 * T = c t / HALF^2. */
static double evaluate_pressure(double z, double T)
{
  const double pi  = SIJ_PI;
  double       sum = 0.0;

  for (int k = 0; k < 200; k++) {
    const double m = 0.5 * pi * (2 * k + 1);

    sum += 2.0 / m * (k % 2 == 0 ? 1.0 : -1.0) * cos(m * z / HALF) * exp(-m * m * T);
  }
  return sum;
}

static double evaluate_settlement(double T)
{
  const double pi  = SIJ_PI;
  double       sum = 0.0;

  for (int k = 0; k < 200; k++) {
    const double m = 0.5 * pi * (2 * k + 1);

    sum += 2.0 / (m * m) * exp(-m * m * T);
  }
  return 1.0 - sum;
}

static PetscErrorCode create_column(MPI_Comm comm, int n, const PoroelasticMethod *method,
                                    Sample *sample)
{
  const Box box      = {.n      = {2, 2, n},
                        .lo     = vec3(0.0, 0.0, -HALF),
                        .hi     = vec3(0.004, 0.004, HALF),
                        .closed = {{true, true}, {true, true}, {false, false}}};
  Problems  problems = {0};

  PetscFunctionBeginUser;
  PetscCall(sample_create(comm, &box, sample));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, true, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MIN, true, true, true, NULL, NULL));
  PetscCall(mechanics_add_traction(sample->mechanics, BOX_Z_MAX, evaluate_load, NULL, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(sample_couple(sample, method));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Mean displacement of the top along the column.
static double measure_top(const Sample *sample)
{
  const Mesh *mesh    = sample->trial.mesh;
  const double(*u)[3] = mechanics_displacement(sample->mechanics);
  double own = 0.0, n = 0.0;

  for (PetscInt i = 0; i < mesh->n_owned; i++)
    if (mesh->x[i][2] > HALF - 1e-9) {
      own += u[i][2];
      n++;
    }
  return trial_sum(&sample->trial, own) / trial_sum(&sample->trial, n);
}

PetscErrorCode coupled_check_column(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int               n       = request->coarse ? 10 : 20;
  const double            growth  = request->coarse ? 1.25 : 1.05; // of a step over the last
  const double            end     = request->coarse ? 0.1 : 1.0;
  const Elastic           elastic = elastic_from(1e5, 0.25);
  const double            modulus = elastic.lambda + 2.0 * elastic.mu;
  const double            unit    = HALF * HALF / (1e-12 * modulus); // of time
  const PoroelasticMethod method  = {.tolerance = 1e-10};
  Sample                  sample  = sample_default();
  double                  T = 0.0, dT = 1e-5, p, off = 0.0, settled = 0.0;

  PetscFunctionBeginUser;
  PetscCall(create_column(comm, n, &method, &sample));
  while (T < end) {
    PetscCall(sample_step(&sample, T * unit, dT * unit));
    T += dT;
    dT = fmin(growth * dT, 0.01);
    if (T < 0.01) continue;
    PetscCall(sample_pressure(&sample, vec3(0.002, 0.002, 0.0), &p));
    off     = fmax(off, fabs(p / LOAD - evaluate_pressure(0.0, T)));
    settled = fmax(settled, fabs(-measure_top(&sample) * modulus / (2.0 * HALF * LOAD) -
                                 evaluate_settlement(T)));
  }
  PetscCall(verdicts_add(found, off, 0.0, 0.01, "1",
                         "pressure in the middle off, of the load, %d bricks high", n));
  PetscCall(verdicts_add(found, settled, 0.0, 0.01, "1", "settlement off, of the last"));
  PetscCall(sample_judge_iterations(&sample, found));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}
