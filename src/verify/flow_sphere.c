// SPDX-License-Identifier: GPL-3.0-or-later
// A point source in tissue without end: steady against source and images, and from its start.
#include "flow_checks.h"

#include "sij/base/units.h"

static const double HALF = 0.02, RATE = 1e-9, CONDUCTIVITY = 1e-12;

static double compute_source_strength(void)
{
  return RATE / (4.0 * SIJ_PI * CONDUCTIVITY);
}

// Image of a coordinate in mirrors at -HALF and HALF, and the sign of its source.
static double reflect_coordinate(int i, double at, bool skin_below, double *sign)
{
  static const double MIXED[4] = {1.0, -1.0, -1.0, 1.0};

  *sign = skin_below ? MIXED[((i % 4) + 4) % 4] : (i % 2 ? -1.0 : 1.0);
  return 2.0 * HALF * i + (i % 2 ? -at : at);
}

// 4 pi K p / Q at x: source and images; at the tip itself the images alone.
static double sum_images(Vec3 x, Vec3 tip, bool source)
{
  enum { N = 8 };
  double sum = 0.0;

  for (int i = -N; i <= N; i++)
    for (int j = -N; j <= N; j++)
      for (int k = -N; k <= N; k++) {
        double     sign[3];
        const Vec3 at   = vec3(reflect_coordinate(i, tip.x[0], false, &sign[0]),
                               reflect_coordinate(j, tip.x[1], true, &sign[1]),
                               reflect_coordinate(k, tip.x[2], false, &sign[2]));
        const int  ends = (abs(i) == N) + (abs(j) == N) + (abs(k) == N);

        if (!source && i == 0 && j == 0 && k == 0) continue;
        sum += sign[0] * sign[1] * sign[2] / vec3_distance(x, at) / (1 << ends);
      }
  return sum;
}

// Largest p - exact over the pressure of the source alone, from 3 spacings away to near the sides; and
// the root of its mean square where that is the same region on all meshes, over the same of the pressure.
static void measure_steady_errors(const Trial *trial, Vec3 tip, double spacing, double *worst,
                                  double *mean)
{
  double largest = 0.0, square = 0.0, whole = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const Vec3   x      = trial_position(trial, i);
    const double r      = vec3_distance(x, tip);
    const bool   beyond = r > 3.0 * spacing, among = r > 0.3 * HALF;

    if ((!beyond && !among) || r > 0.8 * HALF) continue;
    const double exact  = compute_source_strength() * sum_images(x, tip, true);
    const double off    = flow_pressure(trial->flow)[i] - exact;
    const double volume = medium_storage(trial->medium, i, 0.0).value;

    if (beyond) largest = PetscMax(largest, fabs(off) * r / compute_source_strength());
    square += among ? volume * off * off : 0.0;
    whole += among ? volume * exact * exact : 0.0;
  }
  *worst = trial_max(trial, largest);
  *mean  = sqrt(trial_sum(trial, square) / trial_sum(trial, whole));
}

static PetscErrorCode judge_steady_mesh(MPI_Comm comm, int n, double *error, Verdicts *found)
{
  const Vec3 tip   = vec3(0.0011, 0.0007, 0.0003);
  Trial      trial = {.problem = box_problem()};
  double     worst, pressure;

  PetscFunctionBeginUser;
  box_problem_inject(&trial.problem, tip, 0.0, 1e7 * RATE, RATE);
  PetscCall(trial_create_cube(comm, n, HALF, 0.1, NULL, &trial));
  PetscCall(trial_flow(&trial, 0.0, 1e6));
  measure_steady_errors(&trial, tip, 2.0 * HALF / n, &worst, error);
  PetscCall(verdicts_add(found, worst, 0.0, 0.05, "1",
                         "steady: pressure beyond 3 spacings, over the source's own, %d^3", n));
  PetscCall(flow_tip_pressure(&trial, &pressure));
  const double opening = trial.problem.flow.needle[0].needle.bore;
  const double exact   = compute_source_strength() * (1.0 / opening + sum_images(tip, tip, false));

  PetscCall(
    verdicts_add(found, pressure / exact, 0.95, 1.05, "1", "steady: tip over exact, %d^3", n));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_steady_source(MPI_Comm comm, bool coarse, Verdicts *found)
{
  const int n[] = {8, 13, 20};
  double    size[3], error[3];

  PetscFunctionBeginUser;
  for (int k = 0; k < (coarse ? 1 : 3); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(judge_steady_mesh(comm, n[k], &error[k], found));
  }
  // Where the tip lies in its cell differs from mesh to mesh: two, give or take.
  if (!coarse)
    PetscCall(verdicts_order(found, 3, size, error, 1.7, 2.5, "spacing, mm",
                             "steady pressure from 6 to 16 mm"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Vertices crowd about the middle.
static Vec3 crowd_vertices(Vec3 x)
{
  const double strength = 2.5;

  for (int d = 0; d < 3; d++) x.x[d] = HALF * sinh(strength * x.x[d] / HALF) / sinh(strength);
  return x;
}

// Q / (4 pi K r) erfc(r / sqrt(4 K t / storage)).
static double evaluate_front(double r, double t)
{
  const double diffusivity = CONDUCTIVITY / 1e-8;

  return compute_source_strength() / r * erfc(r / sqrt(4.0 * diffusivity * t));
}

static const double END = 0.16, NEAR = 0.003, FAR = 0.012;

static double measure_front_error(const Trial *trial)
{
  double square = 0.0, whole = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const double r = vec3_norm(trial_position(trial, i));

    if (r < NEAR || r > FAR) continue;
    const double exact  = evaluate_front(r, END);
    const double volume = medium_storage(trial->medium, i, 0.0).value;

    square += volume * pow(flow_pressure(trial->flow)[i] - exact, 2);
    whole += volume * exact * exact;
  }
  return sqrt(trial_sum(trial, square) / trial_sum(trial, whole));
}

static PetscErrorCode draw_profile(const Trial *trial, Verdicts *found)
{
  enum { SHELLS = 24 };
  double r[SHELLS], p[SHELLS], exact[SHELLS];
  int    n;

  PetscFunctionBeginUser;
  PetscCall(flow_profile(trial, vec3(0.0, 0.0, 0.0), 1e-3, 0.75 * HALF, SHELLS, r, p, &n));
  for (int k = 0; k < n; k++) {
    exact[k] = 1e-3 * evaluate_front(r[k], END);
    r[k] *= 1e3;
    p[k] *= 1e-3;
  }
  PetscCall(verdicts_curve(found, "pressure against radius", "on the mesh", "radius, mm",
                           "pressure, kPa", true, n, r, p));
  PetscCall(verdicts_curve(found, "pressure against radius", "exact", "radius, mm", "pressure, kPa",
                           true, n, r, exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Steps as the squares of equal numbers: the start is what changes fastest.
static PetscErrorCode run_start(MPI_Comm comm, int n, int steps, double *error, Verdicts *draws)
{
  const Box box   = {.n      = {n, n, n},
                     .lo     = vec3(-HALF, -HALF, -HALF),
                     .hi     = vec3(HALF, HALF, HALF),
                     .jitter = 0.1,
                     .map    = crowd_vertices};
  Trial     trial = {.problem = box_problem()};

  PetscFunctionBeginUser;
  box_problem_inject(&trial.problem, vec3(0.0, 0.0, 0.0), 0.0, RATE, RATE);
  PetscCall(trial_create(comm, &box, &trial));
  for (int s = 0; s < steps; s++) {
    const double from = END * pow((double)s / steps, 2), to = END * pow((s + 1.0) / steps, 2);

    PetscCall(trial_flow(&trial, from, to - from));
  }
  *error = measure_front_error(&trial);
  if (draws) PetscCall(draw_profile(&trial, draws));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_start(MPI_Comm comm, bool coarse, Verdicts *found)
{
  const int n[] = {9, 14, 20}, steps[] = {8, 19, 40};
  double    size[3], error[3];

  PetscFunctionBeginUser;
  for (int k = 0; k < (coarse ? 1 : 3); k++) {
    size[k] = 2e3 * HALF / n[k];
    PetscCall(run_start(comm, n[k], steps[k], &error[k], coarse || k == 2 ? found : NULL));
    PetscCall(verdicts_add(found, error[k], 0.0, k == 2 ? 0.05 : 0.3, "1",
                           "from its start: L2 error from 3 to 12 mm, %d^3", n[k]));
  }
  if (!coarse)
    PetscCall(verdicts_order(found, 3, size, error, 1.8, 2.5, "mean spacing, mm",
                             "pressure 0.16 s after the start"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_sphere(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(judge_steady_source(comm, request->coarse, found));
  PetscCall(judge_start(comm, request->coarse, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
