// SPDX-License-Identifier: GPL-3.0-or-later
// A round cavity without a stiffness of its own, filled: its pressure is what the tissue around it answers. One
// with folds, which take their part by pressure. And one that was pulled open before there was a fluid.
#include "coupled_checks.h"
#include "sample.h"

#include "sij/base/units.h"
#include "sij/laws/elastic.h"

#include <math.h>

static const double INNER = 0.005, OUTER = 0.025; // m
static const double RATE          = 1e-10;        // into the eighth      m^3/s
static const double YOUNG         = 5e4;          // of what is around    Pa
static const double FOLDS         = 0.005;        // of the cavity's volume
static const double FOLD_PRESSURE = 100.0;        // Pa

static const PoroelasticMethod METHOD = {.tolerance = 1e-9};

enum { SECONDS = 3 };

// The inner third of an eighth of a cube becomes the eighth of a ball, the rest what lies around it.
static Vec3 map_to_ball(Vec3 x)
{
  const double far = fmax(x.x[0], fmax(x.x[1], x.x[2])), r = vec3_norm(x);
  const double to =
    far <= 1.0 / 3.0 ? 3.0 * far * INNER : INNER * pow(OUTER / INNER, 1.5 * far - 0.5);

  return r > 0.0 ? vec3_scaled(x, to / r) : x;
}

enum { CAVITY, AROUND };

static int select_ball(Vec3 x)
{
  return fmax(x.x[0], fmax(x.x[1], x.x[2])) < 1.0 / 3.0 ? CAVITY : AROUND;
}

static void set_materials(Sample *sample, double folds)
{
  BoxProblem     *problem = &sample->trial.problem;
  PorousMaterial *cavity  = &problem->porous_material[CAVITY];
  PorousMaterial *around  = &problem->porous_material[AROUND];

  cavity->pore.kind           = PORE_FILM;
  cavity->pore.phi_1          = cavity->pore.phi_0 + folds;
  cavity->pore.p_dil          = FOLD_PRESSURE;
  cavity->pore.n              = 1.0;
  cavity->conductivity        = box_problem_isotropic(1e-8);
  sample->young[CAVITY]       = 10.0;
  problem->flow.cavity.region = CAVITY;
  around->conductivity        = box_problem_isotropic(1e-20);
  sample->young[AROUND]       = YOUNG;
  // A jump of pressure at the wall would be spread over one layer: what is around holds no water to feel it.
  around->biot = 0.0;
}

static PetscErrorCode create_cavity(MPI_Comm comm, int n, double folds, Sample *sample)
{
  const Box box = {
    .n = {n, n, n}, .hi = vec3(1.0, 1.0, 1.0), .region_at = select_ball, .map = map_to_ball};

  PetscFunctionBeginUser;
  set_materials(sample, folds);
  PetscCall(sample_create(comm, &box, sample));
  PetscCall(sample_prescribe(sample, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(flow_close(sample->trial.flow, BOX_X_MIN));
  PetscCall(flow_close(sample->trial.flow, BOX_Z_MIN));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Water into the cavity, the more the larger the share of a vertex; *volume of the cavity.
static PetscErrorCode set_cavity_source(Sample *sample, double *volume)
{
  const Mesh *mesh = sample->trial.mesh;
  double     *rate, own = 0.0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &rate));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    if (mesh->region[e] != CAVITY) continue;
    if (e < mesh->n_cells_owned) own += mesh->volume[e];
    for (int a = 0; a < 4; a++) rate[mesh->cell[e][a]] += 0.25 * mesh->volume[e];
  }
  *volume = trial_sum(&sample->trial, own);
  for (PetscInt i = 0; i < mesh->n_local; i++) rate[i] *= RATE / *volume;
  PetscCall(flow_set_source(sample->trial.flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Lame: u = A r + B / r^2 outside the cavity, free at OUTER. */
static double evaluate_cavity_pressure(double volume)
{
  const Elastic around = elastic_from(YOUNG, 0.25);
  const double bulk = around.lambda + 2.0 / 3.0 * around.mu, a3 = pow(INNER, 3), b3 = pow(OUTER, 3);
  const double A_of_B = 4.0 * around.mu / (3.0 * bulk * b3);
  const double B      = volume / (4.0 * SIJ_PI * (1.0 + A_of_B * a3));

  return 4.0 * around.mu * B * (1.0 / a3 - 1.0 / b3);
}

/** The pressure at which folds and walls together hold all that was let in, by halves. */
static double solve_pressure_with_folds(double volume, double folds)
{
  double low = 0.0, high = evaluate_cavity_pressure(volume);

  for (int k = 0; k < 60; k++) {
    const double p = 0.5 * (low + high);

    if (evaluate_cavity_pressure(volume + folds * expm1(-p / FOLD_PRESSURE)) > p) low = p;
    else high = p;
  }
  return low;
}

// The pressure after SECONDS, and the volume of the cavity's eighth.
static PetscErrorCode measure_pressure(MPI_Comm comm, int n, double folds, double *p,
                                       double *volume, Verdicts *found)
{
  Sample sample = sample_default();

  PetscFunctionBeginUser;
  PetscCall(create_cavity(comm, n, folds, &sample));
  PetscCall(sample_couple(&sample, &METHOD));
  PetscCall(set_cavity_source(&sample, volume));
  for (int s = 0; s < SECONDS; s++) PetscCall(sample_step(&sample, s, 1.0));
  PetscCall(sample_pressure(&sample, vec3(0.1 * INNER, 0.2 * INNER, 0.15 * INNER), p));
  if (folds > 0.0) PetscCall(sample_judge_iterations(&sample, found));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_outward_traction(Vec3 x, const void *context)
{
  (void)context;
  return vec3_scaled(x, 0.1 * YOUNG / OUTER);
}

static PetscErrorCode find_largest_gain(const Trial *trial, double *most)
{
  const WaterStep *water = flow_water(trial->flow);
  double          *rest, own = 0.0;

  PetscFunctionBeginUser;
  PetscCall(trial_storage(trial, &rest));
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    own = fmax(own, fabs(water->stored_new[i] / rest[i] - 1.0));
  *most = trial_max(trial, own);
  PetscCall(PetscFree(rest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What a cavity holds when its fluid comes to it, of what it holds at rest: with porosity counted from the shape
// without what the solid bore before, it would be more.
static PetscErrorCode judge_preload(MPI_Comm comm, int n, double volume, Verdicts *found)
{
  static const int   FAR[]    = {BOX_X_MAX, BOX_Y_MAX, BOX_Z_MAX};
  Sample             sample   = sample_default();
  Problems           problems = {0};
  MechanicsOutcome   outcome;
  const char *const *column;
  const double      *value;
  double             gained = 0.0;
  int                n_columns;

  PetscFunctionBeginUser;
  PetscCall(create_cavity(comm, n, 0.0, &sample));
  for (int k = 0; k < 3; k++)
    PetscCall(
      mechanics_add_traction(sample.mechanics, FAR[k], evaluate_outward_traction, NULL, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(mechanics_advance(sample.mechanics, (LoadFactor){1.0, 1.0}, &outcome));
  PetscCall(sample_couple(&sample, &METHOD));
  PetscCall(flow_row(sample.trial.flow, &n_columns, &column, &value));
  PetscCall(verdicts_add(
    found, 1e-6 * value[1] / (volume * sample.trial.problem.porous_material[CAVITY].pore.phi_0),
    1.0 - 1e-9, 1.0 + 1e-9, "1",
    "content of a cavity that was pulled open before, of that at rest"));
  PetscCall(sample_step(&sample, 0.0, 1.0));
  PetscCall(find_largest_gain(&sample.trial, &gained));
  PetscCall(verdicts_add(found, gained, 0.0, 1e-9, "1",
                         "most that a vertex of its mesh gains at rest, of what it holds"));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_cavity(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int    n    = request->coarse ? 6 : 12;
  const double band = request->coarse ? 0.1 : 0.03, all = 8.0 * RATE * SECONDS;
  double       p, volume                                = 0.0;

  PetscFunctionBeginUser;
  PetscCall(measure_pressure(comm, n, 0.0, &p, &volume, found));
  PetscCall(
    verdicts_add(found, p / evaluate_cavity_pressure(all), 1.0 - band, 1.0 + band, "1",
                 "pressure of the cavity, of what the tissue around it answers, %d^3 bricks", n));
  PetscCall(verdicts_report(found, RATE * SECONDS / volume, "1", "rise of its volume"));
  PetscCall(measure_pressure(comm, n, FOLDS, &p, &volume, found));
  const double wanted = solve_pressure_with_folds(all, 8.0 * FOLDS * volume);

  PetscCall(
    verdicts_add(found, p / wanted, 1.0 - band, 1.0 + band, "1",
                 "pressure of a cavity whose folds take a part, of theirs and the tissue's"));
  PetscCall(verdicts_report(found, wanted / evaluate_cavity_pressure(all), "1",
                            "of what it would be without folds"));
  PetscCall(judge_preload(comm, n, volume, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
