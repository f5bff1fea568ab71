// SPDX-License-Identifier: GPL-3.0-or-later
// Finite strain: fibres along a strip against a closed form, a bent strip against another program, what is reported
// where a load cannot be borne, and the rigid motion of one bone against another.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/base/units.h"
#include "sij/laws/elastic.h"

#include <math.h>
#include <string.h>

static Hyperelastic build_ligament_law(double poisson)
{
  const Elastic elastic = elastic_from(2e6, poisson);

  return (Hyperelastic){
    .mu = elastic.mu, .lambda = elastic.lambda, .k_1 = 5e6, .k_2 = 3.0, .prestretch = 1.03};
}

static const Box  STRIP = {.n = {4, 2, 2}, .hi = {{0.02, 0.006, 0.004}}, .jitter = 0.15};
static const Box  SHORT = {.n = {2, 1, 1}, .hi = {{0.008, 0.006, 0.004}}};
static const Vec3 ALONG = {{1.0, 0.0, 0.0}};

/** Nominal stress along and across a bar stretched by `along` with its fibres and by `across`. */
typedef struct {
  double along, across;
} Nominal;

static Nominal evaluate_nominal_stress(const Hyperelastic *law, double along, double across)
{
  const double J = along * across * across, s = law->prestretch;
  const double pressure = 0.5 * law->lambda * (J - 1.0 / J);
  const double E        = s * s * along * along - 1.0;
  const double pull = E > 0.0 ? 2.0 * s * s * law->k_1 * E * exp(law->k_2 * E * E) * along : 0.0;

  return (Nominal){.along  = law->mu * (along - 1.0 / along) + pressure * J / along + pull,
                   .across = law->mu * (across - 1.0 / across) + pressure * J / across};
}

// Width at which nothing pulls across. Stress across rises with the width.
static double solve_free_width(const Hyperelastic *law, double along)
{
  double low = 0.5, high = 2.0;

  for (int k = 0; k < 60; k++) {
    const double middle = 0.5 * (low + high);

    if (evaluate_nominal_stress(law, along, middle).across > 0.0) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}

// Length at which nothing pulls at all: pre-stretched fibres shorten a free bar.
static double solve_free_length(const Hyperelastic *law)
{
  double low = 0.8, high = 1.2;

  for (int k = 0; k < 60; k++) {
    const double middle = 0.5 * (low + high);

    if (evaluate_nominal_stress(law, middle, solve_free_width(law, middle)).along > 0.0)
      high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}

static Vec3 evaluate_stretch(Vec3 x, const void *context)
{
  const Nominal *stretch = context;

  return vec3((stretch->along - 1.0) * x.x[0], (stretch->across - 1.0) * x.x[1],
              (stretch->across - 1.0) * x.x[2]);
}

static PetscErrorCode create_strip(MPI_Comm comm, const Hyperelastic *law, Specimen *specimen)
{
  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &STRIP, MECHANICS_FINITE, law, ALONG, 1e-11, specimen));
  PetscCall(specimen_prescribe(specimen, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(specimen, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_pulled_strip(MPI_Comm comm, const char *what, double poisson,
                                         double along, Verdicts *found)
{
  const Hyperelastic law   = build_ligament_law(poisson);
  const Nominal      exact = {along, solve_free_width(&law, along)};
  const double       area  = STRIP.hi.x[1] * STRIP.hi.x[2];
  Specimen           specimen;
  MechanicsOutcome   outcome;
  Vec3               force;
  double             off;

  PetscFunctionBeginUser;
  PetscCall(create_strip(comm, &law, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, false, false, evaluate_stretch, &exact));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MAX, &force));
  PetscCall(specimen_deviation(&specimen, evaluate_stretch, &exact, &off));
  PetscCall(verdicts_add(
    found,
    force.x[0] / (area * evaluate_nominal_stress(&law, exact.along, exact.across).along) - 1.0,
    -1e-8, 1e-8, "", "%s, nu = %g: force off the closed form's", what, poisson));
  PetscCall(verdicts_add(found, off / STRIP.hi.x[0], 0.0, 1e-8, "",
                         "%s, nu = %g: displacement off, of the length", what, poisson));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_free_strip(MPI_Comm comm, double poisson, Verdicts *found)
{
  const Hyperelastic law    = build_ligament_law(poisson);
  const double       length = solve_free_length(&law);
  const Nominal      exact  = {length, solve_free_width(&law, length)};
  Specimen           specimen;
  MechanicsOutcome   outcome;
  double             off;

  PetscFunctionBeginUser;
  PetscCall(create_strip(comm, &law, &specimen));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(specimen_deviation(&specimen, evaluate_stretch, &exact, &off));
  PetscCall(verdicts_report(found, 100.0 * (1.0 - length), "%",
                            "pre-stretch of 3 %% shortens a free strip by"));
  PetscCall(verdicts_add(found, off / (STRIP.hi.x[0] * (1.0 - length)), 0.0, 1e-8, "",
                         "pre-stretched and free, nu = %g: displacement off, of the shortening",
                         poisson));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_fibre(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_pulled_strip(comm, "stretched by 12 %", 0.3, 1.12, found));
  PetscCall(judge_pulled_strip(comm, "stretched by 12 %", 0.49, 1.12, found));
  PetscCall(judge_pulled_strip(comm, "shortened by 15 %, fibres slack", 0.3, 0.85, found));
  PetscCall(judge_free_strip(comm, 0.3, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Displacement of the vertex at x, which one rank owns.
static PetscErrorCode read_displacement(const Specimen *specimen, Vec3 x, Vec3 *u)
{
  const double(*here)[3] = mechanics_displacement(specimen->mechanics);
  Vec3 own               = vec3(0.0, 0.0, 0.0);

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < specimen->mesh->n_owned; i++) {
    const double *at = specimen->mesh->x[i];

    if (vec3_distance(vec3(at[0], at[1], at[2]), x) < 1e-9)
      own = vec3(here[i][0], here[i][1], here[i][2]);
  }
  PetscCallMPI(MPI_Allreduce(own.x, u->x, 3, MPI_DOUBLE, MPI_SUM, specimen->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_shear(Vec3 x, const void *context)
{
  (void)x;
  return vec3(0.0, 0.0, *(const double *)context);
}

static PetscErrorCode bend_strip(MPI_Comm comm, const int n[3], Vec3 *high, Vec3 *low)
{
  const Hyperelastic law      = build_ligament_law(0.3);
  const Box          box      = {.n = {n[0], n[1], n[2]}, .hi = STRIP.hi};
  const double       stress   = 1e5;
  const LoadFactor   tension  = {1.0, 0.0};
  Problems           problems = {0};
  Specimen           specimen;
  MechanicsOutcome   outcome;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &box, MECHANICS_FINITE, &law, ALONG, 1e-8, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscCall(
    mechanics_add_traction(specimen.mechanics, BOX_X_MAX, evaluate_shear, &stress, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(mechanics_advance(specimen.mechanics, tension, &outcome));
  PetscCheck(outcome.reached, comm, PETSC_ERR_NOT_CONVERGED, "tension: %s", outcome.reason);
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(read_displacement(&specimen, STRIP.hi, high));
  PetscCall(read_displacement(&specimen, vec3(STRIP.hi.x[0], 0.0, 0.0), low));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_bent(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int    n[3] = {request->coarse ? 6 : 12, request->coarse ? 2 : 4, request->coarse ? 2 : 3};
  const double band = request->coarse ? 0.02 : 0.01;
  const Vec3   exact[2] = {vec3(-9.834e-3, 0.0, 12.432e-3), vec3(-6.356e-3, 0.0, 14.348e-3)};
  Vec3         u[2];

  PetscFunctionBeginUser;
  PetscCall(bend_strip(comm, n, &u[0], &u[1]));
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < 3; i += 2) {
      const double wanted = 1e3 * exact[k].x[i], off = band * fabs(wanted);

      PetscCall(verdicts_add(found, 1e3 * u[k].x[i], wanted - off, wanted + off, "mm",
                             "%s corner of the end %s", k == 0 ? "upper" : "lower",
                             i == 0 ? "along the strip" : "across it"));
    }
  PetscCall(
    verdicts_note(found,
                  "%d x %d x %d bricks; 0.1 MPa of shear on the end of 20 x 6 x 4 mm. Reference: "
                  "quadratic tetrahedra of FEniCSx 0.5, 16 x 6 x 6 bricks, another "
                  "quadrature, direct solver.",
                  n[0], n[1], n[2]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One end goes to `along` of the length and the other is held; or all sides go along with it.
static PetscErrorCode press_strip(MPI_Comm comm, double along, bool confined,
                                  MechanicsOutcome *outcome)
{
  const Hyperelastic law   = build_ligament_law(0.45);
  const Nominal      exact = {along, 1.0};
  Specimen           specimen;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, confined ? &SHORT : &STRIP, MECHANICS_FINITE, &law, ALONG, 1e-8,
                            &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, true, true, evaluate_stretch, &exact));
  if (confined) PetscCall(specimen_prescribe_all(&specimen, evaluate_stretch, &exact));
  PetscCall(mechanics_advance(specimen.mechanics, (LoadFactor){1.0, 1.0}, outcome));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Pushed from 1 to -0.2 of its length a confined strip is flat at 5/6 of the way.
PetscErrorCode mechanics_check_steps(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  MechanicsOutcome far, through, free_sides;

  PetscFunctionBeginUser;
  (void)request;
  PetscCall(press_strip(comm, 2.0, false, &far));
  PetscCall(verdicts_add(found, far.reached, 1.0, 1.0, "",
                         "a strip stretched to twice its length arrives"));
  PetscCall(verdicts_add(found, far.cuts, 1.0, 20.0, "", "steps that were cut on the way"));
  PetscCall(verdicts_report(found, far.steps, "", "steps it took"));
  PetscCall(verdicts_report(found, far.iterations, "", "iterations of Newton"));
  PetscCall(press_strip(comm, -0.2, true, &through));
  PetscCall(verdicts_add(found, through.reached, 0.0, 0.0, "",
                         "a confined strip pushed through itself arrives"));
  PetscCall(verdicts_add(found, through.factor.load, 0.8, 5.0 / 6.0, "",
                         "share of the way at which it stops"));
  PetscCall(verdicts_add(
    found, strstr(through.reason, " in fat at (") != NULL, 1.0, 1.0, "",
    "it says where: an inverted element, or the most compressed of a body that buckles"));
  PetscCall(press_strip(comm, -0.2, false, &free_sides));
  PetscCall(verdicts_add(found, free_sides.reached, 0.0, 0.0, "", "with free sides it arrives"));
  PetscCall(verdicts_note(found, "What is said: %s.", through.reason));
  PetscCall(verdicts_note(found, "With free sides: %s.", free_sides.reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Two blocks of bone with fat between them. The left one is turned by 10 degrees about an axis of
// its own, the right one goes with it and beyond that by 3 degrees about an oblique axis with a
// shift along it.

static int select_block(Vec3 x)
{
  return x.x[0] < 0.006 ? SPECIMEN_BONE_1 : x.x[0] > 0.014 ? SPECIMEN_BONE_2 : SPECIMEN_SOFT;
}

static Vec3 apply_screw(Vec3 x, Vec3 axis, Vec3 pivot, double angle, double shift)
{
  const Vec3 about = mat3_times(mat3_rotation(axis, angle), vec3_difference(x, pivot));

  return vec3_sum(vec3_sum(pivot, about), vec3_scaled(axis, shift));
}

static const Vec3 NUTATION = {{0.8, 0.0, 0.6}};
static const Vec3 PIVOT    = {{0.012, 0.001, 0.003}};

static Vec3 evaluate_frame_motion(Vec3 x, const void *context)
{
  (void)context;
  return vec3_difference(
    apply_screw(x, vec3(0.0, 1.0, 0.0), vec3(0.0, 0.0, 0.0), 10.0 * UNIT_DEGREE, 0.0), x);
}

static Vec3 evaluate_body_motion(Vec3 x, const void *context)
{
  const Vec3 within = apply_screw(x, NUTATION, PIVOT, 3.0 * UNIT_DEGREE, 2e-4);

  (void)context;
  return vec3_sum(evaluate_frame_motion(within, NULL), vec3_difference(within, x));
}

PetscErrorCode mechanics_check_motion(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Elastic      soft = elastic_from(1e5, 0.4), hard = elastic_from(17e9, 0.3);
  const Hyperelastic fat  = {.mu = soft.mu, .lambda = soft.lambda, .prestretch = 1.0};
  const Hyperelastic bone = {.mu = hard.mu, .lambda = hard.lambda, .prestretch = 1.0};
  const Box        box = {.n = {10, 3, 2}, .hi = {{0.02, 0.006, 0.004}}, .region_at = select_block};
  Specimen         specimen;
  MechanicsOutcome outcome;
  RigidMotion      sacrum, ilium;
  bool             there[2];

  PetscFunctionBeginUser;
  (void)request;
  PetscCall(specimen_create_with_bone(comm, &box, MECHANICS_FINITE, &fat, &bone, 1e-13, &specimen));
  PetscCall(
    specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, evaluate_frame_motion, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, true, true, evaluate_body_motion, NULL));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_motion(specimen.mechanics, SPECIMEN_BONE_1, &sacrum, &there[0]));
  PetscCall(mechanics_motion(specimen.mechanics, SPECIMEN_BONE_2, &ilium, &there[1]));
  PetscCall(verdicts_add(found, there[0] && there[1], 1.0, 1.0, "", "both bones are there"));
  const RigidMotion against = rigid_relative(&ilium, &sacrum);
  const Vec3        apart   = vec3_difference(rigid_pivot(&against), PIVOT);
  const Vec3        way     = vec3_difference(against.to, against.from);

  PetscCall(
    verdicts_add(found, sacrum.angle / UNIT_DEGREE, 9.999, 10.001, "deg", "turn of the frame"));
  PetscCall(verdicts_add(found, against.angle / UNIT_DEGREE, 2.999, 3.001, "deg",
                         "turn of the body in it"));
  PetscCall(verdicts_add(found, vec3_dot(against.axis, NUTATION), 1.0 - 1e-6, 1.0 + 1e-9, "",
                         "cosine between its axis and what it should be"));
  PetscCall(verdicts_add(found, 1e3 * vec3_norm(vec3_cross(apart, NUTATION)), 0.0, 0.01, "mm",
                         "distance of its axis from where it should be"));
  PetscCall(verdicts_add(found, 1e3 * vec3_dot(way, against.axis), 0.199, 0.201, "mm",
                         "shift along the axis"));
  PetscCall(verdicts_add(found, ilium.residual, 0.0, 1e-8, "m", "what is not rigid of the body"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}
