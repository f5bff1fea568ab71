// SPDX-License-Identifier: GPL-3.0-or-later
// The needle as a well on coarse meshes, against meshes that resolve its opening.
//
// The opening is a ball, as the well has it. By symmetry an eighth of the space is enough for the resolved
// one: a box of Kuhn tetrahedra whose bottom becomes an eighth of a sphere and whose height becomes
// distance in equal ratios. Both kinds of mesh end 500 openings away, where the sides matter by 0.2 %.
#include "flow_checks.h"

#include "sij/base/units.h"

static const double OPENING = 4e-4, FAR = 500.0, RATE = 1e-9, CONDUCTIVITY = 1e-12;

// The square to an eighth of the sphere, a triangle: its fourth corner is the middle of the side from x
// to z, where Kuhn's diagonal ends, so that no triangle is flat.
static Vec3 map_to_sphere(double a, double b)
{
  const double u = 1.0 - a, v = 1.0 - b, m = 0.5 * sqrt(2.0) * u * v;

  return vec3_unit(vec3(m + a * v, a * b, m + u * b));
}

// Height below 0 is the inside of the opening, from 1 to 3/4 of its radius.
static Vec3 map_to_eighth(Vec3 x)
{
  const double c      = x.x[2];
  const double radius = OPENING * (c < 0.0 ? 1.0 + 2.0 * c : pow(FAR, c));

  return vec3_scaled(map_to_sphere(x.x[0], x.x[1]), radius);
}

enum { OPENED, AROUND };

static int select_opening(Vec3 x)
{
  return x.x[2] < 0.0 ? OPENED : AROUND;
}

// Fluid in the opening: its pressure is one. Tissue does not dilate, and Newton need not expect it to: its
// steps are restrained to the scale of p_dil.
static BoxProblem build_needle_problem(double along)
{
  BoxProblem problem = box_problem();

  box_problem_conduct(&problem, (Transverse){.along  = along * CONDUCTIVITY,
                                             .across = CONDUCTIVITY,
                                             .fibre  = vec3(0.0, 1.0, 0.0)});
  for (int m = 0; m < BOX_MATERIALS; m++) {
    problem.porous_material[m].pore.beta  = 0.0;
    problem.porous_material[m].pore.p_dil = 1e9;
  }
  problem.porous_material[OPENED].conductivity = (Transverse){
    .along = 1e5 * CONDUCTIVITY, .across = 1e5 * CONDUCTIVITY, .fibre = vec3(0.0, 1.0, 0.0)};
  return problem;
}

static PetscErrorCode set_opening_source(const Trial *trial)
{
  const Mesh *mesh = trial->mesh;
  double     *rate, own = 0.0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &rate));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < 4; a++)
      if (mesh->region[e] == OPENED && mesh->cell[e][a] < mesh->n_owned)
        rate[mesh->cell[e][a]] += mesh->volume[e];
  for (PetscInt i = 0; i < mesh->n_owned; i++) own += rate[i];
  const double all = trial_sum(trial, own);

  for (PetscInt i = 0; i < mesh->n_owned; i++) rate[i] *= RATE / 8.0 / all;
  PetscCall(flow_set_source(trial->flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_opening_pressure(const Trial *trial)
{
  const Mesh *mesh = trial->mesh;
  double      sum = 0.0, volume = 0.0;

  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    if (mesh->region[e] != OPENED) continue;
    for (int a = 0; a < 4; a++)
      sum += 0.25 * mesh->volume[e] * flow_pressure(trial->flow)[mesh->cell[e][a]];
    volume += mesh->volume[e];
  }
  return trial_sum(trial, sum) / trial_sum(trial, volume);
}

static PetscErrorCode draw_profile(const Trial *trial, const char *series, Verdicts *found)
{
  enum { SHELLS = 30 };
  double r[SHELLS], p[SHELLS];
  int    n;

  PetscFunctionBeginUser;
  PetscCall(flow_profile(trial, vec3(0.0, 0.0, 0.0), 0.9 * OPENING, 0.25 * FAR * OPENING, SHELLS, r,
                         p, &n));
  for (int k = 0; k < n; k++) {
    r[k] *= 1e3;
    p[k] *= 1e-3;
  }
  PetscCall(verdicts_curve(found, "pressure against radius", series, "radius, mm", "pressure, kPa",
                           true, n, r, p));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// n spacings along the sides of the eighth; 500^(1 / 4n) is the ratio of one distance to the next.
static PetscErrorCode solve_resolved_opening(MPI_Comm comm, int n, double along, double *pressure,
                                             Verdicts *draws)
{
  const Box box   = {.n         = {n, n, 9 * n / 2},
                     .lo        = vec3(0.0, 0.0, -0.125),
                     .hi        = vec3(1.0, 1.0, 1.0),
                     .region_at = select_opening,
                     .map       = map_to_eighth,
                     .closed    = {{true, true}, {true, true}, {true, false}}};
  Trial     trial = {.problem = build_needle_problem(along)};

  PetscFunctionBeginUser;
  PetscCall(trial_create(comm, &box, &trial));
  PetscCall(set_opening_source(&trial));
  PetscCall(trial_flow(&trial, 0.0, 1.0));
  *pressure = measure_opening_pressure(&trial);
  if (draws) PetscCall(draw_profile(&trial, "resolved opening", draws));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const double STRENGTH = 5.6;

// Vertices crowd about the tip.
static Vec3 crowd_vertices(Vec3 x)
{
  for (int d = 0; d < 3; d++) x.x[d] = FAR * OPENING * sinh(STRENGTH * x.x[d]) / sinh(STRENGTH);
  return x;
}

// Spacing at the tip over the opening.
static double compute_spacing(int n)
{
  return FAR * sinh(2.0 * STRENGTH / n) / sinh(STRENGTH);
}

static PetscErrorCode solve_well(MPI_Comm comm, int n, double along, double *pressure,
                                 Verdicts *draws)
{
  const Box box   = {.n      = {n, n, n},
                     .lo     = vec3(-1.0, -1.0, -1.0),
                     .hi     = vec3(1.0, 1.0, 1.0),
                     .jitter = 0.1,
                     .map    = crowd_vertices};
  Trial     trial = {.problem = build_needle_problem(along)};

  PetscFunctionBeginUser;
  box_problem_inject(&trial.problem, vec3(2e-4, 3e-4, 1e-4), 0.0, 1e3 * RATE, RATE);
  PetscCall(trial_create(comm, &box, &trial));
  PetscCall(trial_flow(&trial, 0.0, 1.0));
  PetscCall(flow_tip_pressure(&trial, pressure));
  if (draws) PetscCall(draw_profile(&trial, "well on a coarse mesh", draws));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// In space drawn together along the fibres K is its geometric mean everywhere, and the ball a flat
// ellipsoid, whose capacity is known.
static double compute_exact_pressure(double along)
{
  const double wide = pow(along, 1.0 / 6.0), flat = pow(along, -1.0 / 3.0);
  const double capacity = along > 1.0 ? sqrt(wide * wide - flat * flat) / acos(flat / wide) : 1.0;

  return RATE / (4.0 * SIJ_PI * CONDUCTIVITY * cbrt(along) * OPENING) *
         (1.0 / capacity - 1.0 / FAR);
}

static PetscErrorCode judge_resolved_opening(MPI_Comm comm, bool coarse, double along,
                                             double *pressure, Verdicts *found)
{
  const int    n[]  = {4, 8, 16};
  const double band = along > 1.0 ? 0.02 : 0.01;

  PetscFunctionBeginUser;
  for (int k = 0; k < (coarse ? 1 : 3); k++) {
    const double allowed = k == 2 ? band : 0.15;

    PetscCall(
      solve_resolved_opening(comm, n[k], along, pressure, along == 1.0 && k == 2 ? found : NULL));
    PetscCall(
      verdicts_add(found, *pressure / compute_exact_pressure(along), 1.0 - allowed, 1.0 + allowed,
                   "1", "fibres %g : 1: resolved over exact, %d by a quarter turn", along, n[k]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The well sees fibres by the mean of K alone, and its ball stays a ball: the ratio to the resolved mesh
// is reported, and what is asked of it is to come near what is exact.
static PetscErrorCode judge_well(double along, double size, double well, double resolved, bool fine,
                                 Verdicts *found)
{
  const bool judged = along == 1.0 && fine;

  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, well / resolved, judged ? 0.95 : -INFINITY,
                         judged ? 1.05 : INFINITY, "1",
                         "fibres %g : 1: well over resolved, spacing %.1f openings", along, size));
  if (along > 1.0)
    PetscCall(verdicts_add(found, well / compute_exact_pressure(along), 0.95, 1.05, "1",
                           "fibres %g : 1: well over exact, spacing %.1f openings", along, size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode compare_well(MPI_Comm comm, bool coarse, double along, Verdicts *found)
{
  const int n[] = {8, 12, 16};
  double    resolved, well;

  PetscFunctionBeginUser;
  PetscCall(judge_resolved_opening(comm, coarse, along, &resolved, found));
  for (int k = 0; k < (coarse ? 1 : 3); k++) {
    PetscCall(solve_well(comm, n[k], along, &well, along == 1.0 && k == 2 ? found : NULL));
    PetscCall(judge_well(along, compute_spacing(n[k]), well, resolved, !coarse, found));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_needle(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(compare_well(comm, request->coarse, 1.0, found));
  PetscCall(compare_well(comm, request->coarse, 10.0, found));
  PetscCall(verdicts_note(found, "On the coarse mesh, whose cells double from one to the next, "
                                 "pressure around the tip is itself too low by a fifth. The well's "
                                 "radius is measured on that mesh and makes up for it: the "
                                 "pressure at the tip is right."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
