// SPDX-License-Identifier: GPL-3.0-or-later
// A manufactured solution, linear in time: one step of backward Euler has no error in time.
#include "coupled_checks.h"
#include "sample.h"
#include "specimen.h"

#include "sij/base/units.h"
#include "sij/fem/quadratic.h"
#include "sij/laws/elastic.h"

#include <math.h>

static const double SIDE = 0.02, STEP = 100.0; // m, s

/** At the end of the step u_i = amplitude_i times sin in x_i and cos in the two others, of
 * pi x / side, and p is `height` times the three cosines. */
typedef struct {
  Elastic elastic;
  Vec3    amplitude; // m
  double  height;    // Pa
  double  biot, beta, conduct;
} Wave;

static double compute_wave_number(void)
{
  return SIJ_PI / SIDE;
}

static Vec3 evaluate_shape(Vec3 x)
{
  const double k = compute_wave_number();
  Vec3         value;

  for (int i = 0; i < 3; i++)
    value.x[i] = sin(k * x.x[i]) * cos(k * x.x[(i + 1) % 3]) * cos(k * x.x[(i + 2) % 3]);
  return value;
}

static double multiply_cosines(Vec3 x)
{
  const double k = compute_wave_number();

  return cos(k * x.x[0]) * cos(k * x.x[1]) * cos(k * x.x[2]);
}

static Vec3 evaluate_displacement(Vec3 x, const void *context)
{
  const Wave *wave = context;
  Vec3        u    = evaluate_shape(x);

  for (int i = 0; i < 3; i++) u.x[i] *= wave->amplitude.x[i];
  return u;
}

static double sum_amplitudes(const Wave *wave)
{
  return wave->amplitude.x[0] + wave->amplitude.x[1] + wave->amplitude.x[2];
}

static Vec3 evaluate_body_force(Vec3 x, const void *context)
{
  const Wave  *wave = context;
  const double k    = compute_wave_number();
  Vec3         f    = evaluate_shape(x);

  for (int i = 0; i < 3; i++)
    f.x[i] *= k * k *
                (3.0 * wave->elastic.mu * wave->amplitude.x[i] +
                 (wave->elastic.lambda + wave->elastic.mu) * sum_amplitudes(wave)) -
              wave->biot * k * wave->height;
  return f;
}

// Water that must come per volume and time.
static double evaluate_source(const Wave *wave, Vec3 x)
{
  const double k = compute_wave_number();

  return multiply_cosines(x) *
         ((wave->biot * k * sum_amplitudes(wave) + wave->beta * wave->height) / STEP +
          3.0 * k * k * wave->conduct * wave->height);
}

static void add_cell_source(const Mesh *mesh, PetscInt cell, const Wave *wave, double rate[])
{
  for (int q = 0; q < QUADRATIC_POINTS; q++) {
    Vec3 x = vec3(0.0, 0.0, 0.0);

    for (int a = 0; a < 4; a++)
      for (int d = 0; d < 3; d++) x.x[d] += QUADRATIC_POINT[q][a] * mesh->x[mesh->cell[cell][a]][d];
    for (int a = 0; a < 4; a++)
      if (mesh->cell[cell][a] < mesh->n_owned)
        rate[mesh->cell[cell][a]] +=
          0.25 * mesh->volume[cell] * QUADRATIC_POINT[q][a] * evaluate_source(wave, x);
  }
}

static PetscErrorCode set_source(Sample *sample, const Wave *wave)
{
  const Mesh *mesh = sample->trial.mesh;
  double     *rate;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &rate));
  for (PetscInt e = 0; e < mesh->n_cells; e++) add_cell_source(mesh, e, wave, rate);
  PetscCall(flow_set_source(sample->trial.flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_errors(Sample *sample, const Wave *wave, double *u, double *p)
{
  const Mesh    *mesh     = sample->trial.mesh;
  const Specimen specimen = {.mesh = sample->trial.mesh, .mechanics = sample->mechanics};
  double        *exact;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_owned, &exact));
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    exact[i] = wave->height * multiply_cosines(trial_position(&sample->trial, i));
  PetscCall(specimen_l2(&specimen, evaluate_displacement, wave, u));
  PetscCall(trial_l2(&sample->trial, flow_pressure(sample->trial.flow), exact, p));
  PetscCall(PetscFree(exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode solve_wave(MPI_Comm comm, int n, double nu, double height, double *u,
                                 double *p)
{
  const PoroelasticMethod method = {.tolerance = 1e-9};
  const Box               box    = {.n = {n, n, n}, .hi = vec3(SIDE, SIDE, SIDE), .jitter = 0.15};
  Sample                  sample = sample_default();
  Wave wave = {elastic_from(1e5, nu), {{1e-5, 0.6e-5, -0.7e-5}}, height, 0.9, 1e-6, 1e-12};

  PetscFunctionBeginUser;
  sample.poisson[BOX_MATERIAL]                                 = nu;
  sample.trial.problem.porous_material[BOX_MATERIAL].pore.beta = wave.beta;
  sample.trial.problem.porous_material[BOX_MATERIAL].biot      = wave.biot;
  PetscCall(sample_create(comm, &box, &sample));
  for (int side = 0; side < BOX_SIDES; side++) {
    PetscCall(sample_prescribe(&sample, side, true, true, true, evaluate_displacement, &wave));
    if (side != BOX_Y_MIN) PetscCall(flow_close(sample.trial.flow, side));
  }
  PetscCall(mechanics_add_body_force(sample.mechanics, evaluate_body_force, &wave));
  PetscCall(set_source(&sample, &wave));
  PetscCall(sample_couple(&sample, &method));
  PetscCall(sample_step(&sample, 0.0, STEP));
  PetscCall(measure_errors(&sample, &wave, u, p));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** One family of solutions, and the least order of displacement that it should show. */
typedef struct {
  double      nu, height, low;
  double      most; // error of pressure on the coarsest mesh, of its height
  const char *what;
} Family;

static PetscErrorCode judge_orders(MPI_Comm comm, const VerifyRequest *request,
                                   const Family *family, Verdicts *found)
{
  static const int n[]  = {4, 8, 12};
  const int        most = request->coarse ? 1 : 3;
  double           size[3], u[3] = {0.0}, p[3] = {0.0};
  char             name[2][64];

  PetscFunctionBeginUser;
  for (int k = 0; k < most; k++) {
    size[k] = 1e3 * SIDE / n[k];
    PetscCall(solve_wave(comm, n[k], family->nu, family->height, &u[k], &p[k]));
  }
  PetscCall(PetscSNPrintf(name[0], sizeof name[0], "displacement [m], %s", family->what));
  PetscCall(PetscSNPrintf(name[1], sizeof name[1], "pressure [Pa], %s", family->what));
  PetscCall(verdicts_add(found, u[0] / 1e-5, 0.0, 0.1, "1",
                         "%s: error on the coarsest mesh, of the amplitude", name[0]));
  PetscCall(verdicts_add(found, p[0] / family->height, 0.0, family->most, "1",
                         "%s: error on the coarsest mesh, of the amplitude", name[1]));
  if (request->coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_order(found, most, size, u, family->low, 4.0, "size of bricks [mm]", name[0]));
  PetscCall(verdicts_order(found, most, size, p, 1.9, 4.0, "size of bricks [mm]", name[1]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_manufactured(MPI_Comm comm, const VerifyRequest *request,
                                          Verdicts *found)
{
  const Family family[] = {{0.25, 200.0, 1.9, 0.1, "fluid and solid alike"},
                           {0.25, 2.0, 2.8, 0.5, "fluid hardly pushes"},
                           {0.48, 200.0, 1.8, 0.1, "drained nu = 0.48"}};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof family / sizeof *family; k++)
    PetscCall(judge_orders(comm, request, &family[k], found));
  PetscCall(verdicts_note(found, "The error of a linear pressure is of order 2 in any norm, and "
                                 "pushes: so displacement has order 3 "
                                 "only where pressure is small."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
