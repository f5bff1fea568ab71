// SPDX-License-Identifier: GPL-3.0-or-later
// Injection into tissue that dilates: the mesh against the same equation on a fine radial line.
#include "flow_checks.h"
#include "radial.h"

static const double HALF = 0.012, RATE = 5e-8, VOLUME = 5e-7, END = 10.0;

static Vec3 needle_tip(void)
{
  return vec3(0.0004, 0.0002, 0.0003);
}

static void solve_radial(int steps, Radial *radial)
{
  *radial = (Radial){.pore         = {PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e2},
                     .conductivity = 1e-13,
                     .inner        = 4e-4,
                     .outer        = HALF};
  radial_inject(radial, RATE, END, steps);
}

// Mean distance from the tip of what was added.
static double measure_mean_radius(const Trial *trial)
{
  double sum = 0.0, whole = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const double added = medium_storage(trial->medium, i, flow_pressure(trial->flow)[i]).value -
                         medium_storage(trial->medium, i, 0.0).value;

    sum += added * vec3_distance(trial_position(trial, i), needle_tip());
    whole += added;
  }
  return trial_sum(trial, sum) / trial_sum(trial, whole);
}

// Where the front stands, 4.5 to 5.5 mm from the tip: mean |p - reference| over the mean reference.
static double measure_front_error(const Trial *trial, const Radial *radial)
{
  double off = 0.0, whole = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const double r      = vec3_distance(trial_position(trial, i), needle_tip());
    const double volume = medium_storage(trial->medium, i, 0.0).value;

    if (r < 0.0045 || r > 0.0055) continue;
    off += volume * fabs(flow_pressure(trial->flow)[i] - radial_pressure(radial, r));
    whole += volume * radial_pressure(radial, r);
  }
  return trial_sum(trial, off) / trial_sum(trial, whole);
}

static PetscErrorCode draw_profile(const Trial *trial, const Radial *radial, Verdicts *found)
{
  enum { SHELLS = 24 };
  double r[SHELLS], p[SHELLS], exact[SHELLS];
  int    n;

  PetscFunctionBeginUser;
  PetscCall(flow_profile(trial, needle_tip(), 2e-3, 0.9 * HALF, SHELLS, r, p, &n));
  for (int k = 0; k < n; k++) {
    exact[k] = 1e-3 * radial_pressure(radial, r[k]);
    r[k] *= 1e3;
    p[k] *= 1e-3;
  }
  PetscCall(verdicts_curve(found, "pressure against radius", "on the mesh", "radius, mm",
                           "pressure, kPa", false, n, r, p));
  PetscCall(verdicts_curve(found, "pressure against radius", "radial reference", "radius, mm",
                           "pressure, kPa", false, n, r, exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_injection(MPI_Comm comm, int n, const Pore *pore, Trial *trial)
{
  double t = 0.0, dt = 0.02;

  PetscFunctionBeginUser;
  trial->problem.porous_material[BOX_MATERIAL] =
    (PorousMaterial){.pore = *pore, .conductivity = box_problem_isotropic(1e-13)};
  box_problem_inject(&trial->problem, needle_tip(), 0.0, VOLUME, RATE);
  PetscCall(trial_create_cube(comm, n, HALF, 0.1, NULL, trial));
  while (t < END) {
    dt = PetscMin(PetscMin(1.3 * dt, 0.4), END - t);
    PetscCall(trial_flow(trial, t, dt));
    t = END - t - dt > 1e-9 ? t + dt : END;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The front lies within one cell, where decision 007 claims no order: its error is reported, and bounded where
// the mesh is fine.
static PetscErrorCode judge_mesh(MPI_Comm comm, int n, bool finest, const Radial *radial,
                                 double *error, Verdicts *found)
{
  Trial  trial = {.problem = box_problem()};
  double pressure;

  PetscFunctionBeginUser;
  PetscCall(run_injection(comm, n, &radial->pore, &trial));
  *error = measure_front_error(&trial, radial);
  PetscCall(verdicts_add(found, measure_mean_radius(&trial) / radial_mean_radius(radial),
                         finest ? 0.97 : 0.9, finest ? 1.03 : 1.1, "1",
                         "mean radius over reference, %d^3", n));
  PetscCall(flow_tip_pressure(&trial, &pressure));
  PetscCall(verdicts_add(found, pressure / radial->p[0], finest ? 0.95 : 0.8, finest ? 1.05 : 1.25,
                         "1", "tip over reference, %d^3", n));
  PetscCall(verdicts_add(found, *error, finest ? 0.0 : -INFINITY, finest ? 0.15 : INFINITY, "1",
                         "difference at the front, 4.5 to 5.5 mm, %d^3", n));
  if (finest) PetscCall(draw_profile(&trial, radial, found));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_dilation(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n[] = {8, 12, 18};
  double    size[3], error[3];
  Radial   *radial;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&radial));
  solve_radial(request->coarse ? 100 : 1000, radial);
  for (int k = 0; k < (request->coarse ? 1 : 3); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(judge_mesh(comm, n[k], k == 2, radial, &error[k], found));
  }
  if (!request->coarse)
    PetscCall(verdicts_order(found, 3, size, error, -INFINITY, INFINITY, "spacing, mm",
                             "difference at the front"));
  PetscCall(PetscFree(radial));
  PetscFunctionReturn(PETSC_SUCCESS);
}
