// SPDX-License-Identifier: GPL-3.0-or-later
/** How many iterations, and how long, a linear body of bone and soft tissue takes to balance to 1e-8.
 *
 * usage: elasticity box N                            layers in a box of N^3 bricks
 *        elasticity joint CASE [KEY=VALUE...]        the anatomy of a case, by keys of the case file
 *
 * With -uniform 1 all of the box is bone of 1e10 Pa and its far side is pulled: a problem that other programs
 * can be given (peers/elasticity.py). Else bone of 1e10 and 1.7e10 Pa against tissue of 1e4 to 1e5 Pa. A second load follows the first, for
 * which nothing is set up again. Prints the lines of stopwatch.h. Options of PETSc may follow.
 */
#include "stopwatch.h"

#include "sij/anatomy.h"
#include "sij/laws/elastic.h"
#include "sij/mechanics.h"
#include "sij/testing/box.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double YOUNG[REGION_COUNT] = {
  [REGION_SACRUM] = 1e10,          [REGION_ILIUM] = 1.7e10,       [REGION_CARTILAGE_SACRAL] = 1e5,
  [REGION_CARTILAGE_ILIAC] = 1e5,  [REGION_JOINT_CAVITY] = 1e4,   [REGION_CAPSULE] = 1e5,
  [REGION_LIG_INTEROSSEOUS] = 1e5, [REGION_LIG_POST_SHORT] = 1e5, [REGION_LIG_POST_LONG] = 1e5,
  [REGION_MULTIFIDUS] = 5e4,       [REGION_GLUTEAL] = 5e4,        [REGION_FAT] = 1e4,
  [REGION_SOFT_ANTERIOR] = 2e4,    [REGION_FORAMINA] = 1e4};

typedef struct {
  int  iterations;
  Vec3 moved; // m
} Run;

static bool is_bone(int region)
{
  return region == REGION_SACRUM || region == REGION_ILIUM;
}

static void fill(bool uniform, Hyperelastic law[REGION_COUNT])
{
  for (int r = 0; r < REGION_COUNT; r++) {
    const int     like    = uniform ? REGION_SACRUM : r;
    const Elastic elastic = elastic_from(YOUNG[like], is_bone(like) ? 0.3 : 0.45);

    law[r] = (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
  }
}

static PetscErrorCode refuse(MPI_Comm comm, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_print(comm, problems));
  PetscCheck(problems->count == 0, comm, PETSC_ERR_USER_INPUT, "this benchmark cannot be run");
  PetscCall(problems_destroy(problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int layers(Vec3 x)
{
  return x.x[0] < 0.005 ? REGION_ILIUM : x.x[0] > 0.015 ? REGION_SACRUM : REGION_FAT;
}

static PetscErrorCode layered_box(MPI_Comm comm, int n, Mesh **mesh, Problems *problems)
{
  const Case input = {.name = "box"};
  const Box box = {.n = {n, n, n}, .hi = {{0.02, 0.02, 0.02}}, .jitter = 0.15, .region_at = layers};
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(box_build(comm, &box, &coarse));
  PetscCall(mesh_create(comm, coarse, input.meshing.refine, mesh, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode whole_joint(MPI_Comm comm, int n, char *argument[], Mesh **mesh,
                                  Problems *problems)
{
  Case       *input  = NULL;
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  PetscCall(case_load(comm, argument[0], n - 1, (const char *const *)(argument + 1), &input, NULL,
                      problems));
  if (input) PetscCall(anatomy_build(comm, input, &coarse, problems));
  if (coarse) PetscCall(mesh_create(comm, coarse, input->meshing.refine, mesh, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Of the box's far side, 0.02 m square: as much as the point load.
static Vec3 pull(Vec3 x, const void *force)
{
  (void)x;
  return vec3_scaled(*(const Vec3 *)force, 1.0 / (0.02 * 0.02));
}

static PetscErrorCode load(Mechanics *mechanics, int coupling, bool uniform, const Vec3 *force)
{
  const Vec3 none     = vec3(0.0, 0.0, 0.0);
  Problems   problems = {0};

  PetscFunctionBeginUser;
  if (uniform) PetscCall(mechanics_add_traction(mechanics, BOX_X_MAX, pull, force, &problems));
  else PetscCall(mechanics_add_point_load(mechanics, coupling, *force, none, none));
  PetscCall(refuse(PETSC_COMM_WORLD, &problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode push(Mechanics *mechanics, int coupling, bool uniform, Vec3 force,
                           const char *lap, Run *run)
{
  const Vec3       middle = vec3(0.0175, 0.01, 0.01); // of the box's pulled layer
  MechanicsOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(stopwatch_begin(lap));
  PetscCall(mechanics_begin_load_step(mechanics));
  PetscCall(load(mechanics, coupling, uniform, &force));
  PetscCall(mechanics_advance(mechanics, (LoadFactor){1.0, 1.0}, &outcome));
  PetscCall(stopwatch_end());
  PetscCheck(outcome.reached, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED,
             "the load '%s' was not reached", lap);
  *run = (Run){.iterations = outcome.linear_iterations};
  PetscCall(mechanics_coupling_displacement(mechanics, coupling, middle, &run->moved));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The ilium of the joint leaves its block at the front and above, that of the box at one side.
static PetscErrorCode hold(Mechanics *mechanics, bool box, Problems *problems)
{
  const bool whole[3] = {true, true, true};
  const int  side[2]  = {box ? BOX_X_MIN : BOX_Y_MAX, box ? BOX_X_MIN : BOX_Z_MAX};

  PetscFunctionBeginUser;
  for (int k = 0; k < 2; k++)
    PetscCall(
      mechanics_set_dirichlet(mechanics, side[k], REGION_ILIUM, whole, NULL, NULL, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_twice(const Mesh *mesh, bool box, Run run[2], Problems *problems)
{
  Hyperelastic law[REGION_COUNT];
  Mechanics   *mechanics = NULL;
  int          coupling;
  PetscBool    uniform = PETSC_FALSE;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-uniform", &uniform, NULL));
  fill(uniform, law);
  const MechanicsProblem solids = {
    .strain = MECHANICS_LINEAR, .law = law, .of_cell = mesh->region, .tolerance = 1e-8};

  PetscCall(stopwatch_begin("setup"));
  PetscCall(mechanics_create(mesh, &solids, &mechanics));
  PetscCall(stopwatch_end());
  PetscCall(hold(mechanics, box, problems));
  PetscCall(mechanics_add_coupling(mechanics, REGION_SACRUM, vec3(0.0, 0.0, 0.0), INFINITY,
                                   &coupling, problems));
  PetscCall(refuse(mesh->comm, problems));
  PetscCall(push(mechanics, coupling, uniform, vec3(0.0, 100.0, -600.0), "solve", &run[0]));
  PetscCall(push(mechanics, coupling, uniform, vec3(200.0, -300.0, 100.0), "again", &run[1]));
  PetscCall(mechanics_destroy(&mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print(const Mesh *mesh, const Run run[2], PetscInt n_nodes)
{
  PetscFunctionBeginUser;
  PetscCall(stopwatch_count("tetrahedra", mesh->n_cells_global));
  PetscCall(stopwatch_count("unknowns", 3 * (long long)n_nodes));
  PetscCall(stopwatch_count("iterations", run[0].iterations));
  PetscCall(stopwatch_count("iterations_second", run[1].iterations));
  PetscCall(stopwatch_result("displacement", vec3_norm(run[0].moved)));
  PetscCall(stopwatch_memory());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode count_nodes(const Mesh *mesh, PetscInt *n)
{
  Nodes *nodes = NULL;

  PetscFunctionBeginUser;
  PetscCall(nodes_create(mesh, &nodes));
  *n = nodes->n_global;
  PetscCall(nodes_destroy(&nodes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure(MPI_Comm comm, int n, char *argument[])
{
  const bool box      = n > 2 && strcmp(argument[1], "box") == 0;
  Problems   problems = {0};
  Mesh      *mesh     = NULL;
  Run        run[2];
  PetscInt   n_nodes = 0;

  PetscFunctionBeginUser;
  PetscCheck(n > 2, comm, PETSC_ERR_USER_INPUT,
             "usage: elasticity box N | joint CASE [KEY=VALUE...]");
  if (box) PetscCall(layered_box(comm, atoi(argument[2]), &mesh, &problems));
  else PetscCall(whole_joint(comm, n - 2, argument + 2, &mesh, &problems));
  PetscCall(refuse(comm, &problems));
  PetscCall(count_nodes(mesh, &n_nodes));
  PetscCall(run_twice(mesh, box, run, &problems));
  PetscCall(print(mesh, run, n_nodes));
  PetscCall(mesh_destroy(&mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Arguments with a dash, and what follows them, are for PETSc.
static int own_arguments(int n, char *argument[])
{
  int k = 1;

  while (k < n && argument[k][0] != '-') k++;
  return k;
}

int main(int n, char *argument[])
{
  const int own = own_arguments(n, argument);

  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&n, &argument, NULL, NULL));
  PetscCall(measure(PETSC_COMM_WORLD, own, argument));
  PetscCall(PetscFinalize());
  return 0;
}
