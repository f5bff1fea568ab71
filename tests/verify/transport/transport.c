/* Transport against what it must keep and what is known: run as `transport CHECK`, on any ranks.
 *
 *   uniform    a uniform concentration stays uniform under an injection into dilating layers
 *   front      an injected front keeps its bounds and its ledger, on jittered tetrahedra
 *   decay      clearance against exp(-k t), second order in time
 *   diffusion  a cosine against its exact decay, second order in space
 *   bump       a bump carried across the box, second order in space
 */
#include "expect.h"
#include "model_by_hand.h"

static Region layers(Vec3 x)
{
  if (x.x[0] < -0.002) return REGION_MULTIFIDUS;
  return x.x[0] < 0.004 ? REGION_LIG_POST_SHORT : REGION_FAT;
}

// Three tissues that dilate differently, one of them with fibres.
static void make_dilating(Case *input)
{
  Tissue *fat = &input->tissue[REGION_FAT], *muscle = &input->tissue[REGION_MULTIFIDUS];
  Tissue *ligament = &input->tissue[REGION_LIG_POST_SHORT];

  fat->pore                     = (Pore){PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3};
  muscle->pore                  = (Pore){PORE_MATRIX, 0.15, 0.5, 8e3, 2.0, 1e-7, 1e3};
  ligament->pore                = (Pore){PORE_MATRIX, 0.6, 0.8, 8e3, 2.0, 1e-7, 3e2};
  ligament->conductivity_along  = 1e-13;
  ligament->conductivity_across = 1e-14;
  ligament->fibre               = vec3_unit(vec3(1.0, 1.0, 0.5));
  fat->conductivity_along = fat->conductivity_across = 1e-13;
  muscle->conductivity_along = muscle->conductivity_across = 1e-13;
  fat->diffusion_across                                    = 0.2;
  ligament->diffusion_along                                = 0.6;
  ligament->diffusion_across                               = 0.2;
  input->surfaces                                          = (Surfaces){.plane_aperture_rest    = 1e-6,
                                                                        .plane_aperture_dilated = 2e-4,
                                                                        .plane_pressure         = 2e3,
                                                                        .plane_viscosity        = 1e-3};
}

static PetscErrorCode global_range(const TestModel *model, double range[2])
{
  const double *c      = transport_concentration(model->transport, 0);
  double        own[2] = {-1e300, -1e300};

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < model->mesh->n_owned; i++) {
    own[0] = PetscMax(own[0], -c[i]);
    own[1] = PetscMax(own[1], c[i]);
  }
  PetscCallMPI(MPI_Allreduce(own, range, 2, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  range[0] = -range[0];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode rest_storage(const TestModel *model, double **stored)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(model->mesh->n_owned, stored));
  for (PetscInt i = 0; i < model->mesh->n_owned; i++)
    (*stored)[i] = medium_storage(model->medium, i, 0.0).value;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Ten seconds of injection and as much after it, in uneven steps.
static PetscErrorCode inject(TestModel *model, double range[2])
{
  PetscFunctionBeginUser;
  range[0] = 1e300;
  range[1] = -1e300;
  for (int s = 0; s < 38; s++) {
    const double t  = s < 10 ? 0.1 * s : (s < 28 ? 1.0 + 0.5 * (s - 10) : 10.0 + (s - 28));
    const double dt = s < 10 ? 0.1 : (s < 28 ? 0.5 : 1.0);
    double       now[2];

    PetscCall(model_step(model, t, dt));
    PetscCall(global_range(model, now));
    range[0] = PetscMin(range[0], now[0]);
    range[1] = PetscMax(range[1], now[1]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_uniform(void)
{
  TestModel model = {.input = case_by_hand()};
  double   *one, *stored, range[2];
  Ledger    ledger;

  PetscFunctionBeginUser;
  make_dilating(&model.input);
  model.input.tissue[REGION_FAT].uptake = 1e-7;
  case_inject(&model.input, vec3(0.0011, 0.0007, 0.0003), 0.0, 5e-7, 5e-8);
  PetscCall(model_by_hand(10, 0.012, 0.2, layers, &model));
  PetscCall(PetscMalloc1(model.mesh->n_local, &one));
  for (PetscInt i = 0; i < model.mesh->n_local; i++) one[i] = 1.0;
  PetscCall(rest_storage(&model, &stored));
  PetscCall(transport_set(model.transport, 0, one, stored, 1.0));
  PetscCall(inject(&model, range));
  PetscCall(transport_ledger(model.transport, 0, &ledger));
  expect("uniform: largest departure", PetscMax(range[1] - 1.0, 1.0 - range[0]), 0.0, 1e-10);
  expect("uniform: ledger defect", fabs(ledger.defect) / ledger.injected, 0.0, 1e-10);
  PetscCall(PetscFree(one));
  PetscCall(PetscFree(stored));
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_front(void)
{
  TestModel model = {.input = case_by_hand()};
  double    range[2];
  Ledger    ledger;

  PetscFunctionBeginUser;
  make_dilating(&model.input);
  model.input.tissue[REGION_FAT].perfusion = 1e-3;
  model.input.drug[0].extraction           = 1.0;
  model.input.drug[0].capacity[REGION_FAT] = 3.0;
  case_inject(&model.input, vec3(0.0011, 0.0007, 0.0003), 0.0, 5e-7, 5e-8);
  PetscCall(model_by_hand(10, 0.012, 0.2, layers, &model));
  PetscCall(inject(&model, range));
  PetscCall(transport_ledger(model.transport, 0, &ledger));
  expect("front: smallest", range[0], -1e-12, 1e-12);
  expect("front: largest over injected", range[1] - 1.0, -1.0, 1e-12);
  expect("front: injected amount", ledger.injected / 5e-7, 1.0 - 1e-12, 1.0 + 1e-12);
  expect("front: cleared share", ledger.cleared / ledger.injected, 1e-6, 0.5);
  expect("front: ledger defect", fabs(ledger.defect) / ledger.injected, 0.0, 1e-10);
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode decay_error(int steps, double *error)
{
  const double k = 1e-2, duration = 200.0;
  TestModel    model = {.input = case_by_hand()};
  double      *one, *stored, range[2];

  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++) model.input.tissue[r].perfusion = 0.5 * k; // phi = 0.5
  model.input.drug[0].extraction = 1.0;
  case_inject(&model.input, vec3(0.0, 0.0, 0.0), 1e9, 1e-6, 1e-8); // never, but it names the drug
  PetscCall(model_by_hand(3, 0.01, 0.0, NULL, &model));
  PetscCall(PetscMalloc1(model.mesh->n_local, &one));
  for (PetscInt i = 0; i < model.mesh->n_local; i++) one[i] = 1.0;
  PetscCall(rest_storage(&model, &stored));
  PetscCall(transport_set(model.transport, 0, one, stored, 1.0));
  for (int s = 0; s < steps; s++)
    PetscCall(model_step(&model, s * duration / steps, duration / steps));
  PetscCall(global_range(&model, range));
  *error = fabs(range[1] - exp(-k * duration));
  PetscCall(PetscFree(one));
  PetscCall(PetscFree(stored));
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_decay(void)
{
  double coarse, fine;

  PetscFunctionBeginUser;
  PetscCall(decay_error(8, &coarse));
  PetscCall(decay_error(16, &fine));
  expect("decay: error of 16 steps", fine, 0.0, 1e-3);
  expect("decay: order in time", log2(coarse / fine), 1.9, 2.3);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double cosine(const double x[3], double half)
{
  return 1.0 + 0.5 * sin(PETSC_PI * x[0] / (2.0 * half));
}

static double bump(const double x[3], double shift)
{
  const double r2 = pow(x[0] + 0.003 - shift, 2) + pow(x[1], 2) + pow(x[2], 2);

  return exp(-0.5 * r2 / pow(0.0025, 2));
}

// L2 over volume of the difference to what is known.
static PetscErrorCode norm(const TestModel *model, const double exact[], double *l2)
{
  const double *c      = transport_concentration(model->transport, 0);
  double        own[2] = {0.0}, all[2];

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < model->mesh->n_owned; i++) {
    const double volume = medium_storage(model->medium, i, 0.0).value;

    own[0] += volume * pow(c[i] - exact[i], 2);
    own[1] += volume;
  }
  PetscCallMPI(MPI_Allreduce(own, all, 2, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  *l2 = sqrt(all[0] / all[1]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode diffusion_error(int n, double *error)
{
  const double half = 0.01, duration = 2e4, rate = 1e-9 * pow(PETSC_PI / (2.0 * half), 2);
  TestModel    model = {.input = case_by_hand()};
  double      *c, *stored;

  PetscFunctionBeginUser;
  case_inject(&model.input, vec3(0.0, 0.0, 0.0), 1e9, 1e-6, 1e-8);
  PetscCall(model_by_hand(n, half, 0.15, NULL, &model));
  PetscCall(PetscMalloc1(model.mesh->n_local, &c));
  for (PetscInt i = 0; i < model.mesh->n_local; i++) c[i] = cosine(model.mesh->x[i], half);
  PetscCall(rest_storage(&model, &stored));
  PetscCall(transport_set(model.transport, 0, c, stored, 0.0));
  for (int s = 0; s < 4 * n; s++)
    PetscCall(model_step(&model, s * duration / (4 * n), duration / (4 * n)));
  for (PetscInt i = 0; i < model.mesh->n_owned; i++)
    c[i] = 1.0 + (cosine(model.mesh->x[i], half) - 1.0) * exp(-rate * duration);
  PetscCall(norm(&model, c, error));
  PetscCall(PetscFree(c));
  PetscCall(PetscFree(stored));
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_diffusion(void)
{
  double coarse, fine;

  PetscFunctionBeginUser;
  PetscCall(diffusion_error(6, &coarse));
  PetscCall(diffusion_error(12, &fine));
  expect("diffusion: L2 error of 12^3", fine, 0.0, 1e-2);
  expect("diffusion: order", log2(coarse / fine), 1.8, 2.5);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A step of uniform velocity along x, made by hand; what leaves at the sides is `outflow`. */
typedef struct {
  double *pressure, *stored, *edge_flow, *cell_out, *none, *outflow;
} Wind;

static PetscErrorCode wind_create(const TestModel *model, double speed, Wind *wind)
{
  const Mesh *mesh = model->mesh;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &wind->pressure));
  PetscCall(PetscCalloc1(model->graph->n_edges, &wind->edge_flow));
  PetscCall(PetscMalloc1(4 * (size_t)mesh->n_cells, &wind->cell_out));
  PetscCall(PetscCalloc1(mesh->n_owned, &wind->none));
  PetscCall(PetscCalloc1(mesh->n_owned, &wind->outflow));
  PetscCall(rest_storage(model, &wind->stored));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Vec3         gradient[4];
    const double volume = element_gradients((const double(*)[3])mesh->x, mesh->cell[e], gradient);

    for (int a = 0; a < 4; a++) wind->cell_out[4 * e + a] = -volume * speed * gradient[a].x[0];
    for (int k = 0; k < 6; k++) {
      const int      a = ELEMENT_PAIR[k][0], b = ELEMENT_PAIR[k][1];
      const PetscInt edge = graph_edge(model->graph, mesh->cell[e][a], mesh->cell[e][b]);
      const double   q    = 0.25 * volume * speed * (gradient[b].x[0] - gradient[a].x[0]);

      if (edge >= 0)
        wind->edge_flow[edge] += model->graph->edge[edge][0] == mesh->cell[e][a] ? q : -q;
    }
  }
  for (PetscInt k = 0; k < model->graph->n_edges; k++)
    for (int s = 0; s < 2; s++)
      if (model->graph->edge[k][s] < mesh->n_owned)
        wind->outflow[model->graph->edge[k][s]] +=
          s == 0 ? -wind->edge_flow[k] : wind->edge_flow[k];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode bump_error(int n, double jitter, double *error)
{
  const double half = 0.012, speed = 1e-4, duration = 30.0; // of fluid: speed / phi = 2e-4
  TestModel    model = {.input = case_by_hand()};
  Wind         wind;
  double      *c;
  const int    steps = 5 * n;

  PetscFunctionBeginUser;
  model.input.drug[0].diffusivity = 0.0;
  case_inject(&model.input, vec3(0.0, 0.0, 0.0), 1e9, 1e-6, 1e-8);
  PetscCall(model_by_hand(n, half, jitter, NULL, &model));
  PetscCall(wind_create(&model, speed, &wind));
  PetscCall(PetscMalloc1(model.mesh->n_local, &c));
  for (PetscInt i = 0; i < model.mesh->n_local; i++) c[i] = bump(model.mesh->x[i], 0.0);
  PetscCall(transport_set(model.transport, 0, c, wind.stored, 0.0));
  for (int s = 0; s < steps; s++) {
    const WaterStep  water = {.t            = s * duration / steps,
                              .dt           = duration / steps,
                              .pressure_old = wind.pressure,
                              .pressure     = wind.pressure,
                              .stored_old   = wind.stored,
                              .stored_new   = wind.stored,
                              .edge_flow    = wind.edge_flow,
                              .cell_out     = wind.cell_out,
                              .absorbed     = wind.none,
                              .outflow      = wind.outflow};
    TransportOutcome outcome;

    PetscCall(transport_try(model.transport, &water, &outcome));
    PetscCall(transport_accept(model.transport));
  }
  for (PetscInt i = 0; i < model.mesh->n_owned; i++)
    c[i] = bump(model.mesh->x[i], speed / 0.5 * duration);
  PetscCall(norm(&model, c, error));
  PetscCall(PetscFree(wind.pressure));
  PetscCall(PetscFree(wind.edge_flow));
  PetscCall(PetscFree(wind.cell_out));
  PetscCall(PetscFree(wind.none));
  PetscCall(PetscFree(wind.outflow));
  PetscCall(PetscFree(wind.stored));
  PetscCall(PetscFree(c));
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// On regular tetrahedra the order is that of the elements; scattered vertices cost some of it.
static PetscErrorCode check_bump(void)
{
  double coarse, fine;

  PetscFunctionBeginUser;
  PetscCall(bump_error(12, 0.0, &coarse));
  PetscCall(bump_error(24, 0.0, &fine));
  expect("bump: L2 error of 24^3", fine, 0.0, 1e-2);
  expect("bump: order", log2(coarse / fine), 1.8, 4.0);
  PetscCall(bump_error(12, 0.15, &coarse));
  PetscCall(bump_error(24, 0.15, &fine));
  expect("bump: L2 error of 24^3, jittered", fine, 0.0, 1e-2);
  expect("bump: order, jittered", log2(coarse / fine), 1.5, 4.0);
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  const char *check = argc > 1 ? argv[1] : "";

  if (strcmp(check, "uniform") == 0) PetscCall(check_uniform());
  if (strcmp(check, "front") == 0) PetscCall(check_front());
  if (strcmp(check, "decay") == 0) PetscCall(check_decay());
  if (strcmp(check, "diffusion") == 0) PetscCall(check_diffusion());
  if (strcmp(check, "bump") == 0) PetscCall(check_bump());
  PetscCall(PetscFinalize());
  return expect_failures > 0;
}
