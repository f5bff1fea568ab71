/* Flow against what is known: run as `verify_flow CHECK`, on any ranks.
 *
 *   source    steady point source in a box against its images, pressure at the hub on three meshes
 *   decay     a cosine of pressure against its exact decay, second order in space
 *   dilation  injection into tissue that dilates against the same law on a fine radial line
 *   balance   every drop accounted for, with needles, uptake, film and cut planes
 *   limit     a pump that yields at its limit
 *   defect    closed below its opening pressure, its conductance the same on two meshes
 */
#include "expect.h"
#include "model_by_hand.h"
#include "radial.h"

static PetscErrorCode flow_step(TestModel *model, double t, double dt)
{
  FlowOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(flow_try(model->flow, t, dt, &outcome));
  PetscCheck(outcome.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "flow at %g s: %s", t,
             outcome.reason);
  PetscCall(flow_accept(model->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One number of the summary, in its unit.
static PetscErrorCode said(const TestModel *model, const char *name, double *value)
{
  Quantities list = {0};

  PetscFunctionBeginUser;
  PetscCall(flow_summary(model->flow, &list));
  const Quantity *row = quantities_find(&list, name);

  *value = row ? row->value : NAN;
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double sum_of(double own)
{
  double all;

  MPI_Allreduce(&own, &all, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD);
  return all;
}

static double max_of(double own)
{
  double all;

  MPI_Allreduce(&own, &all, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD);
  return all;
}

static double radius(const Mesh *mesh, PetscInt i, Vec3 tip)
{
  return vec3_distance(vec3(mesh->x[i][0], mesh->x[i][1], mesh->x[i][2]), tip);
}

// Image of a coordinate in mirrors at -half and half, and the sign of its source.
static double image(int i, double at, double half, bool skin_below, double *sign)
{
  static const double MIXED[4] = {1.0, -1.0, -1.0, 1.0};

  *sign = skin_below ? MIXED[((i % 4) + 4) % 4] : (i % 2 ? -1.0 : 1.0);
  return 2.0 * half * i + (i % 2 ? -at : at);
}

// 4 pi K p / Q at x: source and images; at the tip itself the images alone.
static double images(Vec3 x, Vec3 tip, double half, bool source)
{
  enum { N = 8 };
  double sum = 0.0;

  for (int i = -N; i <= N; i++)
    for (int j = -N; j <= N; j++)
      for (int k = -N; k <= N; k++) {
        double     sign[3];
        const Vec3 at =
          vec3(image(i, tip.x[0], half, false, &sign[0]), image(j, tip.x[1], half, true, &sign[1]),
               image(k, tip.x[2], half, false, &sign[2]));
        const int ends = (abs(i) == N) + (abs(j) == N) + (abs(k) == N);

        if (!source && i == 0 && j == 0 && k == 0) continue;
        sum += sign[0] * sign[1] * sign[2] / vec3_distance(x, at) / (1 << ends);
      }
  return sum;
}

static PetscErrorCode source_on(int n)
{
  const double half = 0.02, rate = 1e-9, bore = 4e-4, scale = rate / (4.0 * PETSC_PI * 1e-12);
  const Vec3   tip   = vec3(0.0011, 0.0007, 0.0003);
  TestModel    model = {.input = case_by_hand()};
  double       worst = 0.0, hub;
  char         what[64];

  PetscFunctionBeginUser;
  case_inject(&model.input, tip, 0.0, 1e7 * rate, rate);
  PetscCall(model_by_hand(n, half, 0.1, NULL, &model));
  PetscCall(flow_step(&model, 0.0, 1e6));
  for (PetscInt i = 0; i < model.mesh->n_owned; i++) {
    const double r = radius(model.mesh, i, tip);

    if (r < 6.0 * half / n || r > 0.8 * half) continue;
    const Vec3   x     = vec3(model.mesh->x[i][0], model.mesh->x[i][1], model.mesh->x[i][2]);
    const double exact = scale * images(x, tip, half, true);

    worst = PetscMax(worst, fabs(flow_pressure(model.flow)[i] - exact) * r / scale);
  }
  (void)snprintf(what, sizeof what, "source: pressure beyond 3 h, %d^3", n);
  expect(what, max_of(worst), 0.0, 0.05);
  PetscCall(said(&model, "injection.needle.hub_pressure_end", &hub));
  const double loss  = 128.0 * 7.5e-4 * 0.09 * rate / (PETSC_PI * pow(bore, 4));
  const double exact = scale * (1.0 / bore + images(tip, tip, half, false)) + loss;

  (void)snprintf(what, sizeof what, "source: hub over exact, %d^3", n);
  expect(what, 1e3 * hub / exact, 0.95, 1.05);
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_source(void)
{
  PetscFunctionBeginUser;
  PetscCall(source_on(8));
  PetscCall(source_on(13));
  PetscCall(source_on(20));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Zero on the cut planes, level at the skin.
static double cosine(const double x[3], double half)
{
  return 1e3 * cos(PETSC_PI * x[0] / (2.0 * half)) * cos(PETSC_PI * (x[1] + half) / (4.0 * half)) *
         cos(PETSC_PI * x[2] / (2.0 * half));
}

static PetscErrorCode decay_error(int n, int steps, double *error)
{
  const double half = 0.01, duration = 0.2;
  const double rate  = 2.25 * 1e-12 / 1e-8 * pow(PETSC_PI / (2.0 * half), 2);
  TestModel    model = {.input = case_by_hand()};
  double      *p, own[2] = {0.0};

  PetscFunctionBeginUser;
  PetscCall(model_by_hand(n, half, 0.15, NULL, &model));
  PetscCall(PetscMalloc1(model.mesh->n_local, &p));
  for (PetscInt i = 0; i < model.mesh->n_local; i++) p[i] = cosine(model.mesh->x[i], half);
  PetscCall(flow_set(model.flow, p));
  for (int s = 0; s < steps; s++)
    PetscCall(flow_step(&model, s * duration / steps, duration / steps));
  for (PetscInt i = 0; i < model.mesh->n_owned; i++) {
    const double volume = medium_storage(model.medium, i, 0.0).value;
    const double exact  = cosine(model.mesh->x[i], half) * exp(-rate * duration);

    own[0] += volume * pow(flow_pressure(model.flow)[i] - exact, 2);
    own[1] += volume;
  }
  *error = sqrt(sum_of(own[0]) / sum_of(own[1])) / 1e3;
  PetscCall(PetscFree(p));
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_decay(void)
{
  double coarse, fine;

  PetscFunctionBeginUser;
  PetscCall(decay_error(6, 10, &coarse));
  PetscCall(decay_error(12, 40, &fine));
  expect("decay: L2 error of 12^3", fine, 0.0, 5e-3);
  expect("decay: order", log2(coarse / fine), 1.8, 2.5);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Mean distance from the tip of what was added.
static double reach(const TestModel *model, Vec3 tip)
{
  double own[2] = {0.0};

  for (PetscInt i = 0; i < model->mesh->n_owned; i++) {
    const double added = medium_storage(model->medium, i, flow_pressure(model->flow)[i]).value -
                         medium_storage(model->medium, i, 0.0).value;

    own[0] += added * radius(model->mesh, i, tip);
    own[1] += added;
  }
  return sum_of(own[0]) / sum_of(own[1]);
}

static PetscErrorCode check_dilation(void)
{
  const double half = 0.012, rate = 5e-8, volume = 5e-7;
  const Vec3   tip    = vec3(0.0004, 0.0002, 0.0003);
  TestModel    model  = {.input = case_by_hand()};
  Radial       radial = {.pore         = {PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e2},
                         .conductivity = 1e-13,
                         .inner        = 4e-4,
                         .outer        = half};
  double       t = 0.0, dt = 0.02, own[2] = {0.0}, hub;

  PetscFunctionBeginUser;
  model.input.tissue[REGION_FAT].pore                = radial.pore;
  model.input.tissue[REGION_FAT].conductivity_along  = radial.conductivity;
  model.input.tissue[REGION_FAT].conductivity_across = radial.conductivity;
  case_inject(&model.input, tip, 0.0, volume, rate);
  PetscCall(model_by_hand(16, half, 0.1, NULL, &model));
  while (t < 10.0) {
    dt = PetscMin(PetscMin(1.3 * dt, 0.4), 10.0 - t);
    PetscCall(flow_step(&model, t, dt));
    t = 10.0 - t - dt > 1e-9 ? t + dt : 10.0;
  }
  radial_inject(&radial, rate, 10.0, 1000);
  for (PetscInt i = 0; i < model.mesh->n_owned; i++) {
    const double r = radius(model.mesh, i, tip);

    if (r < 0.0045 || r > 0.0055) continue;
    const double exact = radial_pressure(&radial, r);

    own[0] +=
      medium_storage(model.medium, i, 0.0).value * fabs(flow_pressure(model.flow)[i] - exact);
    own[1] += medium_storage(model.medium, i, 0.0).value * exact;
  }
  PetscCall(said(&model, "injection.needle.hub_pressure_end", &hub));
  const double loss = 128.0 * 7.5e-4 * 0.09 * rate / (PETSC_PI * pow(4e-4, 4));

  expect("dilation: mean radius over reference", reach(&model, tip) / radial_reach(&radial), 0.97,
         1.03);
  expect("dilation: tip over reference", (1e3 * hub - loss) / radial.p[0], 0.95, 1.05);
  expect("dilation: difference from 3 h to the front", sum_of(own[0]) / sum_of(own[1]), 0.0, 0.15);
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Region layers(Vec3 x)
{
  if (x.x[0] < -0.002) return REGION_MULTIFIDUS;
  return x.x[0] < 0.004 ? REGION_LIG_POST_SHORT : REGION_FAT;
}

static void make_dilating(Case *input)
{
  for (int r = 0; r < REGION_COUNT; r++) {
    input->tissue[r].pore               = (Pore){PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3};
    input->tissue[r].conductivity_along = input->tissue[r].conductivity_across = 1e-13;
    input->tissue[r].uptake                                                    = 1e-8;
  }
  input->tissue[REGION_LIG_POST_SHORT].fibre               = vec3_unit(vec3(1.0, 1.0, 0.5));
  input->tissue[REGION_LIG_POST_SHORT].conductivity_across = 1e-14;
  input->surfaces.plane_aperture_rest                      = 1e-6;
  input->surfaces.plane_aperture_dilated                   = 2e-4;
  input->surfaces.plane_pressure                           = 2e3;
}

// How far stored water is from what the pressure asks for.
static double misfit(const TestModel *model)
{
  const WaterStep *water = flow_water(model->flow);
  double           own   = 0.0;

  for (PetscInt i = 0; i < model->mesh->n_owned; i++)
    if (water->outflow[i] == 0.0)
      own +=
        fabs(water->stored_new[i] - medium_storage(model->medium, i, water->pressure[i]).value);
  return sum_of(own);
}

static double film_flow(const TestModel *model)
{
  const WaterStep *water = flow_water(model->flow);
  double           own   = 0.0;

  for (PetscInt k = 0; k < 3 * model->medium->n_film; k++) own += fabs(water->film_out[k]);
  return sum_of(own);
}

static PetscErrorCode check_balance(void)
{
  TestModel model = {.input = case_by_hand()};
  double    t = 0.0, film = 0.0, astray = 0.0, value;

  PetscFunctionBeginUser;
  make_dilating(&model.input);
  case_inject(&model.input, vec3(0.0011, 0.0007, 0.0003), 0.0, 5e-7, 5e-8);
  case_inject(&model.input, vec3(0.0011, 0.0008, 0.0003), 2.0, 2e-7, 5e-8); // the same cell
  case_inject(&model.input, vec3(-0.006, -0.003, 0.002), 1.0, 3e-7, 1e-7);
  PetscCall(model_by_hand(10, 0.012, 0.2, layers, &model));
  for (int s = 0; s < 60; s++) {
    const double dt = s < 40 ? 0.25 : 0.25 * pow(1.8, s - 40);

    PetscCall(flow_step(&model, t, dt));
    t += dt;
    film   = PetscMax(film, film_flow(&model));
    astray = PetscMax(astray, misfit(&model));
  }
  PetscCall(said(&model, "ledger.water.defect", &value));
  expect("balance: defect of the ledger", fabs(value), 0.0, 1e-12);
  PetscCall(said(&model, "flow.absorbed", &value));
  expect("balance: absorbed mL", value, 0.1, 1.0);
  PetscCall(said(&model, "flow.left_through_cut_planes", &value));
  expect("balance: left mL", value, 1e-3, 1.0);
  expect("balance: flow in the film m^3/s", film, 1e-9, 1.0);
  expect("balance: stored against pressure, share", astray / 1e-6, 0.0, 1e-8);
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode limited(double limit, double *hub, double *delivered)
{
  TestModel model = {.input = case_by_hand()};

  PetscFunctionBeginUser;
  make_dilating(&model.input);
  case_inject(&model.input, vec3(0.0011, 0.0007, 0.0003), 0.0, 2e-7, 5e-8);
  model.input.injection[0].pressure_limit = limit;
  PetscCall(model_by_hand(10, 0.012, 0.2, layers, &model));
  for (int s = 0; s < 18; s++) PetscCall(flow_step(&model, 0.25 * s, 0.25));
  PetscCall(said(&model, "injection.needle.hub_pressure_max", hub));
  PetscCall(said(&model, "injection.needle.delivered", delivered));
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_limit(void)
{
  double free[2], held[2];

  PetscFunctionBeginUser;
  PetscCall(limited(INFINITY, &free[0], &free[1]));
  expect("limit: delivered without one, mL", free[1], 0.2 * (1.0 - 1e-12), 0.2 * (1.0 + 1e-12));
  PetscCall(limited(0.5e3 * free[0], &held[0], &held[1]));
  expect("limit: hub over its limit", held[0] / (0.5 * free[0]), 0.99, 1.0 + 1e-6);
  expect("limit: delivered over asked", held[1] / 0.2, 0.01, 0.95);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A cavity of 8 mm in a capsule of 2 mm.
static Region bag(Vec3 x)
{
  const double far = PetscMax(PetscMax(fabs(x.x[0]), fabs(x.x[1])), fabs(x.x[2]));

  if (far < 0.004) return REGION_JOINT_CAVITY;
  return far < 0.006 ? REGION_CAPSULE : REGION_FAT;
}

// Flow through the defect over the cavity's pressure, when both stand still.
static PetscErrorCode defect_leak(int n, double limit, double *pressure, double *leak)
{
  TestModel          model = {.input = case_by_hand()};
  double             t = 0.0, dt = 1e-3, before = 0.0, after = 0.0;
  int                n_columns;
  const char *const *column;
  const double      *value;

  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++)
    model.input.tissue[r].conductivity_along = model.input.tissue[r].conductivity_across = 1e-8;
  model.input.tissue[REGION_CAPSULE].conductivity_along  = 1e-15;
  model.input.tissue[REGION_CAPSULE].conductivity_across = 1e-15;
  model.input.anatomy.capsule                            = 2e-3;
  model.input.n_defects                                  = 1;
  model.input.defect[0]                                  = (Defect){.name             = "hole",
                                                                    .centre           = vec3(0.005, 0.0003, 0.0002),
                                                                    .size             = 4e-3,
                                                                    .opening_pressure = 1e4,
                                                                    .conductance      = 1e-12};
  case_inject(&model.input, vec3(0.0003, 0.0004, 0.0005), 0.0, 1e-2, 1e-7);
  model.input.injection[0].pressure_limit = limit;
  PetscCall(model_by_hand(n, 0.012, 0.0, bag, &model));
  while (t < 1e2) {
    before = after;
    PetscCall(flow_step(&model, t, dt));
    PetscCall(said(&model, "flow.leak.hole", &after));
    t += dt;
    if (t < 1e2) dt *= 4.0;
  }
  PetscCall(flow_row(model.flow, &n_columns, &column, &value));
  *pressure = 1e3 * value[0];
  *leak     = 1e-6 * (after - before) / dt;
  PetscCall(model_discard(&model));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_defect(void)
{
  double pressure, leak, coarse, fine;

  PetscFunctionBeginUser;
  PetscCall(defect_leak(12, 5e3, &pressure, &leak));
  expect("defect: pressure of the closed bag", pressure, 4e3, 5e3);
  expect("defect: closed, share of its conductance", leak / pressure / 1e-12, 0.0, 1e-4);
  PetscCall(defect_leak(12, 8e4, &pressure, &leak));
  coarse = leak / (pressure - 1e4) / 1e-12;
  PetscCall(defect_leak(24, 8e4, &pressure, &leak));
  fine = leak / (pressure - 1e4) / 1e-12;
  expect("defect: open on 12^3, share of its conductance", coarse, 0.7, 1.3);
  expect("defect: open on 24^3", fine, 0.7, 1.3);
  expect("defect: fine over coarse", fine / coarse, 0.8, 1.2);
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  const char *check = argc > 1 ? argv[1] : "";

  if (strcmp(check, "source") == 0) PetscCall(check_source());
  if (strcmp(check, "decay") == 0) PetscCall(check_decay());
  if (strcmp(check, "dilation") == 0) PetscCall(check_dilation());
  if (strcmp(check, "balance") == 0) PetscCall(check_balance());
  if (strcmp(check, "limit") == 0) PetscCall(check_limit());
  if (strcmp(check, "defect") == 0) PetscCall(check_defect());
  PetscCall(PetscFinalize());
  return expect_failures > 0;
}
