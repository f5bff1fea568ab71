// SPDX-License-Identifier: GPL-3.0-or-later
// A film of fluid between two tight materials: a mode of pressure that spreads in the film alone, against its
// exact decay.
#include "flow_checks.h"

#include "sij/base/units.h"
#include "sij/model.h"

static const double HALF = 0.02, THICKNESS = 1e-3, APERTURE = 1e-5, VISCOSITY = 1e-3,
                    STORAGE = 1e-8;

enum { LEFT, RIGHT };

static int select_side(Vec3 x)
{
  return x.x[0] < 0.0 ? LEFT : RIGHT;
}

// Uneven spacing within the plane; the sides stay.
static Vec3 distort_plane(Vec3 x)
{
  const double y = SIJ_PI * x.x[1] / HALF, z = SIJ_PI * x.x[2] / HALF;

  return vec3(x.x[0], x.x[1] + 0.06 * HALF * sin(y) * (1.0 + cos(z)),
              x.x[2] + 0.06 * HALF * sin(z) * (1.0 + cos(2.0 * y)));
}

static double evaluate_mode(Vec3 x)
{
  return 1e2 * cos(SIJ_PI * (x.x[1] + HALF) / (4.0 * HALF)) * cos(SIJ_PI * x.x[2] / (2.0 * HALF));
}

// aperture^3 / (12 mu) over what half of the tissue on each side stores, times the mode's k^2.
static double compute_decay_rate(void)
{
  const double spread = pow(APERTURE, 3) / (12.0 * VISCOSITY), k = SIJ_PI / (2.0 * HALF);

  return spread / (STORAGE * THICKNESS) * 1.25 * k * k;
}

static bool is_film(int a, int b)
{
  return (a == LEFT && b == RIGHT) || (a == RIGHT && b == LEFT);
}

// The film that a case has, as the product translates it: its cubic law is what the decay shows.
static PetscErrorCode translate_film(PorousInterface *film)
{
  Case           input    = {.surfaces = {.plane_aperture_rest    = APERTURE,
                                          .plane_aperture_dilated = APERTURE,
                                          .plane_pressure         = 1e4,
                                          .plane_viscosity        = VISCOSITY}};
  Problems       problems = {0};
  ModelProblems *translated;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&translated));
  PetscCall(model_problems(&input, translated, &problems));
  *film            = translated->porous.interface;
  film->is_between = is_film;
  PetscCall(PetscFree(translated));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_film_problem(BoxProblem *problem)
{
  PetscFunctionBeginUser;
  *problem = box_problem();
  for (int m = 0; m < BOX_MATERIALS; m++) problem->porous_material[m].pore.beta = STORAGE;
  box_problem_conduct(problem, box_problem_isotropic(1e-20));
  PetscCall(translate_film(&problem->porous.interface));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_mode_error(const Trial *trial, double t)
{
  double square = 0.0, whole = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const Vec3   x      = trial_position(trial, i);
    const double volume = medium_storage(trial->medium, i, 0.0).value;

    if (x.x[0] != 0.0) continue;
    square +=
      volume *
      pow(flow_pressure(trial->flow)[i] - evaluate_mode(x) * exp(-compute_decay_rate() * t), 2);
    whole += volume * pow(evaluate_mode(x), 2);
  }
  return sqrt(trial_sum(trial, square) / trial_sum(trial, whole));
}

static PetscErrorCode measure_film_error(MPI_Comm comm, int n, int steps, double *error)
{
  const Box    box   = {.n         = {2, n, n},
                        .lo        = vec3(-THICKNESS, -HALF, -HALF),
                        .hi        = vec3(THICKNESS, HALF, HALF),
                        .region_at = select_side,
                        .map       = distort_plane,
                        .closed    = {{true, true}, {true, false}, {false, false}}};
  const double end   = 1.0 / compute_decay_rate();
  Trial        trial = {0};
  double      *p;

  PetscFunctionBeginUser;
  PetscCall(set_film_problem(&trial.problem));
  PetscCall(trial_create(comm, &box, &trial));
  PetscCall(PetscCalloc1(trial.mesh->n_local, &p));
  for (PetscInt i = 0; i < trial.mesh->n_local; i++)
    if (trial.mesh->x[i][0] == 0.0) p[i] = evaluate_mode(trial_position(&trial, i));
  PetscCall(flow_set(trial.flow, p));
  for (int s = 0; s < steps; s++) PetscCall(trial_flow(&trial, s * end / steps, end / steps));
  *error = measure_mode_error(&trial, end);
  PetscCall(PetscFree(p));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_film(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n[] = {6, 12, 24}, steps[] = {5, 20, 80};
  double    size[3], error[3];

  PetscFunctionBeginUser;
  for (int k = 0; k < (request->coarse ? 1 : 3); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(measure_film_error(comm, n[k], steps[k], &error[k]));
    PetscCall(
      verdicts_add(found, error[k], 0.0, 0.1, "1", "L2 error over the start, %d x %d", n[k], n[k]));
  }
  if (!request->coarse)
    PetscCall(
      verdicts_order(found, 3, size, error, 1.9, 2.5, "spacing, mm", "pressure in the film"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
