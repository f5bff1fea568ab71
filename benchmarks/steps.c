// SPDX-License-Identifier: GPL-3.0-or-later
/** Times one kernel of a run on the cube of the benchmarks (body.h).
 *
 * usage: steps KERNEL [-bricks N] [-repeats R] [-folder F]
 *
 *     mesh        the coarse mesh on rank 0, its distribution, the graph
 *     pressure    a steady pressure over layers of contrast 1e8
 *     flow        steps while a needle runs in dilating tissue
 *     diffusion   steps of transport in still water, from a cosine
 *     front       steps of transport as water pushes a drug out: a front that moves half a spacing in each
 *     assembly    the stiffness matrix of a scalar, from the tetrahedra to the matrix
 *     output      fields and checkpoint, into folder F, which also holds the mesh for others
 *
 * N = 46, 99 and 158 give 1e5, 1e6 and 4e6 vertices. Prints the lines of stopwatch.h. Options of PETSc may follow.
 */
#include "body.h"
#include "moved.h"
#include "stopwatch.h"

#include "sij/base/units.h"
#include "sij/checkpoint.h"
#include "sij/store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PATH = PETSC_MAX_PATH_LEN };

typedef struct {
  PetscInt bricks, repeats;
  char     folder[PATH];
} Asked;

typedef PetscErrorCode Kernel(const Asked *asked);

static const double PHI = 0.5; // of box_problem()

static double find_spacing(const Asked *asked)
{
  return BODY_SIDE / (double)asked->bricks;
}

static PetscErrorCode count_sizes(const Body *body, int iterations)
{
  PetscFunctionBeginUser;
  PetscCall(stopwatch_count("tetrahedra", body->mesh->n_cells_global));
  PetscCall(stopwatch_count("unknowns", body->mesh->n_global));
  PetscCall(stopwatch_count("iterations", iterations));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sum_owned(const Body *body, const double value[], double *sum)
{
  double own = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < body->mesh->n_owned; i++) own += value[i];
  PetscCallMPI(MPI_Allreduce(&own, sum, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_highest(const Body *body, const double pressure[])
{
  double own = 0.0, highest;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < body->mesh->n_owned; i++) own = PetscMax(own, pressure[i]);
  PetscCallMPI(MPI_Allreduce(&own, &highest, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  PetscCall(stopwatch_result("pressure", highest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* mesh */

static PetscErrorCode make_mesh(const Asked *asked, Body *body)
{
  const Box   box      = body_box((int)asked->bricks, NULL);
  CoarseMesh *coarse   = NULL;
  Problems    problems = {0};

  PetscFunctionBeginUser;
  PetscCall(stopwatch_begin("geometry"));
  PetscCall(box_build(PETSC_COMM_WORLD, &box, &coarse));
  PetscCall(stopwatch_end());
  PetscCall(stopwatch_begin("distribution"));
  PetscCall(mesh_create(PETSC_COMM_WORLD, coarse, 0, &body->mesh, &problems));
  PetscCall(stopwatch_end());
  PetscCheck(problems.count == 0, PETSC_COMM_WORLD, PETSC_ERR_USER_INPUT, "no mesh of this size");
  PetscCall(problems_destroy(&problems));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(stopwatch_begin("graph"));
  PetscCall(graph_create(body->mesh, &body->graph));
  PetscCall(stopwatch_end());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sum_volumes(const Mesh *mesh, double *volume)
{
  double own = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) own += mesh->volume[e];
  PetscCallMPI(MPI_Allreduce(&own, volume, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode time_mesh(const Asked *asked)
{
  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < asked->repeats; k++) {
    Body   body = {.problem = box_problem()};
    double volume;

    PetscCall(make_mesh(asked, &body));
    PetscCall(sum_volumes(body.mesh, &volume));
    if (k + 1 == asked->repeats) {
      PetscCall(count_sizes(&body, 0));
      PetscCall(stopwatch_result("volume", volume));
    }
    PetscCall(body_destroy(&body));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* pressure */

enum { LAYERS = 5, TIGHT = 2 };

static int select_layer(Vec3 x)
{
  return PetscMin((int)(LAYERS * x.x[0] / BODY_SIDE), LAYERS - 1);
}

// Water is spread over the tight layer.
static PetscErrorCode pour(const Body *body)
{
  double *rate;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(body->mesh->n_owned, &rate));
  for (PetscInt e = 0; e < body->mesh->n_cells; e++)
    for (int a = 0; a < 4 && body->mesh->region[e] == TIGHT; a++)
      if (body->mesh->cell[e][a] < body->mesh->n_owned)
        rate[body->mesh->cell[e][a]] += 2.5e-10 * body->mesh->volume[e]; // 1e-9 per volume, s^-1
  PetscCall(flow_set_source(body->flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode time_pressure(const Asked *asked)
{
  static const double conductivity[LAYERS] = {1e-10, 1e-14, 1e-18, 1e-12, 1e-16};
  Body                body                 = {.problem = box_problem()};
  int                 iterations           = 0;
  double              out;

  PetscFunctionBeginUser;
  for (int k = 0; k < LAYERS; k++) {
    body.problem.porous_material[k].pore.beta    = 0.0;
    body.problem.porous_material[k].conductivity = box_problem_isotropic(conductivity[k]);
  }
  PetscCall(body_create((int)asked->bricks, select_layer, &body));
  PetscCall(pour(&body));
  for (PetscInt k = 0; k < asked->repeats; k++) {
    FlowOutcome outcome;

    PetscCall(stopwatch_begin("pressure"));
    PetscCall(flow_try(body.flow, 0.0, 1.0, &outcome));
    PetscCall(stopwatch_end());
    PetscCheck(outcome.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "%s", outcome.reason);
    iterations += outcome.iterations;
  }
  PetscCall(count_sizes(&body, iterations));
  PetscCall(sum_owned(&body, flow_water(body.flow)->outflow, &out));
  PetscCall(stopwatch_result("outflow", out));
  PetscCall(print_highest(&body, flow_water(body.flow)->pressure));
  PetscCall(body_destroy(&body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* flow */

static PetscErrorCode time_flow(const Asked *asked)
{
  const double dt         = 0.2;
  const Vec3   tip        = vec3(0.51 * BODY_SIDE, 0.47 * BODY_SIDE, 0.52 * BODY_SIDE);
  Body         body       = {.problem = box_problem()};
  int          iterations = 0, first = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < BOX_MATERIALS; k++) {
    body.problem.porous_material[k].pore.phi_0 = 0.2;
    body.problem.porous_material[k].pore.phi_1 = 0.6;
  }
  body.problem.flow.newton_tolerance = 1e-6;
  box_problem_inject(&body.problem, tip, 0.0, 1e-3, 5e-9);
  PetscCall(body_create((int)asked->bricks, NULL, &body));
  PetscCall(body_flow(&body, 0.0, dt, &first));
  for (PetscInt k = 0; k < asked->repeats; k++) {
    PetscCall(stopwatch_begin("flow"));
    PetscCall(body_flow(&body, (double)(k + 1) * dt, dt, &iterations));
    PetscCall(stopwatch_end());
  }
  PetscCall(count_sizes(&body, iterations));
  PetscCall(print_highest(&body, flow_pressure(body.flow)));
  PetscCall(body_destroy(&body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* diffusion */

static const double DIFFUSIVITY = 1e-9,
                    HALVING     = 2e4; // m^2/s; s: about e^-1/2 of the cosine are left

static double evaluate_cosine(Vec3 x, double t, const void *of)
{
  const double wave = SIJ_PI / BODY_SIDE;

  (void)of;
  return 1.0 + 0.5 * exp(-DIFFUSIVITY * wave * wave * t) * cos(wave * x.x[0]);
}

static PetscErrorCode print_carried(const Body *body, BodyField *exact, double t, const void *of)
{
  double l2, smallest, largest;

  PetscFunctionBeginUser;
  PetscCall(body_error(body, exact, t, of, &l2));
  transport_range(body->transport, 0, &smallest, &largest);
  PetscCall(stopwatch_result("l2", l2));
  PetscCall(stopwatch_result("smallest", smallest));
  PetscCall(stopwatch_result("largest", largest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The first step, which makes what the others keep, is a phase of its own.
static PetscErrorCode time_diffusion(const Asked *asked)
{
  const double dt         = HALVING / (double)(asked->repeats + 1);
  Body         body       = {.problem = box_problem()};
  int          iterations = 0;

  PetscFunctionBeginUser;
  memset(body.problem.drained, 0, sizeof body.problem.drained);
  body.problem.transport.solute[0].diffusivity = DIFFUSIVITY;
  box_problem_use_tracer(&body.problem);
  PetscCall(stopwatch_begin("setup"));
  PetscCall(body_create((int)asked->bricks, NULL, &body));
  PetscCall(stopwatch_end());
  PetscCall(body_set(&body, evaluate_cosine, NULL));
  PetscCall(body_flow(&body, 0.0, dt, &iterations));
  iterations      = 0;
  WaterStep water = *flow_water(body.flow);

  water.stored_old = water.stored_new;
  for (PetscInt k = 0; k <= asked->repeats; k++) {
    water.t = (double)k * dt;
    PetscCall(stopwatch_begin(k == 0 ? "first" : "diffusion"));
    PetscCall(body_carry(&body, &water, &iterations));
    PetscCall(stopwatch_end());
  }
  PetscCall(count_sizes(&body, iterations));
  PetscCall(print_carried(&body, evaluate_cosine, HALVING, NULL));
  PetscCall(moved_print(&body, "diffusion", (int)asked->repeats, false));
  PetscCall(body_destroy(&body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* front */

static const double SPEED = 2e-5, PECLET = 20.0; // m/s of the fluid; of a spacing

typedef struct {
  double place, width, diffusivity; // at time 0: m, m; m^2/s
} Front;

// Exact on a line without ends; two widths from them it is, to rounding of the figures.
static double evaluate_front(Vec3 x, double t, const void *of)
{
  const Front *front = of;
  const double width = sqrt(front->width * front->width + 4.0 * front->diffusivity * t);

  return 0.5 * erfc((front->place + SPEED * t - x.x[0]) / width);
}

// What enters through x = 0, evenly, and brings no drug.
static PetscErrorCode push(const Body *body)
{
  const MeshFaces *faces = &body->mesh->faces;
  double          *rate;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(body->mesh->n_owned, &rate));
  for (PetscInt f = 0; f < faces->n; f++)
    for (int a = 0; a < 3 && faces->surface[f] == BOX_X_MIN; a++)
      if (faces->vertex[f][a] < body->mesh->n_owned)
        rate[faces->vertex[f][a]] += PHI * SPEED * mesh_face_area(body->mesh, f) / 3.0;
  PetscCall(flow_set_source(body->flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode time_front(const Asked *asked)
{
  const double dt     = 0.5 * find_spacing(asked) / SPEED;
  const Front  front  = {.place       = 0.3 * BODY_SIDE,
                         .width       = 3.0 * find_spacing(asked),
                         .diffusivity = SPEED * find_spacing(asked) / PECLET};
  Body         body   = {.problem = box_problem()};
  int          newton = 0, iterations = 0;

  PetscFunctionBeginUser;
  for (int s = 0; s < BOX_SIDES; s++) body.problem.drained[s] = s == BOX_X_MAX;
  for (int k = 0; k < BOX_MATERIALS; k++) body.problem.porous_material[k].pore.beta = 0.0;
  body.problem.transport.solute[0].diffusivity = front.diffusivity;
  body.problem.flow.newton_tolerance           = 1e-8;
  box_problem_use_tracer(&body.problem);
  PetscCall(body_create((int)asked->bricks, NULL, &body));
  PetscCall(push(&body));
  PetscCall(body_set(&body, evaluate_front, &front));
  for (PetscInt k = 0; k <= asked->repeats; k++) {
    PetscCall(body_flow(&body, (double)k * dt, dt, &newton));
    PetscCall(stopwatch_begin(k == 0 ? "first" : "front"));
    PetscCall(body_carry(&body, flow_water(body.flow), &iterations));
    PetscCall(stopwatch_end());
  }
  PetscCall(count_sizes(&body, iterations));
  PetscCall(print_carried(&body, evaluate_front, (double)(asked->repeats + 1) * dt, &front));
  PetscCall(moved_print(&body, "front", (int)asked->repeats, true));
  PetscCall(body_destroy(&body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* assembly */

static PetscErrorCode assemble(const Body *body, double diagonal[], double coupling[][2],
                               Mat matrix)
{
  const Graph *graph    = body->graph;
  Elements     elements = {0};

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(diagonal, graph->mesh->n_owned));
  PetscCall(PetscArrayzero(coupling, graph->n_edges));
  PetscCall(elements_cells(graph, body->medium->law, body->medium->conductivity, &elements));
  elements_assemble(&elements, graph, diagonal, coupling);
  PetscCall(graph_matrix_fill(graph, matrix, diagonal, (const double(*)[2])coupling));
  PetscCall(elements_destroy(&elements));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode time_assembly(const Asked *asked)
{
  Body      body     = {.problem = box_problem()};
  Mat       matrix   = NULL;
  double   *diagonal = NULL, (*coupling)[2];
  PetscReal norm;

  PetscFunctionBeginUser;
  PetscCall(body_create((int)asked->bricks, NULL, &body));
  PetscCall(graph_matrix(body.graph, &matrix));
  PetscCall(PetscMalloc2(body.mesh->n_owned, &diagonal, body.graph->n_edges, &coupling));
  for (PetscInt k = 0; k < asked->repeats; k++) {
    PetscCall(stopwatch_begin("assembly"));
    PetscCall(assemble(&body, diagonal, coupling, matrix));
    PetscCall(stopwatch_end());
  }
  PetscCall(MatNorm(matrix, NORM_FROBENIUS, &norm));
  PetscCall(count_sizes(&body, 0));
  PetscCall(stopwatch_result("norm", norm));
  PetscCall(PetscFree2(diagonal, coupling));
  PetscCall(MatDestroy(&matrix));
  PetscCall(body_destroy(&body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* output */

static PetscErrorCode refuse(const Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(problems_print(PETSC_COMM_WORLD, problems));
  PetscCheck(problems->count == 0, PETSC_COMM_WORLD, PETSC_ERR_FILE_WRITE, "nothing was written");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_step(const Body *body, double t, double (*velocity)[3], Store *store,
                                 Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(stopwatch_begin("output"));
  PetscCall(flow_velocity(body->flow, velocity));
  PetscCall(store_step_begin(store, t, problems));
  PetscCall(store_write_vertices(store, "pressure", flow_pressure(body->flow), problems));
  PetscCall(store_write_vertices(store, "velocity", velocity[0], problems));
  PetscCall(store_write_vertices(store, "concentration",
                                 transport_concentration(body->transport, 0), problems));
  PetscCall(store_step_end(store, problems));
  PetscCall(stopwatch_end());
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_fields(const Asked *asked, const Body *body)
{
  const Provenance provenance = {.command = "steps output"};
  Problems         problems   = {0};
  Store           *store      = NULL;
  char             path[PATH];
  double(*velocity)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(body->mesh->n_owned, &velocity));
  PetscCall(stopwatch_begin("opening"));
  PetscCall(store_create(body->mesh, asked->folder, &provenance, &store, &problems));
  PetscCall(stopwatch_end());
  PetscCall(refuse(&problems));
  PetscCall(store_field(store, "pressure", 1, "Pa"));
  PetscCall(store_field(store, "velocity", 3, "m/s"));
  PetscCall(store_field(store, "concentration", 1, "mol/m3"));
  for (PetscInt k = 0; k < asked->repeats; k++)
    PetscCall(write_step(body, (double)(k + 1), velocity, store, &problems));
  PetscCall(store_close(&store, &problems));
  PetscCall(refuse(&problems));
  PetscCall(PetscFree(velocity));
  (void)snprintf(path, sizeof path, "%.4000s/run.vtkhdf", asked->folder);
  PetscCall(stopwatch_file("output", path));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_checkpoints(const Asked *asked, const Body *body)
{
  const CheckpointPoints points[STATE_PLACES] = {
    [STATE_VERTICES] = {.first    = body->mesh->first,
                        .n_owned  = body->mesh->n_owned,
                        .n_global = body->mesh->n_global,
                        .x        = (const double(*)[3])body->mesh->x}};
  Problems    problems   = {0};
  Checkpoint *checkpoint = NULL;
  char        path[PATH];

  PetscFunctionBeginUser;
  PetscCall(checkpoint_create(PETSC_COMM_WORLD, asked->folder, 1, &checkpoint));
  PetscCall(checkpoint_attach(checkpoint, points, false, &problems));
  const StateVisitor writer = checkpoint_writer(checkpoint);

  for (PetscInt k = 0; k < asked->repeats; k++) {
    PetscCall(stopwatch_begin("checkpoint"));
    PetscCall(flow_visit_state(body->flow, &writer));
    PetscCall(transport_visit_state(body->transport, flow_water(body->flow)->stored_new, &writer));
    PetscCall(checkpoint_save_state(checkpoint, (int)k + 1, &problems));
    PetscCall(stopwatch_end());
  }
  PetscCall(refuse(&problems));
  PetscCall(checkpoint_destroy(&checkpoint));
  (void)snprintf(path, sizeof path, "%.4000s/checkpoint/state-%08d.sij", asked->folder,
                 (int)asked->repeats);
  PetscCall(stopwatch_file("checkpoint", path));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode time_output(const Asked *asked)
{
  Body body   = {.problem = box_problem()};
  int  newton = 0;

  PetscFunctionBeginUser;
  PetscCheck(asked->folder[0], PETSC_COMM_WORLD, PETSC_ERR_USER_INPUT,
             "output needs -folder: where to write");
  box_problem_use_tracer(&body.problem);
  PetscCall(body_create((int)asked->bricks, NULL, &body));
  PetscCall(body_set(&body, evaluate_cosine, NULL));
  PetscCall(body_flow(&body, 0.0, 1.0, &newton));
  PetscCall(write_fields(asked, &body));
  PetscCall(write_checkpoints(asked, &body));
  PetscCall(count_sizes(&body, 0));
  PetscCall(body_destroy(&body));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const struct {
  const char *name;
  Kernel     *time;
} KERNEL[] = {{"mesh", time_mesh},    {"pressure", time_pressure},
              {"flow", time_flow},    {"diffusion", time_diffusion},
              {"front", time_front},  {"assembly", time_assembly},
              {"output", time_output}};

static PetscErrorCode read_options(Asked *asked)
{
  PetscFunctionBeginUser;
  *asked = (Asked){.bricks = 16, .repeats = 5};
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-bricks", &asked->bricks, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-repeats", &asked->repeats, NULL));
  PetscCall(
    PetscOptionsGetString(NULL, NULL, "-folder", asked->folder, sizeof asked->folder, NULL));
  PetscCheck(asked->bricks > 1 && asked->repeats > 0, PETSC_COMM_WORLD, PETSC_ERR_USER_INPUT,
             "-bricks must be 2 or more, -repeats 1 or more");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run(const char *name)
{
  Asked   asked;
  Kernel *time      = NULL;
  double  bandwidth = 0.0;

  PetscFunctionBeginUser;
  PetscCall(read_options(&asked));
  for (size_t k = 0; k < PETSC_STATIC_ARRAY_LENGTH(KERNEL); k++)
    if (strcmp(name, KERNEL[k].name) == 0) time = KERNEL[k].time;
  PetscCheck(time, PETSC_COMM_WORLD, PETSC_ERR_USER_INPUT,
             "usage: steps mesh|pressure|flow|diffusion|front|assembly|output");
  PetscCall(time(&asked));
  PetscCall(stopwatch_memory());
  PetscCall(stopwatch_triad(4000000, &bandwidth));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "triad %.3f\n", bandwidth));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(PetscLogDefaultBegin());
  PetscCall(run(argc > 1 ? argv[1] : ""));
  PetscCall(PetscFinalize());
  return 0;
}
