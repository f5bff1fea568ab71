// SPDX-License-Identifier: GPL-3.0-or-later
// A film of fluid between two bones: its normal, its force when pressed, and what shear it bears.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/base/units.h"
#include "sij/fem/layer_normal.h"
#include "sij/laws/elastic.h"

#include <math.h>

static const double LOW = 0.006, HIGH = 0.010; // where the slab begins and ends along x       m

static int select_layer(Vec3 x)
{
  return x.x[0] < LOW ? SPECIMEN_BONE_1 : x.x[0] > HIGH ? SPECIMEN_BONE_2 : SPECIMEN_FILM;
}

static const Box FLAT = {.n         = {8, 4, 4},
                         .hi        = {{0.016, 0.02, 0.02}},
                         .jitter    = 0.2,
                         .region_at = select_layer};

// Bends x into the radius and y into the angle about an axis 20 mm off: x = 0 becomes a cylinder.
static const double AXIS = 0.02;

static Vec3 bend_box(Vec3 x)
{
  const double radius = AXIS + x.x[0], angle = x.x[1] / AXIS;

  return vec3(radius * cos(angle), radius * sin(angle), x.x[2]);
}

static const Box BENT = {.n         = {8, 6, 4},
                         .hi        = {{0.016, 0.02, 0.02}},
                         .jitter    = 0.2,
                         .region_at = select_layer,
                         .map       = bend_box};

static Hyperelastic build_bone_law(void)
{
  const Elastic elastic = elastic_from(1e8, 0.3);

  return (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
}

static const Hyperelastic GROUND = {.mu = 2e3, .lambda = 2e4, .prestretch = 1.0};
static const Hyperelastic WET    = {.mu         = 2e3,
                                    .lambda     = 2e4,
                                    .prestretch = 1.0,
                                    .film       = 1e7,
                                    .suction    = 95e3};

/** Bones with fluid between them, its normals found; none of them if the slab is dry. */
static PetscErrorCode create_slab(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                                  const Hyperelastic *law, Specimen *specimen)
{
  const Hyperelastic hard     = build_bone_law();
  Problems           problems = {0};

  PetscFunctionBeginUser;
  PetscCall(specimen_create_with_bone(comm, box, strain, law, &hard, 1e-10, specimen));
  PetscCall(layer_normal(specimen->mesh, SPECIMEN_FILM, SPECIMEN_BONE_1, SPECIMEN_BONE_2,
                         specimen->fibre, &problems));
  PetscCheck(problems.count == 0, comm, PETSC_ERR_PLIB, "%s", problems.sentence[0]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 compute_centroid(const Mesh *mesh, PetscInt cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++)
    for (int i = 0; i < 3; i++) sum.x[i] += 0.25 * mesh->x[mesh->cell[cell][a]][i];
  return sum;
}

/** Largest and mean angle between the normals found and those of the box [rad]; 4 where there is none. */
static PetscErrorCode measure_normals(const Specimen *specimen, bool bent, double *largest,
                                      double *mean)
{
  const Mesh *mesh = specimen->mesh;
  double      own = 0.0, sum = 0.0, n = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    const Vec3   at = compute_centroid(mesh, e), out = vec3_unit(vec3(at.x[0], at.x[1], 0.0));
    const Vec3   right = bent ? out : vec3(1.0, 0.0, 0.0), found = specimen->fibre[e];
    const bool   is_film = mesh->region[e] == SPECIMEN_FILM;
    const double angle   = atan2(vec3_norm(vec3_cross(found, right)), vec3_dot(found, right));
    const double off     = is_film == (fabs(vec3_norm(found) - 1.0) < 1e-12) ? angle : 4.0;

    if (!is_film) continue;
    own = isnan(off) ? (double)INFINITY : fmax(own, off);
    sum += off;
    n++;
  }
  PetscCall(specimen_max(specimen, own, largest));
  PetscCall(specimen_sum(specimen, sum, mean));
  PetscCall(specimen_sum(specimen, n, &sum));
  *mean /= sum;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_normals(MPI_Comm comm, Verdicts *found)
{
  const double degree = SIJ_PI / 180.0;
  Specimen     flat, bent;
  double       most, mean;

  PetscFunctionBeginUser;
  PetscCall(create_slab(comm, &FLAT, MECHANICS_LINEAR, &WET, &flat));
  PetscCall(measure_normals(&flat, false, &most, &mean));
  PetscCall(
    verdicts_add(found, most / degree, 0.0, 1e-8, "deg", "flat slab: largest error of a normal"));
  PetscCall(create_slab(comm, &BENT, MECHANICS_LINEAR, &WET, &bent));
  PetscCall(measure_normals(&bent, true, &most, &mean));
  PetscCall(verdicts_add(found, most / degree, 0.0, 15.0, "deg",
                         "slab bent about an axis, 10 degrees a brick: largest error"));
  PetscCall(verdicts_add(found, mean / degree, 0.0, 4.0, "deg", "and mean error"));
  PetscCall(specimen_destroy(&flat));
  PetscCall(specimen_destroy(&bent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double evaluate_film_stress(const Hyperelastic *law, MechanicsStrain strain, double e)
{
  const bool parted = e > 0.0 && law->suction > 0.0 && strain != MECHANICS_LINEAR;

  return law->film * e / (parted ? 1.0 + law->film * e / law->suction : 1.0);
}

/** Nominal stress of a layer confined at its sides and stretched to `along`. A film has no finite strain. */
static double evaluate_confined_stress(const Hyperelastic *law, MechanicsStrain strain,
                                       double along)
{
  const double e      = along - 1.0;
  const double ground = strain == MECHANICS_FINITE && !(law->film > 0.0)
                          ? (law->mu + 0.5 * law->lambda) * (along - 1.0 / along)
                          : (law->lambda + 2.0 * law->mu) * e;

  return ground + evaluate_film_stress(law, strain, e);
}

static double solve_stretch(const Hyperelastic *law, MechanicsStrain strain, double stress)
{
  double low = 0.1, high = 3.0;

  for (int k = 0; k < 80; k++) {
    const double middle = 0.5 * (low + high);

    if (evaluate_confined_stress(law, strain, middle) > stress) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}

static Vec3 evaluate_shift(Vec3 x, const void *context)
{
  (void)x;
  return vec3(*(const double *)context, 0.0, 0.0);
}

// Sides slip, so that every layer is confined; the end goes as far as brings the film to `along`.
static PetscErrorCode judge_pressed_film(MPI_Comm comm, MechanicsStrain strain, double along,
                                         Verdicts *found)
{
  static const char *const NAME[] = {"linear", "small", "finite"};

  const Hyperelastic hard   = build_bone_law();
  const double       stress = evaluate_confined_stress(&WET, strain, along);
  const double       thick = HIGH - LOW, rest = FLAT.hi.x[0] - thick;
  const double way = (along - 1.0) * thick + (solve_stretch(&hard, strain, stress) - 1.0) * rest;
  Specimen     specimen;
  MechanicsOutcome outcome;
  Vec3             force;

  PetscFunctionBeginUser;
  PetscCall(create_slab(comm, &FLAT, strain, &WET, &specimen));
  for (int axis = 1; axis < 3; axis++)
    for (int side = 0; side < 2; side++) {
      static const int of[2][2] = {{BOX_Y_MIN, BOX_Y_MAX}, {BOX_Z_MIN, BOX_Z_MAX}};

      PetscCall(
        specimen_prescribe(&specimen, of[axis - 1][side], false, axis == 1, axis == 2, NULL, NULL));
    }
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, false, false, evaluate_shift, &way));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MAX, &force));
  PetscCall(verdicts_add(found, force.x[0] / (stress * FLAT.hi.x[1] * FLAT.hi.x[2]) - 1.0, -1e-8,
                         1e-8, "", "%s strain, film at %g of its thickness: force off",
                         NAME[strain], along));
  PetscCall(verdicts_add(found, outcome.cuts, 0.0, 0.0, "",
                         "%s strain, film at %g of its thickness: steps that were cut",
                         NAME[strain], along));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** One bone goes along the slab by twice its thickness. */
static Vec3 evaluate_slide(Vec3 x, const void *context)
{
  (void)context;
  return vec3(0.0, 2.0 * fmin(fmax(x.x[0] - LOW, 0.0), HIGH - LOW), 0.0);
}

// The bones stay as they are: all that pulls is the slab, which has the stress of its ground at rest.
static PetscErrorCode judge_slide(MPI_Comm comm, Verdicts *found)
{
  const double volume = (HIGH - LOW) * FLAT.hi.x[1] * FLAT.hi.x[2];
  const Mat3   shear  = {{{0.0, 0.0, 0.0}, {2.0, 0.0, 0.0}, {0.0, 0.0, 0.0}}};
  Mat3         sum;
  Specimen     specimen;
  SolidPoint   ground;

  PetscFunctionBeginUser;
  hyperelastic_linear(&GROUND, vec3(0.0, 0.0, 0.0), shear, &ground);
  PetscCall(create_slab(comm, &FLAT, MECHANICS_FINITE, &WET, &specimen));
  PetscCall(specimen_virial(&specimen, evaluate_slide, NULL, &sum));
  sum = mat3_plus(sum, -volume, ground.stress);
  PetscCall(verdicts_add(found, sqrt(mat3_dot(sum, sum)) / volume / WET.mu, 0.0, 1e-8, "",
                         "slid by twice its thickness: stress off that of the ground, "
                         "of its shear modulus"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One bone comes nearer to the other, from all along the bend.
static Vec3 evaluate_closing(Vec3 x, const void *context)
{
  const double way = *(const double *)context / hypot(x.x[0], x.x[1]);

  return vec3(-way * x.x[0], -way * x.x[1], 0.0);
}

static PetscErrorCode press_bent_slab(MPI_Comm comm, MechanicsStrain strain,
                                      MechanicsOutcome *outcome, double *force)
{
  const Hyperelastic thin = {
    .mu = 500.0, .prestretch = 1.0, .film = WET.film, .suction = WET.suction};
  const double way = 0.1 * (HIGH - LOW);
  Specimen     specimen;
  Vec3         pull;

  PetscFunctionBeginUser;
  PetscCall(create_slab(comm, &BENT, strain, &thin, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, true, true, evaluate_closing, &way));
  PetscCall(specimen_load(&specimen, outcome));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MIN, &pull));
  *force = vec3_norm(pull);
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// From cell to cell normals differ, so pressed cells push each other along the slab, where the ground hardly holds
// them: they turn over.
static PetscErrorCode judge_bent_slab(MPI_Comm comm, Verdicts *found)
{
  double           small, finite;
  MechanicsOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(press_bent_slab(comm, MECHANICS_SMALL, &outcome, &small));
  PetscCall(press_bent_slab(comm, MECHANICS_FINITE, &outcome, &finite));
  PetscCall(verdicts_add(found, outcome.cuts, 0.0, 0.0, "",
                         "finite strain, bent slab pressed by a tenth: steps that were cut"));
  PetscCall(
    verdicts_add(found, outcome.iterations, 2.0, 6.0, "", "bent slab: iterations of Newton"));
  PetscCall(verdicts_add(found, finite / small - 1.0, -1e-3, 1e-3, "",
                         "bent slab: force off that of small strain"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_film(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_normals(comm, found));
  PetscCall(judge_pressed_film(comm, MECHANICS_LINEAR, 0.99, found));
  for (int k = 0; k < 2; k++) {
    const MechanicsStrain strain = k ? MECHANICS_FINITE : MECHANICS_SMALL;

    PetscCall(judge_pressed_film(comm, strain, 0.8, found));
    PetscCall(judge_pressed_film(comm, strain, 1.2, found));
  }
  PetscCall(judge_slide(comm, found));
  PetscCall(judge_bent_slab(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
