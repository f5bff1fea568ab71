// SPDX-License-Identifier: GPL-3.0-or-later
// Solids whose displacement is known exactly: homogeneous, manufactured, the derivative itself.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/base/units.h"
#include "sij/laws/elastic.h"

#include <math.h>

static const Vec3 NO_FIBRE = {{0.0, 0.0, 0.0}};

static Hyperelastic build_isotropic_law(double young, double poisson)
{
  const Elastic elastic = elastic_from(young, poisson);

  return (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
}

// A box of 162 tetrahedra, no two alike.
static const Box PATCH = {.n      = {3, 3, 3},
                          .lo     = {{0.0, 0.0, 0.0}},
                          .hi     = {{0.02, 0.03, 0.025}},
                          .jitter = 0.2};

static Vec3 evaluate_homogeneous(Vec3 x, const void *context)
{
  return mat3_times(*(const Mat3 *)context, x);
}

// Forces balance to 1e-12 of what the stiffest response makes of them; the softest amplifies what is left.
static double compute_balance_limit(const Hyperelastic *law)
{
  return 1e-12 * (1.0 + law->lambda / law->mu);
}

static PetscErrorCode judge_small_patch(MPI_Comm comm, double poisson, Verdicts *found)
{
  const Mat3         H       = {{{1e-3, -4e-4, 2e-4}, {5e-4, -8e-4, 7e-4}, {1e-4, 6e-4, 3e-4}}};
  const Hyperelastic law     = build_isotropic_law(1e6, poisson);
  const Elastic      elastic = {.mu = law.mu, .lambda = law.lambda};
  const Mat3         stress  = elastic_at(&elastic, H).stress;
  Specimen           specimen;
  MechanicsOutcome   outcome;
  double             u, s;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &PATCH, MECHANICS_LINEAR, &law, NO_FIBRE, 1e-12, &specimen));
  PetscCall(specimen_prescribe_all(&specimen, evaluate_homogeneous, &H));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(specimen_deviation(&specimen, evaluate_homogeneous, &H, &u));
  PetscCall(specimen_stress(&specimen, stress, &s));
  PetscCall(verdicts_add(found, u / (1e-3 * 0.03), 0.0, compute_balance_limit(&law), "",
                         "small strain, nu = %g: displacement off, of the largest", poisson));
  PetscCall(verdicts_add(found, s / sqrt(mat3_dot(stress, stress)), 0.0, 1e-9, "",
                         "small strain, nu = %g: stress off, of its norm", poisson));
  PetscCall(verdicts_add(found, outcome.iterations, 1.0, 1.0, "",
                         "small strain, nu = %g: iterations of Newton, held sides and all",
                         poisson));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What a law answers to F, as Cauchy's stress. */
static Mat3 evaluate_cauchy_stress(const Hyperelastic *law, Vec3 fibre, Mat3 F)
{
  SolidPoint at;

  if (!hyperelastic_at(law, fibre, F, &at)) return (Mat3){{{NAN}}};
  return mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(F),
                   mat3_product(at.stress, mat3_transpose(F)));
}

static PetscErrorCode judge_finite_patch(MPI_Comm comm, const char *what, double poisson, Mat3 F,
                                         Verdicts *found)
{
  const Mat3       H     = mat3_plus(F, -1.0, mat3_identity());
  const Vec3       fibre = vec3(0.6, 0.0, 0.8);
  Hyperelastic     law   = build_isotropic_law(1e6, poisson);
  Specimen         specimen;
  MechanicsOutcome outcome;
  double           u, s;

  PetscFunctionBeginUser;
  law.k_1 = 2e5;
  law.k_2 = 1.5;
  PetscCall(specimen_create(comm, &PATCH, MECHANICS_FINITE, &law, fibre, 1e-12, &specimen));
  PetscCall(specimen_prescribe_all(&specimen, evaluate_homogeneous, &H));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(specimen_deviation(&specimen, evaluate_homogeneous, &H, &u));
  PetscCall(specimen_stress(&specimen, evaluate_cauchy_stress(&law, fibre, F), &s));
  PetscCall(verdicts_add(found, u / (sqrt(mat3_dot(H, H)) * 0.03), 0.0, compute_balance_limit(&law),
                         "", "%s, nu = %g: displacement off, of the largest", what, poisson));
  PetscCall(verdicts_add(found, s / law.mu, 0.0, 1e-9, "",
                         "%s, nu = %g: stress off, of the shear modulus", what, poisson));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_patch(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Mat3 turn   = mat3_rotation(vec3(0.48, 0.6, 0.64), 1.0);
  const Mat3 strain = {{{1.2, 0.1, -0.15}, {0.05, 0.9, 0.2}, {0.1, -0.2, 1.1}}};

  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_small_patch(comm, 0.3, found));
  PetscCall(judge_small_patch(comm, 0.4999, found));
  PetscCall(judge_finite_patch(comm, "finite strain", 0.3, mat3_product(turn, strain), found));
  PetscCall(judge_finite_patch(comm, "finite strain", 0.49, strain, found));
  PetscCall(judge_finite_patch(comm, "turned by one radian", 0.49, turn, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** u_i = amplitude_i times sin in x_i and cos in the two others, of pi x / side. */
typedef struct {
  Elastic elastic;
  double  side;
  Vec3    amplitude; // m
} Wave;

static Vec3 evaluate_wave_shape(const Wave *wave, Vec3 x)
{
  const double k = SIJ_PI / wave->side;
  Vec3         shape;

  for (int i = 0; i < 3; i++)
    shape.x[i] = sin(k * x.x[i]) * cos(k * x.x[(i + 1) % 3]) * cos(k * x.x[(i + 2) % 3]);
  return shape;
}

static Vec3 evaluate_wave(Vec3 x, const void *context)
{
  const Wave *wave = context;
  Vec3        u    = evaluate_wave_shape(wave, x);

  for (int i = 0; i < 3; i++) u.x[i] *= wave->amplitude.x[i];
  return u;
}

// -Div stress: k^2 (3 mu amplitude_i + (lambda + mu) sum of amplitudes) times the shape.
static Vec3 evaluate_wave_force(Vec3 x, const void *context)
{
  const Wave  *wave = context;
  const double k = SIJ_PI / wave->side, *a = wave->amplitude.x;
  Vec3         force = evaluate_wave_shape(wave, x);

  for (int i = 0; i < 3; i++)
    force.x[i] *= k * k *
                  (3.0 * wave->elastic.mu * a[i] +
                   (wave->elastic.lambda + wave->elastic.mu) * (a[0] + a[1] + a[2]));
  return force;
}

static PetscErrorCode measure_wave_error(MPI_Comm comm, int n, const Wave *wave, double *error)
{
  const Box box = {.n = {n, n, n}, .hi = {{wave->side, wave->side, wave->side}}, .jitter = 0.15};
  const Hyperelastic law = {
    .mu = wave->elastic.mu, .lambda = wave->elastic.lambda, .prestretch = 1.0};
  Specimen         specimen;
  MechanicsOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &box, MECHANICS_LINEAR, &law, NO_FIBRE, 1e-9, &specimen));
  PetscCall(specimen_prescribe_all(&specimen, evaluate_wave, wave));
  PetscCall(mechanics_add_body_force(specimen.mechanics, evaluate_wave_force, wave));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(specimen_l2(&specimen, evaluate_wave, wave, error));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_wave_order(MPI_Comm comm, const VerifyRequest *request,
                                       const Wave *wave, double low, const char *what,
                                       Verdicts *found)
{
  static const int n[]  = {3, 6, 9};
  const int        most = request->coarse ? 1 : 3;
  double           size[3], error[3] = {0.0};

  PetscFunctionBeginUser;
  for (int k = 0; k < most; k++) {
    size[k] = 1e3 * wave->side / n[k];
    PetscCall(measure_wave_error(comm, n[k], wave, &error[k]));
  }
  PetscCall(verdicts_add(found, error[0] / 1e-5, 0.0, 0.1, "",
                         "%s: error on the coarsest mesh, of the amplitude", what));
  if (!request->coarse)
    PetscCall(verdicts_order(found, most, size, error, low, 4.0, "size of bricks [mm]", what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_manufactured(MPI_Comm comm, const VerifyRequest *request,
                                            Verdicts *found)
{
  const Wave compressible = {elastic_from(1e7, 0.3), 0.02, {{1e-5, 0.6e-5, -0.7e-5}}};
  const Wave nearly       = {elastic_from(1e7, 0.4999), 0.02, {{1e-5, -0.4e-5, -0.6e-5}}};

  PetscFunctionBeginUser;
  PetscCall(
    judge_wave_order(comm, request, &compressible, 2.8, "displacement [m], nu = 0.3", found));
  PetscCall(judge_wave_order(comm, request, &nearly, 1.8, "displacement [m], nu = 0.4999", found));
  PetscCall(verdicts_note(found,
                          "Order 3 where the pressure is pointwise; where it is that of the mean "
                          "dilation of each element, order 2 is what constant pressures allow."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Two layers of bone with fat between them, one held, the other pressed towards it with slipping
// sides: stress along x is the same in all, strain is stress over lambda + 2 mu.
static const double THICK = 0.02, BONE_ENDS = 0.25, BONE_BEGINS = 0.75; // of the thickness

static int select_layer(Vec3 x)
{
  return x.x[0] < BONE_ENDS * THICK     ? SPECIMEN_BONE_1
         : x.x[0] > BONE_BEGINS * THICK ? SPECIMEN_BONE_2
                                        : SPECIMEN_SOFT;
}

typedef struct {
  Elastic fat, bone;
  double  stress; // Pa
} Layers;

static double compute_compliance(const Elastic *elastic)
{
  return 1.0 / (elastic->lambda + 2.0 * elastic->mu);
}

static Vec3 evaluate_pressed_layers(Vec3 x, const void *context)
{
  const Layers *of = context;
  const double  middle =
    fmin(fmax(x.x[0] - BONE_ENDS * THICK, 0.0), (BONE_BEGINS - BONE_ENDS) * THICK);

  return vec3(of->stress * (middle * compute_compliance(&of->fat) +
                            (x.x[0] - middle) * compute_compliance(&of->bone)),
              0.0, 0.0);
}

static Vec3 evaluate_traction(Vec3 x, const void *context)
{
  (void)x;
  return vec3(((const Layers *)context)->stress, 0.0, 0.0);
}

static PetscErrorCode judge_pressed_layers(MPI_Comm comm, int n, const Layers *of, Verdicts *found)
{
  const Box box = {
    .n = {n, n, n}, .hi = {{THICK, THICK, THICK}}, .jitter = 0.15, .region_at = select_layer};
  const Hyperelastic fat      = {.mu = of->fat.mu, .lambda = of->fat.lambda, .prestretch = 1.0};
  const Hyperelastic bone     = {.mu = of->bone.mu, .lambda = of->bone.lambda, .prestretch = 1.0};
  const double       most     = fabs(of->stress) * compute_compliance(&of->fat) * THICK / 2.0;
  Problems           problems = {0};
  Specimen           specimen;
  MechanicsOutcome   outcome;
  double             off;

  PetscFunctionBeginUser;
  PetscCall(specimen_create_with_bone(comm, &box, MECHANICS_LINEAR, &fat, &bone, 1e-8, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Y_MAX, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Z_MAX, false, false, true, NULL, NULL));
  PetscCall(
    mechanics_add_traction(specimen.mechanics, BOX_X_MAX, evaluate_traction, of, &problems));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(specimen_deviation(&specimen, evaluate_pressed_layers, of, &off));
  PetscCall(verdicts_add(found, off / most, 0.0, 1e-8, "",
                         "%d^3 bricks: displacement off, of the largest", n));
  PetscCall(verdicts_add(found, outcome.linear_iterations, 1.0, 40.0, "",
                         "%d^3 bricks: iterations of the linear solver to 1e-8", n));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_contrast(MPI_Comm comm, const VerifyRequest *request,
                                        Verdicts *found)
{
  const Layers of = {elastic_from(2e4, 0.45), elastic_from(17e9, 0.3), -1e3};

  PetscFunctionBeginUser;
  PetscCall(judge_pressed_layers(comm, 4, &of, found));
  if (!request->coarse) PetscCall(judge_pressed_layers(comm, 8, &of, found));
  if (!request->coarse) PetscCall(judge_pressed_layers(comm, 12, &of, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
