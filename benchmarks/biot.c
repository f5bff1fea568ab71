// SPDX-License-Identifier: GPL-3.0-or-later
/** How many iterations one coupled step takes: against unknowns, contrast of stiffness, permeability times
 * the step's length, and ranks.
 *
 *     mpiexec -n 2 biot -bricks 16 -contrast 3e5 -mobility 1e-12 -cavity 1 -film 1 -tolerance 1e-6
 *
 * A cube of bone, fat and bone in layers, or (-cavity) bone and fat with a flat hollow between them
 * that resists nothing but through its walls, told to be a film (-film) or not; pressed on one side
 * and injected into in the middle. `mobility` is conductivity times the step [m^2/Pa]. Prints
 * the lines of stopwatch.h. Options of PETSc may follow.
 */
#include "stopwatch.h"

#include "sij/laws/elastic.h"
#include "sij/model.h"
#include "sij/testing/box.h"

#include <math.h>
#include <string.h>

static const double SIDE = 0.04, FAT = 2e4; // m, Pa
static const char   HELP[] = "Iterations of a coupled step.\n";

typedef struct {
  PetscInt  bricks, updates;
  PetscReal contrast, mobility, tolerance;
  PetscBool cavity, split, film;
} Wanted;

static int layers(Vec3 x)
{
  return x.x[0] < 0.25 * SIDE ? REGION_SACRUM : x.x[0] > 0.75 * SIDE ? REGION_ILIUM : REGION_FAT;
}

// A hollow a sixteenth as thick as the cube, closed all around.
static int hollow(Vec3 x)
{
  const bool thick = fabs(x.x[0] - 0.25 * SIDE) < SIDE / 16.0;
  const bool wide =
    fabs(x.x[1] - 0.5 * SIDE) < 0.3 * SIDE && fabs(x.x[2] - 0.5 * SIDE) < 0.3 * SIDE;

  if (thick) return wide ? REGION_JOINT_CAVITY : REGION_CAPSULE;
  return layers(x);
}

static Vec3 press(Vec3 x, const void *context)
{
  (void)x;
  (void)context;
  return vec3(-1e3, 0.0, 0.0);
}

static PetscErrorCode options(Wanted *wanted)
{
  PetscFunctionBeginUser;
  *wanted = (Wanted){.bricks = 8, .contrast = 3e5, .mobility = 1e-12, .tolerance = 1e-6};
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-bricks", &wanted->bricks, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-updates", &wanted->updates, NULL));
  PetscCall(PetscOptionsGetReal(NULL, NULL, "-contrast", &wanted->contrast, NULL));
  PetscCall(PetscOptionsGetReal(NULL, NULL, "-mobility", &wanted->mobility, NULL));
  PetscCall(PetscOptionsGetReal(NULL, NULL, "-tolerance", &wanted->tolerance, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-cavity", &wanted->cavity, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-split", &wanted->split, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-film", &wanted->film, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Tissue tissue(double young, double conductivity)
{
  return (Tissue){
    .pore = {.kind = PORE_MATRIX, .phi_0 = 0.5, .phi_1 = 0.5, .p_dil = 1e4, .n = 2.0, .ratio = 1.0},
    .conductivity_along  = conductivity,
    .conductivity_across = conductivity,
    .skeleton            = {.young = young, .poisson_drained = 0.3, .biot = 1.0}};
}

static Case make_case(const Wanted *wanted)
{
  Case input = {.name = "benchmark", .file = "benchmark", .n_injections = 1};

  for (int r = 0; r < REGION_COUNT; r++) input.tissue[r] = tissue(FAT, wanted->mobility);
  input.tissue[REGION_SACRUM] = input.tissue[REGION_ILIUM] =
    tissue(FAT * wanted->contrast, 1e-4 * wanted->mobility);
  input.tissue[REGION_CAPSULE]      = tissue(1e2 * FAT, 1e-3 * wanted->mobility);
  input.tissue[REGION_JOINT_CAVITY] = tissue(1e-2 * FAT, 1e3 * wanted->mobility);
  if (wanted->film) input.tissue[REGION_JOINT_CAVITY].pore.kind = PORE_FILM;
  input.surfaces                  = (Surfaces){.plane_aperture_rest    = 1e-9,
                                               .plane_aperture_dilated = 1e-9,
                                               .plane_pressure         = 1e4,
                                               .plane_viscosity        = 1e-3};
  input.numerics.newton_tolerance = 1e-8;
  input.injection[0] =
    (Injection){.tip    = vec3((wanted->cavity ? 0.26 : 0.51) * SIDE, 0.47 * SIDE, 0.52 * SIDE),
                .volume = 1e-6,
                .rate   = 1e-7,
                .pressure_limit = INFINITY,
                .needle_bore    = 4e-4,
                .needle_length  = 0.09,
                .viscosity      = 1e-3};
  strcpy(input.injection[0].name, "needle");
  return input;
}

typedef struct {
  ModelProblems *problems;
  Mesh          *mesh;
  Graph         *graph;
  Medium        *medium;
  Flow          *flow;
  Mechanics     *mechanics;
  Poroelastic   *coupled;
  Hyperelastic   law[BOX_MATERIALS];
} Bench;

static PetscErrorCode make_body(const Wanted *wanted, const Case *input, Bench *body)
{
  const int   n        = (int)wanted->bricks;
  Problems    problems = {0};
  Box         box      = {.n = {n, n, n}, .hi = {{SIDE, SIDE, SIDE}}, .jitter = 0.15};
  CoarseMesh *coarse;

  PetscFunctionBeginUser;
  box.region_at = wanted->cavity ? hollow : layers;
  PetscCall(box_build(PETSC_COMM_WORLD, &box, &coarse));
  PetscCall(mesh_create(PETSC_COMM_WORLD, coarse, 0, &body->mesh, &problems));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(graph_create(body->mesh, &body->graph));
  PetscCall(PetscNew(&body->problems));
  PetscCall(model_problems(input, body->problems, &problems));
  PetscCall(medium_create(&body->problems->porous, body->graph, &body->medium, &problems));
  PetscCall(flow_create(body->medium, &body->problems->flow, &body->flow, &problems));
  PetscCheck(problems.count == 0, PETSC_COMM_WORLD, PETSC_ERR_USER_INPUT, "no such body");
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode make_solid(const Case *input, Bench *body)
{
  Problems problems = {0};

  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++) {
    const Skeleton *skeleton = &input->tissue[r].skeleton;
    const Elastic   elastic  = elastic_from(skeleton->young, skeleton->poisson_drained);

    body->law[r] = (Hyperelastic){.mu = elastic.mu, .lambda = elastic.lambda, .prestretch = 1.0};
  }
  const MechanicsProblem solids = {
    .strain = MECHANICS_LINEAR, .law = body->law, .of_cell = body->mesh->region, .tolerance = 1e-8};

  PetscCall(mechanics_create(body->mesh, &solids, &body->mechanics));
  PetscCall(mechanics_set_dirichlet(body->mechanics, BOX_X_MIN, MESH_NONE,
                                    (const bool[]){true, true, true}, NULL, NULL, &problems));
  PetscCall(mechanics_add_traction(body->mechanics, BOX_X_MAX, press, NULL, &problems));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_verdict(const Bench *body, const PoroelasticOutcome *outcome)
{
  double own = 0.0, highest;

  PetscFunctionBeginUser;
  PetscCheck(outcome->converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED,
             "the coupled step did not converge");
  for (PetscInt i = 0; i < body->mesh->n_owned; i++)
    own = PetscMax(own, flow_pressure(body->flow)[i]);
  PetscCallMPI(MPI_Allreduce(&own, &highest, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  PetscCall(stopwatch_count("unknowns", 3 * (long long)mechanics_nodes(body->mechanics)->n_global +
                                          body->mesh->n_global));
  PetscCall(stopwatch_count("newton", outcome->iterations));
  PetscCall(stopwatch_count("iterations", outcome->linear));
  PetscCall(stopwatch_result("pressure", highest));
  PetscCall(stopwatch_memory());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run(void)
{
  Wanted             wanted;
  Bench              body = {0};
  PoroelasticOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(options(&wanted));
  const Case              input  = make_case(&wanted);
  const PoroelasticMethod method = {.scheme    = wanted.split ? POROELASTIC_FIXED_STRESS
                                                              : POROELASTIC_MONOLITHIC,
                                    .tolerance = wanted.tolerance,
                                    .updates   = (int)wanted.updates};

  PetscCall(make_body(&wanted, &input, &body));
  PetscCall(make_solid(&input, &body));
  PetscCall(stopwatch_begin("setup"));
  PetscCall(poroelastic_create(body.mechanics, body.flow, body.medium, &method, &body.coupled));
  PetscCall(stopwatch_end());
  PetscCall(stopwatch_begin("solve"));
  PetscCall(poroelastic_try(body.coupled, 0.0, 1.0, &outcome));
  PetscCall(stopwatch_end());
  if (outcome.converged) PetscCall(poroelastic_accept(body.coupled));
  PetscCall(print_verdict(&body, &outcome));
  PetscCall(poroelastic_destroy(&body.coupled));
  PetscCall(mechanics_destroy(&body.mechanics));
  PetscCall(flow_destroy(&body.flow));
  PetscCall(medium_destroy(&body.medium));
  PetscCall(PetscFree(body.problems));
  PetscCall(graph_destroy(&body.graph));
  PetscCall(mesh_destroy(&body.mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  PetscCall(PetscInitialize(&argc, &argv, NULL, HELP));
  PetscCall(run());
  return PetscFinalize();
}
