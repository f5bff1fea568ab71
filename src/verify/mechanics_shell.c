// SPDX-License-Identifier: GPL-3.0-or-later
// The shell of a bone: a membrane between two layers of a box.
#include "mechanics_checks.h"
#include "specimen.h"

#include <math.h>

static const double HEIGHT = 0.008, HIGH = 0.004; // of the box; of bone below    m
static const double THICK = 5e-4;                 // of the shell                      m

static int select_bone_below(Vec3 x)
{
  return x.x[2] < HIGH ? SPECIMEN_BONE_1 : SPECIMEN_SOFT;
}

static int select_bone_between(Vec3 x)
{
  return x.x[2] > 0.25 * HEIGHT && x.x[2] < 0.75 * HEIGHT ? SPECIMEN_BONE_1 : SPECIMEN_SOFT;
}

static const Box LAYERS      = {.n         = {4, 3, 4},
                                .hi        = {{0.02, 0.012, 0.008}},
                                .jitter    = 0.2,
                                .region_at = select_bone_below};
static const Box BONE_IN_FAT = {.n         = {4, 3, 4},
                                .hi        = {{0.02, 0.012, 0.008}},
                                .jitter    = 0.2,
                                .region_at = select_bone_between};

static Hyperelastic build_law(Elastic elastic)
{
  return (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
}

/** Young's moduli of fat, bone and shell. */
static const double FAT = 1e5, BONE = 1e6, SHELL = 1e8;

static PetscErrorCode create_with_shell(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                                        double poisson, Specimen *specimen)
{
  const Hyperelastic fat  = build_law(elastic_from(FAT, poisson)),
                     bone = build_law(elastic_from(BONE, poisson));
  const Elastic shell     = elastic_from(SHELL, poisson);
  Problems      problems  = {0};

  PetscFunctionBeginUser;
  PetscCall(specimen_create_with_bone(comm, box, strain, &fat, &bone, 1e-11, specimen));
  PetscCall(mechanics_add_shell(specimen->mechanics, SPECIMEN_BONE_1, THICK, &shell, &problems));
  PetscCheck(problems.count == 0, comm, PETSC_ERR_PLIB, "%s", problems.sentence[0]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_stretch(Vec3 x, const void *context)
{
  const double *stretch = context; // along and across

  return vec3(stretch[0] * x.x[0], stretch[1] * x.x[1], stretch[1] * x.x[2]);
}

// All with one Poisson's ratio: bone, fat and shell narrow alike, and their forces add up.
static PetscErrorCode judge_stretch(MPI_Comm comm, Verdicts *found)
{
  const double     poisson = 0.3, by[2] = {1e-3, -0.3e-3};
  const double     width = LAYERS.hi.x[1];
  const double     exact = by[0] * width * (BONE * HIGH + FAT * (HEIGHT - HIGH) + SHELL * THICK);
  Specimen         specimen;
  MechanicsOutcome outcome;
  Vec3             force;
  double           off;

  PetscFunctionBeginUser;
  PetscCall(create_with_shell(comm, &LAYERS, MECHANICS_LINEAR, poisson, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Y_MIN, false, true, false, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_Z_MIN, false, false, true, NULL, NULL));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MAX, true, false, false, evaluate_stretch, by));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MAX, &force));
  PetscCall(specimen_deviation(&specimen, evaluate_stretch, by, &off));
  PetscCall(verdicts_add(found, force.x[0] / exact - 1.0, -1e-8, 1e-8, "",
                         "stretched by 0.1 %%: force off the sum of the three"));
  PetscCall(verdicts_add(found, off / (by[0] * LAYERS.hi.x[0]), 0.0, 1e-8, "",
                         "stretched by 0.1 %%: displacement off, of the largest"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_homogeneous(Vec3 x, const void *context)
{
  return vec3_difference(mat3_times(*(const Mat3 *)context, x), x);
}

/** Nominal tension of the shell in the plane z = const, by hand: F of (lambda' tr E + 2 mu E) in
 * that plane. */
static Mat3 evaluate_membrane_force(Mat3 F, double poisson)
{
  const double plane = SHELL / (1.0 - poisson * poisson); // Young's modulus in plane stress
  Mat3         E = mat3_product(mat3_transpose(F), F), S = {{{0.0}}};

  E         = mat3_plus(E, -1.0, mat3_identity());
  S.m[0][0] = 0.5 * plane * (E.m[0][0] + poisson * E.m[1][1]);
  S.m[1][1] = 0.5 * plane * (E.m[1][1] + poisson * E.m[0][0]);
  S.m[0][1] = S.m[1][0] = 0.5 * plane * (1.0 - poisson) * E.m[0][1];
  return mat3_plus((Mat3){{{0.0}}}, THICK, mat3_product(F, S));
}

/** The same at any F: integral of stress over both layers and the shell between them. */
static PetscErrorCode judge_deformation(MPI_Comm comm, const char *what, Mat3 F, Verdicts *found)
{
  const double       poisson = 0.3, area = LAYERS.hi.x[0] * LAYERS.hi.x[1];
  const Hyperelastic law[2] = {build_law(elastic_from(BONE, poisson)),
                               build_law(elastic_from(FAT, poisson))};
  Mat3               exact  = mat3_plus((Mat3){{{0.0}}}, area, evaluate_membrane_force(F, poisson));
  Specimen           specimen;
  Mat3               sum;

  PetscFunctionBeginUser;
  for (int k = 0; k < 2; k++) {
    SolidPoint at;

    PetscCheck(hyperelastic_at(&law[k], vec3(0.0, 0.0, 0.0), F, &at), comm, PETSC_ERR_PLIB, "F");
    exact = mat3_plus(exact, area * (k == 0 ? HIGH : HEIGHT - HIGH), at.stress);
  }
  PetscCall(create_with_shell(comm, &LAYERS, MECHANICS_FINITE, poisson, &specimen));
  PetscCall(specimen_virial(&specimen, evaluate_homogeneous, &F, &sum));
  sum = mat3_plus(sum, -1.0, exact);
  PetscCall(verdicts_add(found, sqrt(mat3_dot(sum, sum)) / (area * THICK * SHELL), 0.0, 1e-12, "",
                         "%s: sum of forces off, of the shell's stiffness", what));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Bent to a curvature about the middle; nu = 0, so that it stays quadratic.
static Vec3 evaluate_bending(Vec3 x, const void *context)
{
  const double curvature = *(const double *)context;

  return vec3(curvature * x.x[0] * (x.x[2] - 0.5 * HEIGHT), 0.0,
              -0.5 * curvature * x.x[0] * x.x[0]);
}

// A turn of every section by as much as it is far along: its work is the moment.
static Vec3 evaluate_section_rotation(Vec3 x, const void *context)
{
  (void)context;
  return vec3(x.x[0] / BONE_IN_FAT.hi.x[0] * (x.x[2] - 0.5 * HEIGHT), 0.0, 0.0);
}

// E I of bone and fat, and of the shells on both sides of the bone.
static PetscErrorCode judge_bending(MPI_Comm comm, Verdicts *found)
{
  const double curvature = 1e-2, width = BONE_IN_FAT.hi.x[1], arm = 0.25 * HEIGHT;
  const double inner = width * pow(0.5 * HEIGHT, 3) / 12.0, whole = width * pow(HEIGHT, 3) / 12.0;
  const double exact =
    curvature * (BONE * inner + FAT * (whole - inner) + 2.0 * SHELL * THICK * width * arm * arm);
  double   moment;
  Specimen specimen;

  PetscFunctionBeginUser;
  PetscCall(create_with_shell(comm, &BONE_IN_FAT, MECHANICS_LINEAR, 0.0, &specimen));
  PetscCall(specimen_work(&specimen, evaluate_bending, &curvature, evaluate_section_rotation, NULL,
                          &moment));
  PetscCall(verdicts_add(found, moment / exact - 1.0, -1e-9, 1e-9, "",
                         "bone in fat bent: moment off that of a beam with two flanges"));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_missing_bone(MPI_Comm comm, Verdicts *found)
{
  const Elastic shell    = elastic_from(SHELL, 0.3);
  Problems      problems = {0};
  Specimen      specimen;

  PetscFunctionBeginUser;
  PetscCall(create_with_shell(comm, &LAYERS, MECHANICS_LINEAR, 0.3, &specimen));
  PetscCall(mechanics_add_shell(specimen.mechanics, SPECIMEN_BONE_2, THICK, &shell, &problems));
  PetscCall(verdicts_add(found, problems.count, 1.0, 1.0, "",
                         "a bone that is not there and its shell: sentences said"));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_shell(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Mat3 rotation = mat3_rotation(vec3(0.48, 0.6, 0.64), 1.0);
  const Mat3 strain   = {{{1.02, 0.01, -0.15}, {0.005, 0.99, 0.2}, {0.1, -0.02, 1.1}}};

  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_stretch(comm, found));
  PetscCall(judge_deformation(comm, "turned by one radian", rotation, found));
  PetscCall(judge_deformation(comm, "strained and turned", mat3_product(rotation, strain), found));
  PetscCall(judge_bending(comm, found));
  PetscCall(judge_missing_bone(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
