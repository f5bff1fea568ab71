// SPDX-License-Identifier: GPL-3.0-or-later
// Small strain against finite strain, whose linearisation it is: fibres, pre-stretch, reported fibre stress.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/laws/elastic.h"

#include <math.h>

static const Box  CUBE  = {.n = {3, 3, 3}, .hi = {{0.02, 0.03, 0.025}}, .jitter = 0.2};
static const Box  STRIP = {.n = {4, 2, 2}, .hi = {{0.02, 0.006, 0.004}}, .jitter = 0.15};
static const Vec3 FIBRE = {{0.6, 0.0, 0.8}};

static Hyperelastic build_ligament_law(double poisson, double prestretch)
{
  const Elastic elastic = elastic_from(2e6, poisson);

  return (Hyperelastic){
    .mu = elastic.mu, .lambda = elastic.lambda, .k_1 = 5e6, .k_2 = 3.0, .prestretch = prestretch};
}

static Vec3 evaluate_homogeneous(Vec3 x, const void *context)
{
  return mat3_times(*(const Mat3 *)context, x);
}

/** Largest stress of fibres of any cell minus `stress`. */
static PetscErrorCode measure_fibre_deviation(const Specimen *specimen, double stress,
                                              double *largest)
{
  double own = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < specimen->mesh->n_cells_owned; e++) {
    MechanicsCell mean;

    mechanics_cell(specimen->mechanics, e, &mean);
    const double off = fabs(mean.fibre_stress - stress);

    own = isnan(off) ? (double)INFINITY : fmax(own, off);
  }
  PetscCall(specimen_max(specimen, own, largest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_patch(MPI_Comm comm, double poisson, double prestretch, Verdicts *found)
{
  const Mat3         H    = {{{1e-3, -4e-4, 2e-4}, {5e-4, -8e-4, 7e-4}, {1e-4, 6e-4, 3e-4}}};
  const Hyperelastic law  = build_ligament_law(poisson, prestretch);
  const double       pull = hyperelastic_linear_fibre_stress(&law, FIBRE, H);
  Mat3               stress;
  SolidPoint         at;
  Specimen           specimen;
  MechanicsOutcome   outcome;
  double             u, s, p;

  PetscFunctionBeginUser;
  hyperelastic_linear(&law, FIBRE, H, &at);
  stress = hyperelastic_small_cauchy(&law, FIBRE, H, at.stress);
  PetscCall(specimen_create(comm, &CUBE, MECHANICS_LINEAR, &law, FIBRE, 1e-12, &specimen));
  PetscCall(specimen_prescribe_all(&specimen, evaluate_homogeneous, &H));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(specimen_deviation(&specimen, evaluate_homogeneous, &H, &u));
  PetscCall(specimen_stress(&specimen, stress, &s));
  PetscCall(measure_fibre_deviation(&specimen, pull, &p));
  PetscCall(verdicts_add(found, u / (1e-3 * 0.03), 0.0, 1e-8, "",
                         "patch, nu = %g, pre-stretch %g: displacement off, of the largest",
                         poisson, prestretch));
  PetscCall(verdicts_add(found, s / sqrt(mat3_dot(stress, stress)), 0.0, 1e-8, "",
                         "patch, nu = %g, pre-stretch %g: stress off, of its norm", poisson,
                         prestretch));
  PetscCall(verdicts_add(found, p / fabs(pull), 0.0, 1e-8, "",
                         "patch, nu = %g, pre-stretch %g: stress of the fibres off", poisson,
                         prestretch));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_end_displacement(Vec3 x, const void *context)
{
  const double size = *(const double *)context;

  (void)x;
  return vec3(size * 1.0, size * 0.3, size * -0.2);
}

/** A strip whose end moves by `size`, its fibres slack by nothing, or pre-stretched by size / length. */
typedef struct {
  double poisson, size;
  bool   prestretched;
} Strip;

static PetscErrorCode measure_force(MPI_Comm comm, MechanicsStrain strain, const Strip *of,
                                    Vec3 *force)
{
  const double       prestretch = of->prestretched ? 1.0 + of->size / STRIP.hi.x[0] : 1.0;
  const Hyperelastic law        = build_ligament_law(of->poisson, prestretch);
  Specimen           specimen;
  MechanicsOutcome   outcome;

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &STRIP, strain, &law, vec3(1.0, 0.0, 0.0), 1e-12, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, true, true, evaluate_end_displacement,
                               &of->size));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MAX, force));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_small_against_finite(MPI_Comm comm, MechanicsStrain strain,
                                                 double poisson, bool prestretched, Verdicts *found)
{
  const char *how  = prestretched ? "pre-stretched" : "not pre-stretched";
  const char *name = strain == MECHANICS_SMALL ? "small strain" : "linear";
  double      gap[2];

  PetscFunctionBeginUser;
  for (int k = 0; k < 2; k++) {
    const Strip of = {.poisson = poisson, .size = 4e-5 / (1 + k), .prestretched = prestretched};
    Vec3        small, finite;

    PetscCall(measure_force(comm, strain, &of, &small));
    PetscCall(measure_force(comm, MECHANICS_FINITE, &of, &finite));
    gap[k] = vec3_distance(small, finite);
    if (k == 1)
      PetscCall(verdicts_add(found, gap[k] / vec3_norm(finite), 0.0, 0.02, "",
                             "%s, strip, %s, nu = %g: force off that of finite strain", name, how,
                             poisson));
  }
  PetscCall(verdicts_add(found, log2(gap[0] / gap[1]), 1.9, 2.1, "",
                         "%s, strip, %s, nu = %g: order in the load of what is left", name, how,
                         poisson));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Force of a stretched ligament from the stress of its fibres: sum over cells at present, over its
 * length. */
static PetscErrorCode judge_ligament_force(MPI_Comm comm, Verdicts *found)
{
  const Mat3         H   = {{{0.1, 0.0, 0.0}, {0.0, -0.03, 0.0}, {0.0, 0.0, -0.04}}};
  const Hyperelastic law = build_ligament_law(0.3, 1.03);
  const double       E   = pow(1.03 * 1.1, 2) - 1.0;
  const double       pull =
    2.0 * law.k_1 * pow(1.03, 2) * E * exp(law.k_2 * E * E) * 1.1 * STRIP.hi.x[1] * STRIP.hi.x[2];
  Specimen         specimen;
  MechanicsOutcome outcome;
  double           own = 0.0, all;

  PetscFunctionBeginUser;
  PetscCall(
    specimen_create(comm, &STRIP, MECHANICS_FINITE, &law, vec3(1.0, 0.0, 0.0), 1e-10, &specimen));
  PetscCall(specimen_prescribe_all(&specimen, evaluate_homogeneous, &H));
  PetscCall(specimen_load(&specimen, &outcome));
  for (PetscInt e = 0; e < specimen.mesh->n_cells_owned; e++) {
    MechanicsCell mean;

    mechanics_cell(specimen.mechanics, e, &mean);
    own += mean.fibre_stress * mean.dilation * specimen.mesh->volume[e];
  }
  PetscCall(specimen_sum(&specimen, own, &all));
  PetscCall(verdicts_add(found, all / (1.1 * STRIP.hi.x[0]) / pull - 1.0, -1e-9, 1e-9, "",
                         "ligament stretched by 10 %%: force of its fibres off"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_linearised(MPI_Comm comm, const VerifyRequest *request,
                                          Verdicts *found)
{
  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_patch(comm, 0.3, 1.0, found));
  PetscCall(judge_patch(comm, 0.3, 1.04, found));
  PetscCall(judge_patch(comm, 0.49, 1.04, found));
  for (int k = 0; k < 2; k++) {
    const MechanicsStrain strain = k ? MECHANICS_SMALL : MECHANICS_LINEAR;

    PetscCall(judge_small_against_finite(comm, strain, 0.3, false, found));
    PetscCall(judge_small_against_finite(comm, strain, 0.3, true, found));
    PetscCall(judge_small_against_finite(comm, strain, 0.49, true, found));
  }
  PetscCall(judge_ligament_force(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
