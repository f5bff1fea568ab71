// SPDX-License-Identifier: GPL-3.0-or-later
/* Two half-spaces that differ in all that tissue does to a drug, started from the exact solution.
 *
 *     phi R dc/dt = d/dx (phi D dc/dx),     c and phi D dc/dx continuous at x = 0,     kappa = D / R
 *     x < 0:  c = c_0 + (1 - c_0) erf(-x / (2 sqrt(kappa_1 t)))
 *     x > 0:  c = c_0 erfc(x / (2 sqrt(kappa_2 t))),     c_0 = e_1 / (e_1 + e_2),  e = phi sqrt(D R)
 *
 * (Carslaw & Jaeger 1959, section 2.15, in terms of a drug.) Concentration is that of the fluid; what the
 * tissues hold per volume, phi R c, jumps by the partition between them.
 */
#include "tissue.h"
#include "trial_fields.h"

#include <math.h>

enum { SIZES = 3, POINTS = 97 };

static const double LOW = -0.006, HIGH = 0.018, END = 4000.0; // m, m, s

typedef struct {
  double porosity, capacity, diffusivity;
} Layer;

static const Layer LAYER[2] = {{0.2, 2.5, 4e-10}, {0.6, 1.2, 9e-10}};

// Materials are numbered as the layers are.
static int select_side(Vec3 x)
{
  return x.x[0] < 0.0 ? 0 : 1;
}

static double compute_effusivity(const Layer *layer)
{
  return layer->porosity * sqrt(layer->diffusivity * layer->capacity);
}

static double compute_interface_concentration(void)
{
  return compute_effusivity(&LAYER[0]) /
         (compute_effusivity(&LAYER[0]) + compute_effusivity(&LAYER[1]));
}

// At the start a vertex between the two holds what its left half holds.
static double evaluate_jump(double x)
{
  const double left  = LAYER[0].porosity * LAYER[0].capacity;
  const double right = LAYER[1].porosity * LAYER[1].capacity;

  if (x == 0.0) return left / (left + right);
  return x < 0.0 ? 1.0 : 0.0;
}

static double evaluate_exact(Vec3 x, const void *context)
{
  const Layer *layer  = &LAYER[x.x[0] < 0.0 ? 0 : 1];
  const double t      = *(const double *)context;
  const double middle = compute_interface_concentration();

  if (t <= 0.0) return evaluate_jump(x.x[0]);
  const double along = x.x[0] / (2.0 * sqrt(layer->diffusivity / layer->capacity * t));

  return x.x[0] < 0.0 ? middle + (1.0 - middle) * erf(-along) : middle * erfc(along);
}

static BoxProblem build_layered_problem(void)
{
  BoxProblem       problem = box_problem();
  TransportSolute *tracer  = &problem.transport.solute[0];

  box_problem_use_tracer(&problem);
  for (int l = 0; l < 2; l++) {
    Pore *pore = &problem.porous_material[l].pore;

    pore->phi_0 = pore->phi_1                      = LAYER[l].porosity;
    problem.transport_material[l].diffusion_across = LAYER[l].diffusivity / tracer->diffusivity;
    tracer->retardation[l]                         = LAYER[l].capacity;
  }
  return problem;
}

// A bar three bricks wide: c varies along it alone, and the vertices inside are scattered.
static PetscErrorCode create_bar(MPI_Comm comm, int n, Trial *trial)
{
  const double width = 3.0 * (HIGH - LOW) / n;
  const Box    box   = {.n         = {n, 3, 3},
                        .lo        = vec3(LOW, 0.0, 0.0),
                        .hi        = vec3(HIGH, width, width),
                        .jitter    = 0.15,
                        .region_at = select_side,
                        .closed    = {{true, true}, {true, true}, {true, true}}};

  PetscFunctionBeginUser;
  trial->problem = build_layered_problem();
  PetscCall(trial_create(comm, &box, trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// From `start` to the end in n / 2 steps, whose lengths grow as time does when it starts from nothing.
static PetscErrorCode run_diffusion(MPI_Comm comm, int n, double start, Trial *trial)
{
  const double power = start > 0.0 ? 1.0 : 2.0;

  PetscFunctionBeginUser;
  PetscCall(create_bar(comm, n, trial));
  PetscCall(trial_start(trial, 0, evaluate_exact, &start, 0.0));
  for (int s = 0; s < n / 2; s++) {
    const double t    = start + (END - start) * pow(2.0 * s / n, power);
    const double next = start + (END - start) * pow(2.0 * (s + 1) / n, power);

    PetscCall(trial_step(trial, t, next - t));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Along the middle of the bar, for the figure; `middle` is c at the interface.
static PetscErrorCode draw_profile(const Trial *trial, int n, Verdicts *found, double *middle)
{
  const double across = 1.5 * (HIGH - LOW) / n;
  Vec3         place[POINTS];
  double       x[POINTS], c[POINTS], known[POINTS];

  PetscFunctionBeginUser;
  for (int k = 0; k < POINTS; k++) {
    place[k] = vec3(LOW + (HIGH - LOW) * k / (POINTS - 1), across, across);
    x[k]     = 1e3 * place[k].x[0];
    known[k] = evaluate_exact(place[k], &END);
  }
  PetscCall(trial_sample(trial, 0, POINTS, place, c));
  *middle = c[(int)lround((POINTS - 1) * -LOW / (HIGH - LOW))];
  PetscCall(verdicts_curve(found, "profile", "exact", "x, mm", "c / c_0", false, POINTS, x, known));
  PetscCall(verdicts_curve(found, "profile", "computed", "x, mm", "c / c_0", false, POINTS, x, c));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tissue_layers(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const int    n_sizes = request->coarse ? 1 : SIZES;
  const double allowed = request->coarse ? 0.05 : 0.01;
  const double early   = 0.25 * END;
  double       size[SIZES], smooth[SIZES], jump[SIZES], middle = 0.0;

  PetscFunctionBeginUser;
  for (int k = 0; k < n_sizes; k++) {
    const int n     = 24 << k;
    Trial     trial = {0};

    size[k] = 1e3 * (HIGH - LOW) / n;
    PetscCall(run_diffusion(comm, n, early, &trial));
    PetscCall(trial_difference(&trial, 0, evaluate_exact, &END, &smooth[k]));
    if (k == n_sizes - 1) PetscCall(draw_profile(&trial, n, found, &middle));
    PetscCall(trial_destroy(&trial));
    PetscCall(run_diffusion(comm, n, 0.0, &trial));
    PetscCall(trial_difference(&trial, 0, evaluate_exact, &END, &jump[k]));
    PetscCall(trial_destroy(&trial));
    PetscCall(verdicts_report(found, smooth[k], "1", "L2 error, bricks of %.2g mm", size[k]));
    PetscCall(verdicts_report(found, jump[k], "1", "the same, begun with a jump at t = 0"));
  }
  PetscCall(verdicts_add(found, middle / compute_interface_concentration() - 1.0, -allowed, allowed,
                         "1", "concentration at the interface, relative error"));
  if (request->coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_order(found, n_sizes, size, smooth, 1.8, 2.5, "brick, mm", "two tissues"));
  PetscCall(verdicts_order(found, n_sizes, size, jump, 1.3, 2.5, "brick, mm", "begun with a jump"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
