// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of nearly incompressible tissue that lock where elements do: Cook's panel, and
// Lame's thick sphere under inner pressure.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/laws/elastic.h"

#include <math.h>

static const Vec3 NO_FIBRE = {{0.0, 0.0, 0.0}};

static Hyperelastic build_incompressible_law(double young)
{
  const Elastic elastic = elastic_from(young, 0.4999);

  return (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
}

/** Points of the body near `centre`, and the direction in which their displacement is looked at. */
typedef bool Probe(Vec3 x, Vec3 *direction);

// Mean over the vertices that the probe names. Middles lie off a round surface.
static PetscErrorCode measure_probe(const Specimen *specimen, Probe *named, double *mean)
{
  const double(*u)[3] = mechanics_displacement(specimen->mechanics);
  double own = 0.0, n = 0.0, sum;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < specimen->mesh->n_owned; i++) {
    const double *x         = specimen->mesh->x[i];
    Vec3          direction = vec3(0.0, 0.0, 0.0);

    if (!named(vec3(x[0], x[1], x[2]), &direction)) continue;
    own += vec3_dot(vec3(u[i][0], u[i][1], u[i][2]), direction);
    n++;
  }
  PetscCall(specimen_sum(specimen, own, &sum));
  PetscCall(specimen_sum(specimen, n, mean));
  *mean = sum / *mean;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Crowds points towards both ends of [0, 1].
static double crowd_coordinate(double t)
{
  return t < 0.5 ? 0.5 * pow(2.0 * t, 1.5) : 1.0 - 0.5 * pow(2.0 * (1.0 - t), 1.5);
}

// Cook's panel: clamped at a side of 44 mm, sheared at one of 16 mm; 48 mm between them. Elements crowd at
// the corners, where the clamp and the shear end at once.
static Vec3 map_panel(Vec3 x)
{
  const double s = crowd_coordinate(x.x[0]), t = crowd_coordinate(x.x[1]);

  return vec3(0.048 * s, 0.044 * s + t * (0.044 - 0.028 * s), 0.003 * x.x[2]);
}

static Vec3 evaluate_shear(Vec3 x, const void *context)
{
  (void)x;
  return vec3(0.0, *(const double *)context, 0.0);
}

static bool select_corner(Vec3 x, Vec3 *direction)
{
  *direction = vec3(0.0, 1.0, 0.0);
  return fabs(x.x[0] - 0.048) < 1e-9 && fabs(x.x[1] - 0.060) < 1e-9;
}

static bool select_middle(Vec3 x, Vec3 *direction)
{
  *direction = vec3(0.0, 1.0, 0.0);
  return fabs(x.x[0] - 0.048) < 1e-9 && fabs(x.x[1] - 0.052) < 1e-9;
}

static PetscErrorCode solve_panel(MPI_Comm comm, int n, double *corner, double *middle)
{
  const Hyperelastic law = build_incompressible_law(250e6);
  const Box          box = {.n = {n, n, 1}, .hi = {{1.0, 1.0, 1.0}}, .map = map_panel};

  const double     shear    = 6.25e6;
  Problems         problems = {0};
  Specimen         specimen;
  MechanicsOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &box, MECHANICS_LINEAR, &law, NO_FIBRE, 1e-8, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Z_MAX, false, false, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscCall(
    mechanics_add_traction(specimen.mechanics, BOX_X_MAX, evaluate_shear, &shear, &problems));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(measure_probe(&specimen, select_corner, corner));
  PetscCall(measure_probe(&specimen, select_middle, middle));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_cook(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int    n            = request->coarse ? 8 : 16;
  const double band         = request->coarse ? 0.03 : 0.01;
  const double corner_exact = 7.769e-3, middle_exact = 7.405e-3;
  double       corner, middle;

  PetscFunctionBeginUser;
  PetscCall(solve_panel(comm, n, &corner, &middle));
  PetscCall(verdicts_add(found, 1e3 * corner, 1e3 * corner_exact * (1.0 - band),
                         1e3 * corner_exact * (1.0 + band), "mm",
                         "rise of the upper corner, %d x %d x 1 bricks", n, n));
  PetscCall(verdicts_add(found, 1e3 * middle, 1e3 * middle_exact * (1.0 - band),
                         1e3 * middle_exact * (1.0 + band), "mm",
                         "rise of the middle of the loaded side"));
  PetscCall(verdicts_note(
    found, "Plane strain, E = 250 MPa, nu = 0.4999, 6.25 MPa of shear. References 7.769 "
           "and 7.405 mm: mixed cubic displacements and quadratic pressures in two "
           "dimensions (FEniCSx 0.5), 4 x 8^2 to 4 x 32^2 triangles, extrapolated."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// An eighth of a thick sphere. The square of directions becomes the triangle between the three axes; its
// far corner lies in the middle of one side, so that every side of the box lies in a plane of symmetry.
static const double INNER = 0.01, OUTER = 0.02;

static Vec3 map_octant(Vec3 x)
{
  const double r = INNER + (OUTER - INNER) * x.x[0], a = x.x[1], b = x.x[2];
  const Vec3   direction =
    vec3((1.0 - a) * (1.0 - b), a * (1.0 - b) + 0.5 * a * b, b * (1.0 - a) + 0.5 * a * b);

  return vec3_scaled(vec3_unit(direction), r);
}

static Vec3 evaluate_pressure_load(Vec3 x, const void *context)
{
  return vec3_scaled(vec3_unit(x), *(const double *)context);
}

static bool select_inner_surface(Vec3 x, Vec3 *direction)
{
  *direction = vec3_unit(x);
  return fabs(vec3_norm(x) - INNER) < 1e-9;
}

static bool select_outer_surface(Vec3 x, Vec3 *direction)
{
  *direction = vec3_unit(x);
  return fabs(vec3_norm(x) - OUTER) < 1e-9;
}

/** Lame's solution: displacement at r under inner pressure p; its mean stress is the same everywhere. */
static double evaluate_lame_displacement(double p, double young, double nu, double r)
{
  const double a = pow(INNER, 3), b = pow(OUTER, 3);

  return p * a / (young * (b - a)) * ((1.0 - 2.0 * nu) * r + (1.0 + nu) * b / (2.0 * r * r));
}

// Volume mean of the mean stress, and how far it strays from it, as a root of a mean square.
static PetscErrorCode measure_mean_stress(const Specimen *specimen, double exact, double *mean,
                                          double *stray)
{
  double sum = 0.0, square = 0.0, volume = 0.0, all;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < specimen->mesh->n_cells_owned; e++) {
    MechanicsCell here;

    mechanics_cell(specimen->mechanics, e, &here);
    const double value = mat3_trace(here.stress) / 3.0, share = specimen->mesh->volume[e];

    sum += share * value;
    square += share * pow(value - exact, 2);
    volume += share;
  }
  PetscCall(specimen_sum(specimen, volume, &all));
  PetscCall(specimen_sum(specimen, sum, mean));
  PetscCall(specimen_sum(specimen, square, stray));
  *mean /= all;
  *stray = sqrt(*stray / all);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode inflate_sphere(MPI_Comm comm, int n, double pressure, double young,
                                     Specimen *specimen)
{
  const Hyperelastic law      = build_incompressible_law(young);
  const Box          box      = {.n = {n / 2, n, n}, .hi = {{1.0, 1.0, 1.0}}, .map = map_octant};
  Problems           problems = {0};
  MechanicsOutcome   outcome;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &box, MECHANICS_LINEAR, &law, NO_FIBRE, 1e-8, specimen));
  PetscCall(specimen_prescribe(specimen, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Y_MAX, true, false, false, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Z_MAX, true, false, false, NULL, NULL));
  PetscCall(mechanics_add_traction(specimen->mechanics, BOX_X_MIN, evaluate_pressure_load,
                                   &pressure, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_load(specimen, &outcome));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_sphere(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int    n        = request->coarse ? 6 : 12;
  const double band     = request->coarse ? 0.05 : 0.01;
  const double pressure = 1e3, young = 1e6, nu = 0.4999;
  const double exact = pressure * pow(INNER, 3) / (pow(OUTER, 3) - pow(INNER, 3));
  Specimen     specimen;
  double       inner, outer, mean, stray;

  PetscFunctionBeginUser;
  PetscCall(inflate_sphere(comm, n, pressure, young, &specimen));
  PetscCall(measure_probe(&specimen, select_inner_surface, &inner));
  PetscCall(measure_probe(&specimen, select_outer_surface, &outer));
  PetscCall(measure_mean_stress(&specimen, exact, &mean, &stray));
  PetscCall(verdicts_add(found, inner / evaluate_lame_displacement(pressure, young, nu, INNER),
                         1.0 - band, 1.0 + band, "",
                         "widening of the inside, of Lame's, %d x %d x %d bricks", n / 2, n, n));
  PetscCall(verdicts_add(found, outer / evaluate_lame_displacement(pressure, young, nu, OUTER),
                         1.0 - band, 1.0 + band, "", "widening of the outside, of Lame's"));
  PetscCall(verdicts_add(found, mean / exact, 1.0 - 2.0 * band, 1.0 + 2.0 * band, "",
                         "mean stress over the whole, of Lame's"));
  PetscCall(
    verdicts_report(found, stray / exact, "", "stray of the cells' mean stress, of Lame's"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}
