// SPDX-License-Identifier: GPL-3.0-or-later
// Five layers across x, a source in the tightest: pressure by layers, and how the flow parts.
#include "flow_checks.h"
#include "flow_exact.h"

enum { LAYERS = 5, SOURCE = 2 };

static const double WIDTH = 4e-3, SIDE = 4e-3, RATE = 1e-9; // source per volume, 1/s
static const double CONDUCTIVITY[LAYERS] = {1e-12, 1e-16, 1e-18, 1e-13, 1e-14};

// Materials are numbered as the layers are.
static int select_layer(Vec3 x)
{
  const int k = (int)(x.x[0] / WIDTH);

  return k < LAYERS ? k : LAYERS - 1;
}

// What flows in +x at x = 0, so that the pressure at both ends is 0.
static double compute_inflow(void)
{
  double all = 0.0, driven = 0.0;

  for (int k = 0; k < LAYERS; k++) {
    const double share = k < SOURCE ? 0.0 : k == SOURCE ? 0.5 : 1.0;

    all += WIDTH / CONDUCTIVITY[k];
    driven += share * RATE * WIDTH * WIDTH / CONDUCTIVITY[k];
  }
  return -driven / all;
}

static Exact evaluate_layers(int at, Vec3 x, double t)
{
  double       p = 0.0, q = compute_inflow();
  const double y = x.x[0] - at * WIDTH;

  (void)t;
  for (int k = 0; k < at; k++) {
    const double source = k == SOURCE ? RATE : 0.0;

    p -= (q + 0.5 * source * WIDTH) * WIDTH / CONDUCTIVITY[k];
    q += source * WIDTH;
  }
  const double source = at == SOURCE ? RATE : 0.0, k = CONDUCTIVITY[at];

  return (Exact){.value    = p - (q + 0.5 * source * y) * y / k,
                 .gradient = vec3(-(q + source * y) / k, 0.0, 0.0),
                 .hessian  = {{-source / k}}};
}

// In each layer against the largest pressure there: a tight layer would hide the others.
static double measure_worst_layer(const Trial *trial)
{
  double off[LAYERS] = {0.0}, largest[LAYERS] = {0.0}, worst = 0.0;

  for (PetscInt e = 0; e < trial->mesh->n_cells_owned; e++)
    for (int a = 0; a < 4; a++) {
      const PetscInt i     = trial->mesh->cell[e][a];
      const int      k     = trial->mesh->region[e];
      const double   exact = evaluate_layers(k, trial_position(trial, i), 0.0).value;

      off[k]     = PetscMax(off[k], fabs(flow_pressure(trial->flow)[i] - exact));
      largest[k] = PetscMax(largest[k], fabs(exact));
    }
  for (int k = 0; k < LAYERS; k++)
    worst = PetscMax(worst, trial_max(trial, off[k]) / trial_max(trial, largest[k]));
  return worst;
}

static double sum_left_outflow(const Trial *trial)
{
  double sum = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    if (trial->mesh->x[i][0] < 0.5 * WIDTH) sum += flow_water(trial->flow)->outflow[i];
  return trial_sum(trial, sum);
}

static PetscErrorCode judge_mesh(MPI_Comm comm, int n, double *error, Verdicts *found)
{
  const Box box   = {.n         = {LAYERS * n, n, n},
                     .lo        = vec3(0.0, 0.0, 0.0),
                     .hi        = vec3(LAYERS * WIDTH, SIDE, SIDE),
                     .jitter    = 0.2,
                     .region_at = select_layer,
                     .closed    = {{false, false}, {true, true}, {true, true}}};
  Trial     trial = {.problem = box_problem()};
  double    largest;

  PetscFunctionBeginUser;
  for (int k = 0; k < LAYERS; k++) {
    trial.problem.porous_material[k].pore.beta    = 0.0;
    trial.problem.porous_material[k].conductivity = box_problem_isotropic(CONDUCTIVITY[k]);
  }
  PetscCall(trial_create(comm, &box, &trial));
  PetscCall(exact_march(&trial, evaluate_layers, 1.0, 1));
  PetscCall(exact_error(&trial, evaluate_layers, 0.0, error));
  largest = measure_worst_layer(&trial);
  PetscCall(verdicts_add(found, *error, 0.0, 0.2, "1", "L2 error, %d bricks a layer", n));
  PetscCall(verdicts_add(found, largest, 0.0, n > 6 ? 0.01 : 0.1, "1",
                         "largest error at a vertex, over its layer's pressure, %d", n));
  PetscCall(verdicts_add(found, sum_left_outflow(&trial) / (-compute_inflow() * SIDE * SIDE), 0.99,
                         1.01, "1", "flow out of the left end over exact, %d", n));
  PetscCall(trial_destroy(&trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_check_layers(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int n[] = {3, 6, 12};
  double    size[3], error[3];

  PetscFunctionBeginUser;
  for (int k = 0; k < (request->coarse ? 1 : 3); k++) {
    size[k] = 1e3 * WIDTH / n[k];
    PetscCall(judge_mesh(comm, n[k], &error[k], found));
  }
  if (!request->coarse)
    PetscCall(verdicts_order(found, 3, size, error, 1.9, 2.5, "spacing, mm", "pressure in layers"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
