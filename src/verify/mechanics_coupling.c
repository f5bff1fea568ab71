// SPDX-License-Identifier: GPL-3.0-or-later
// Loads on bones by distributing couplings: force and moment arrive at the support, the motion of a point is that of
// the body, and what is not there is a problem with a sentence.
#include "mechanics_checks.h"
#include "specimen.h"

#include "sij/laws/elastic.h"
#include "sij/testing/mechanics.h"

#include <math.h>
#include <string.h>

static const Vec3   NO_FIBRE = {{0.0, 0.0, 0.0}};
static const double TURN     = 0.05235987755982988; // three degrees

static int select_half(Vec3 x)
{
  return x.x[0] < 0.02 ? SPECIMEN_BONE_2 : SPECIMEN_BONE_1;
}

static const Box BLOCK = {.n         = {4, 3, 3},
                          .hi        = {{0.04, 0.03, 0.02}},
                          .jitter    = 0.15,
                          .region_at = select_half};

static Hyperelastic build_bone_law(void)
{
  const Elastic elastic = elastic_from(1e10, 0.3);

  return (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
}

static PetscErrorCode create_block(MPI_Comm comm, MechanicsStrain strain, Specimen *specimen)
{
  const Hyperelastic law = build_bone_law();

  PetscFunctionBeginUser;
  PetscCall(specimen_create(comm, &BLOCK, strain, &law, NO_FIBRE, 1e-10, specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Forces of nodes near the plane x = 0, or of all: their sum, and their moment about a point. */
static PetscErrorCode sum_resultants(const Specimen *specimen, const double (*force)[3], bool plane,
                                     Vec3 about, Vec3 *sum, Vec3 *moment)
{
  const Nodes *nodes  = mechanics_nodes(specimen->mechanics);
  Vec3         own[2] = {{{0.0}}, {{0.0}}}, all[2];

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < nodes->n_owned; node++) {
    const Vec3 x = nodes_position(nodes, node),
               f = vec3(force[node][0], force[node][1], force[node][2]);

    if (plane && x.x[0] > 1e-9) continue;
    own[0] = vec3_sum(own[0], f);
    own[1] = vec3_sum(own[1], vec3_cross(vec3_difference(x, about), f));
  }
  PetscCallMPI(MPI_Allreduce(own, all, 6, MPI_DOUBLE, MPI_SUM, specimen->mesh->comm));
  *sum    = all[0];
  *moment = all[1];
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The same body without supports and loads, in the shape it has: what its elements pull at the plane.
static PetscErrorCode compute_plane_resultants(const Specimen *specimen, Vec3 about, Vec3 *sum,
                                               Vec3 *moment)
{
  const LoadFactor all = {1.0, 1.0};
  const double(*u)[3]  = mechanics_displacement(specimen->mechanics);
  Specimen loose;
  bool     sound;
  double(*force)[3];

  PetscFunctionBeginUser;
  PetscCall(create_block(specimen->mesh->comm, MECHANICS_LINEAR, &loose));
  PetscCall(PetscMalloc1(mechanics_nodes(loose.mechanics)->n_owned, &force));
  PetscCall(mechanics_imbalance(loose.mechanics, all, u, NULL, force, &sound));
  PetscCall(sum_resultants(&loose, (const double(*)[3])force, true, about, sum, moment));
  PetscCall(PetscFree(force));
  PetscCall(specimen_destroy(&loose));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_pushed_block(MPI_Comm comm, double radius, Verdicts *found)
{
  const Vec3       force = vec3(30.0, -80.0, 50.0), at = vec3(0.055, 0.01, 0.03);
  const Vec3       moment   = vec3(0.4, -0.2, 0.3);
  Problems         problems = {0};
  Specimen         specimen;
  MechanicsOutcome outcome;
  Vec3             support, sum = vec3(0.0, 0.0, 0.0), about = sum;
  int              coupling;

  PetscFunctionBeginUser;
  PetscCall(create_block(comm, MECHANICS_LINEAR, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, true, true, NULL, NULL));
  PetscCall(mechanics_add_coupling(specimen.mechanics, SPECIMEN_BONE_1, vec3(0.03, 0.012, 0.009),
                                   radius, &coupling, &problems));
  PetscCall(mechanics_add_point_load(specimen.mechanics, coupling, force, at, moment));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_reaction(specimen.mechanics, BOX_X_MIN, &support));
  PetscCall(compute_plane_resultants(&specimen, at, &sum, &about));
  PetscCall(verdicts_add(found, vec3_norm(vec3_sum(support, force)) / vec3_norm(force), 0.0, 1e-8,
                         "", "radius %g mm: support against force pushed, off by, of it",
                         1e3 * radius));
  PetscCall(verdicts_add(found, vec3_norm(vec3_sum(about, moment)) / vec3_norm(moment), 0.0, 1e-8,
                         "",
                         "its moment about the point pushed against the moment, off by, of it"));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const Vec3 SHIFT = {{2e-4, -1e-4, 3e-4}};

// To first order in the turn, as small strain has it.
static Vec3 evaluate_small_rotation(Vec3 x, const void *context)
{
  return vec3_sum(SHIFT, vec3_cross(*(const Vec3 *)context, x));
}

static Vec3 evaluate_rotation(Vec3 x, const void *context)
{
  const Vec3 *turn = context;
  const Mat3  q    = mat3_rotation(vec3_unit(*turn), vec3_norm(*turn));

  return vec3_sum(SHIFT, vec3_difference(mat3_times(q, x), x));
}

static PetscErrorCode measure_carried_point(MPI_Comm comm, MechanicsStrain strain,
                                            MechanicsField *field, double *off)
{
  const Vec3       turn = vec3_scaled(vec3(0.6, 0.0, 0.8), TURN), at = vec3(0.05, -0.01, 0.02);
  Problems         problems = {0};
  Specimen         specimen;
  MechanicsOutcome outcome;
  Vec3             moved;
  int              coupling;

  PetscFunctionBeginUser;
  PetscCall(create_block(comm, strain, &specimen));
  PetscCall(specimen_prescribe_all(&specimen, field, &turn));
  PetscCall(specimen_load(&specimen, &outcome));
  PetscCall(mechanics_add_coupling(specimen.mechanics, SPECIMEN_BONE_1, vec3(0.03, 0.012, 0.009),
                                   0.012, &coupling, &problems));
  PetscCall(mechanics_coupling_displacement(specimen.mechanics, coupling, at, &moved));
  *off = vec3_distance(moved, field(at, &turn));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Every sentence that couplings and supports have for what is not there. */
static PetscErrorCode judge_problems(MPI_Comm comm, Verdicts *found)
{
  static const char *const said[] = {"nothing of sacrum lies within 2.0 mm of (1.0, 15.0, 10.0) mm",
                                     "the mesh has no fat to attach to", "lies on a line",
                                     "no face of sacrum lies on surface cut_midline"};
  const bool               whole[3] = {true, true, true};
  Problems                 problems = {0};
  Specimen                 specimen;
  int                      coupling, right = 0;

  PetscFunctionBeginUser;
  PetscCall(create_block(comm, MECHANICS_LINEAR, &specimen));
  PetscCall(mechanics_add_coupling(specimen.mechanics, SPECIMEN_BONE_1, vec3(1e-3, 0.015, 0.01),
                                   2e-3, &coupling, &problems));
  PetscCall(mechanics_add_coupling(specimen.mechanics, SPECIMEN_SOFT, SHIFT, INFINITY, &coupling,
                                   &problems));
  PetscCall(mechanics_add_coupling(specimen.mechanics, SPECIMEN_BONE_2, NO_FIBRE, 1e-3, &coupling,
                                   &problems));
  PetscCall(mechanics_set_dirichlet(specimen.mechanics, BOX_X_MIN, SPECIMEN_BONE_1, whole, NULL,
                                    NULL, &problems));
  for (int k = 0; k < problems.count && k < 4; k++)
    right += strstr(problems.sentence[k], said[k]) != NULL;
  PetscCall(
    verdicts_add(found, problems.count, 4.0, 4.0, "",
                 "sentences for a place without bone, a tissue that is not there, a coupling of "
                 "one point, a support without bone"));
  PetscCall(verdicts_add(found, right, 4.0, 4.0, "", "sentences that name what is wrong"));
  for (int k = 0; k < problems.count; k++)
    PetscCall(verdicts_note(found, "What is said: %s.", problems.sentence[k]));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Pushed, and held nowhere but against one plane.
static PetscErrorCode judge_unsupported_body(MPI_Comm comm, Verdicts *found)
{
  const Vec3       none     = vec3(0.0, 0.0, 0.0);
  Problems         problems = {0};
  Specimen         specimen;
  MechanicsOutcome outcome;
  int              coupling;

  PetscFunctionBeginUser;
  PetscCall(create_block(comm, MECHANICS_LINEAR, &specimen));
  PetscCall(specimen_prescribe(&specimen, BOX_X_MIN, true, false, false, NULL, NULL));
  PetscCall(mechanics_add_coupling(specimen.mechanics, SPECIMEN_BONE_1, none, INFINITY, &coupling,
                                   &problems));
  PetscCall(
    mechanics_add_point_load(specimen.mechanics, coupling, vec3(0.0, 10.0, 0.0), none, none));
  PetscCall(mechanics_advance(specimen.mechanics, (LoadFactor){1.0, 1.0}, &outcome));
  PetscCall(verdicts_add(found, outcome.reached, 0.0, 0.0, "", "a body that can slide balances"));
  PetscCall(verdicts_add(found, strstr(outcome.reason, "supports allow a rigid motion") != NULL,
                         1.0, 1.0, "", "it says that its supports allow a rigid motion"));
  PetscCall(problems_destroy(&problems));
  PetscCall(specimen_destroy(&specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_check_push(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  double off = 0.0;

  PetscFunctionBeginUser;
  (void)request;
  PetscCall(judge_pushed_block(comm, 0.009, found));
  PetscCall(judge_pushed_block(comm, INFINITY, found));
  PetscCall(measure_carried_point(comm, MECHANICS_LINEAR, evaluate_small_rotation, &off));
  PetscCall(verdicts_add(found, off / vec3_norm(SHIFT), 0.0, 1e-8, "",
                         "point carried by a body shifted and turned a little: off, of the shift"));
  PetscCall(measure_carried_point(comm, MECHANICS_FINITE, evaluate_rotation, &off));
  PetscCall(verdicts_add(found, off / (0.03 * TURN), 0.0, TURN, "",
                         "turned by three degrees for good: off, of its way around the coupling"));
  PetscCall(judge_problems(comm, found));
  PetscCall(judge_unsupported_body(comm, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
