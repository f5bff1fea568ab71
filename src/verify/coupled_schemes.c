// SPDX-License-Identifier: GPL-3.0-or-later
// One column by both schemes, and in the limit where its water has no time to leave.
#include "coupled_checks.h"
#include "sample.h"

#include <math.h>

static const double SIDE = 0.004, HIGH = 0.01, LOAD = 1e3; // m, Pa
static const double STIFFNESS = 20.0; // of a spring, a third of the soft half's  N/m

static Vec3 evaluate_load(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return vec3(0.0, 0.0, -LOAD);
}

// Soft below, stiff above, a cavity of almost no stiffness in the middle.
enum { SOFT, STIFF, CAVITY };

static int select_part(Vec3 x)
{
  if (fabs(x.x[2] - 0.5 * HIGH) < 0.1 * HIGH) return CAVITY;
  return x.x[2] < 0.5 * HIGH ? SOFT : STIFF;
}

// From the floor to what is stiff: both schemes treat springs by a correction of low rank.
static PetscErrorCode attach_spring(Mechanics *mechanics, Problems *problems)
{
  const Vec3 foot = vec3(0.5 * SIDE, 0.5 * SIDE, 0.0), head = vec3(0.5 * SIDE, 0.5 * SIDE, HIGH);
  int        top, number;

  PetscFunctionBeginUser;
  PetscCall(mechanics_add_coupling(mechanics, STIFF, head, INFINITY, &top, problems));
  const MechanicsSpring spring = {
    .coupling = {-1, top}, .end = {foot, head}, .stiffness = STIFFNESS, .bears_compression = true};

  PetscCall(mechanics_add_spring(mechanics, &spring, &number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_column(MPI_Comm comm, int n, BoxRegion *region,
                                    const PoroelasticMethod *method, Sample *sample)
{
  const Box box      = {.n         = {2, 2, n},
                        .hi        = vec3(SIDE, SIDE, HIGH),
                        .jitter    = 0.1,
                        .region_at = region,
                        .closed    = {{true, true}, {true, true}, {false, false}}};
  Problems  problems = {0};

  PetscFunctionBeginUser;
  PetscCall(sample_create(comm, &box, sample));
  PetscCall(sample_prescribe(sample, BOX_Y_MIN, true, true, false, NULL, NULL));
  PetscCall(sample_prescribe(sample, BOX_Z_MIN, true, true, true, NULL, NULL));
  PetscCall(flow_close(sample->trial.flow, BOX_Z_MIN));
  PetscCall(mechanics_add_traction(sample->mechanics, BOX_Z_MAX, evaluate_load, NULL, &problems));
  if (region) PetscCall(attach_spring(sample->mechanics, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(sample_couple(sample, method));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_materials(Sample *sample)
{
  PorousMaterial *material = sample->trial.problem.porous_material;

  material[CAVITY].pore.kind     = PORE_FILM;
  material[SOFT].strain_exponent = 5.0;
  sample->young[CAVITY]          = 1e3;
  sample->young[STIFF]           = 1e6;
  sample->young[SOFT]            = 2e4;
}

/** What is compared: pressure at three places, displacement of the top. */
typedef struct {
  double value[4];
} Answer;

static PetscErrorCode measure_answer(const Sample *sample, Answer *got)
{
  const Mesh *mesh    = sample->trial.mesh;
  const double(*u)[3] = mechanics_displacement(sample->mechanics);
  double own          = 0.0;

  PetscFunctionBeginUser;
  for (int k = 0; k < 3; k++)
    PetscCall(sample_pressure(sample, vec3(0.4 * SIDE, 0.6 * SIDE, (0.2 + 0.3 * k) * HIGH),
                              &got->value[k]));
  for (PetscInt i = 0; i < mesh->n_owned; i++) own = fmin(own, u[i][2]);
  got->value[3] = trial_max(&sample->trial, -own);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_scheme(MPI_Comm comm, int n, int steps, PoroelasticScheme scheme,
                                 Answer *got, double *turns)
{
  const PoroelasticMethod method = {.scheme = scheme, .tolerance = 1e-9, .updates = 1};
  Sample                  sample = sample_default();

  PetscFunctionBeginUser;
  set_materials(&sample);
  PetscCall(create_column(comm, n, select_part, &method, &sample));
  for (int s = 0; s < steps; s++) PetscCall(sample_step(&sample, 200.0 * s, 200.0));
  PetscCall(measure_answer(&sample, got));
  *turns = (double)sample.iterations / sample.steps;
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_schemes(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n = request->coarse ? 5 : 10, steps = request->coarse ? 1 : 3;
  Answer    one, other;
  double    turns, apart = 0.0;

  PetscFunctionBeginUser;
  PetscCall(run_scheme(comm, n, steps, POROELASTIC_MONOLITHIC, &one, &turns));
  PetscCall(run_scheme(comm, n, steps, POROELASTIC_FIXED_STRESS, &other, &turns));
  for (int k = 0; k < 4; k++) apart = fmax(apart, fabs(other.value[k] / one.value[k] - 1.0));
  PetscCall(verdicts_add(found, apart, 0.0, 1e-8, "1",
                         "monolithic and fixed stress apart, of pressures and settlement"));
  PetscCall(verdicts_note(found, "%.0f turns of fixed stress per step.", turns));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coupled_check_undrained(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const PoroelasticMethod method = {.tolerance = 1e-11};
  const int               n      = request->coarse ? 10 : 20;
  Sample                  sample = sample_default();
  double                  middle, inside = 0.0, most = 0.0;

  PetscFunctionBeginUser;
  box_problem_conduct(&sample.trial.problem, box_problem_isotropic(1e-22));
  PetscCall(create_column(comm, n, NULL, &method, &sample));
  PetscCall(sample_step(&sample, 0.0, 1.0));
  PetscCall(sample_pressure(&sample, vec3(0.4 * SIDE, 0.6 * SIDE, 0.5 * HIGH), &middle));
  for (PetscInt i = 0; i < sample.trial.mesh->n_owned; i++) {
    const double off = fabs(flow_pressure(sample.trial.flow)[i] / LOAD - 1.0);

    if (sample.trial.mesh->x[i][2] < 0.6 * HIGH) inside = fmax(inside, off);
    if (sample.trial.mesh->x[i][2] < HIGH - 1e-9) most = fmax(most, off);
  }
  PetscCall(verdicts_add(found, middle / LOAD, 1.0 - 1e-3, 1.0 + 1e-3, "1",
                         "pressure in the middle, of the load"));
  PetscCall(verdicts_add(found, trial_max(&sample.trial, inside), 0.0, 0.01, "1",
                         "pressure off in the lower three fifths, of the load"));
  PetscCall(verdicts_add(found, trial_max(&sample.trial, most), 0.0, 1.0, "1",
                         "pressure off next to the drained end, of the load"));
  PetscCall(sample_destroy(&sample));
  PetscFunctionReturn(PETSC_SUCCESS);
}
