// SPDX-License-Identifier: GPL-3.0-or-later
/* A ball of joint fluid whose lining clears: Crank's sphere with exchange at its surface.
 *
 *     L = a P / (phi D),     beta cot beta + L - 1 = 0
 *     left(t)      = sum 6 L^2 exp(-beta^2 tau) / (beta^2 (beta^2 + L (L - 1))),      tau = D t / a^2
 *     c(r, t)/c_0  = sum 2 L (a / r) exp(-beta^2 tau) sin(beta r / a) / ((beta^2 + L (L - 1)) sin beta)
 *
 * (Crank 1975, section 6.3.4, for a ball full at the start and nothing outside.) One eighth is meshed, a
 * cube carried to the ball, with the planes of symmetry closed; around it lies a capsule that lets
 * nothing through and holds next to nothing.
 */
#include "tissue.h"
#include "trial_fields.h"

#include "sij/base/units.h"

#include <math.h>

enum { SIZES = 3, ROOTS = 60, POINTS = 40, TIMES = 4 };

static const double RADIUS = 5e-3, DIFFUSIVITY = 1e-9, EXCHANGE = 5.0; // m, m^2/s, L
static const double TAU[TIMES] = {0.03, 0.1, 0.2, 0.3};

static double find_largest_coordinate(Vec3 x)
{
  return fmax(fabs(x.x[0]), fmax(fabs(x.x[1]), fabs(x.x[2])));
}

static Vec3 map_to_ball(Vec3 x)
{
  const double norm = vec3_norm(x);

  return norm > 0.0 ? vec3_scaled(x, find_largest_coordinate(x) / norm) : x;
}

enum { BALL, AROUND };

static int select_ball(Vec3 x)
{
  return find_largest_coordinate(x) < RADIUS ? BALL : AROUND;
}

// Between (n - 1/2) pi and n pi, where the cotangent is negative as L > 1 wants it.
static double find_root(int n)
{
  const double pi  = SIJ_PI;
  double       low = (n - 0.5) * pi, high = n * pi;

  for (int i = 0; i < 60; i++) {
    const double beta = 0.5 * (low + high);
    const double sign = n % 2 == 0 ? 1.0 : -1.0;

    if (sign * (beta * cos(beta) + (EXCHANGE - 1.0) * sin(beta)) > 0.0) high = beta;
    else low = beta;
  }
  return 0.5 * (low + high);
}

static double evaluate_amount_left(double tau)
{
  double sum = 0.0;

  for (int n = 1; n <= ROOTS; n++) {
    const double beta2 = pow(find_root(n), 2);

    sum += 6.0 * EXCHANGE * EXCHANGE * exp(-beta2 * tau) /
           (beta2 * (beta2 + EXCHANGE * (EXCHANGE - 1.0)));
  }
  return sum;
}

static double evaluate_exact(Vec3 x, const void *context)
{
  const double tau = *(const double *)context, r = fmax(vec3_norm(x) / RADIUS, 1e-6);
  double       sum = 0.0;

  if (r > 1.0 + 1e-9) return 0.0;
  for (int n = 1; n <= ROOTS; n++) {
    const double beta = find_root(n);

    sum += 2.0 * EXCHANGE / r * exp(-beta * beta * tau) * sin(beta * r) /
           ((beta * beta + EXCHANGE * (EXCHANGE - 1.0)) * sin(beta));
  }
  return sum;
}

static double evaluate_start(Vec3 x, const void *context)
{
  (void)context;
  return find_largest_coordinate(x) > 0.0 && vec3_norm(x) > RADIUS * (1.0 + 1e-9) ? 0.0 : 1.0;
}

static BoxProblem build_ball_problem(void)
{
  BoxProblem        problem   = box_problem();
  TransportProblem *transport = &problem.transport;
  TransportSolute  *tracer    = &transport->solute[0];
  Pore             *pore      = &problem.porous_material[AROUND].pore;

  box_problem_use_tracer(&problem);
  tracer->diffusivity             = DIFFUSIVITY;
  tracer->clearance.free_fraction = 1.0;
  tracer->clearance.permeability  = EXCHANGE * 0.5 * DIFFUSIVITY / RADIUS; // phi is 0.5
  transport->lining[0]            = BALL;
  transport->lining[1]            = AROUND;
  transport->lining_area          = 0.5 * SIJ_PI * RADIUS * RADIUS; // of one eighth
  pore->phi_0 = pore->phi_1                           = 1e-9;
  problem.transport_material[AROUND].diffusion_across = 0.0;
  return problem;
}

static PetscErrorCode create_ball(MPI_Comm comm, int n, Trial *trial)
{
  const double outer = RADIUS * (n + 1.0) / n;
  const Box    box   = {.n         = {n + 1, n + 1, n + 1},
                        .lo        = vec3(0.0, 0.0, 0.0),
                        .hi        = vec3(outer, outer, outer),
                        .region_at = select_ball,
                        .map       = map_to_ball,
                        .closed    = {{true, false}, {true, false}, {true, false}}};

  PetscFunctionBeginUser;
  trial->problem = build_ball_problem();
  PetscCall(trial_create(comm, &box, trial));
  PetscCall(trial_start(trial, 0, evaluate_start, NULL, 0.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

typedef struct {
  double left[TIMES]; // share of the dose
  double l2;          // of c at the last time
} Measured;

// Steps grow with time as the layer under the lining does.
static PetscErrorCode run_clearance(Trial *trial, int steps, Measured *measured)
{
  const double whole = TAU[TIMES - 1] * RADIUS * RADIUS / DIFFUSIVITY;
  double       t     = 0.0;

  PetscFunctionBeginUser;
  for (int k = 0; k < TIMES; k++) {
    const double end = whole * TAU[k] / TAU[TIMES - 1], start = t;
    Ledger       ledger;

    for (int s = 1; s <= steps; s++) {
      const double next = start + (end - start) * pow((double)s / steps, k == 0 ? 2.0 : 1.0);

      PetscCall(trial_step(trial, t, next - t));
      t = next;
    }
    PetscCall(transport_ledger(trial->transport, 0, &ledger));
    measured->left[k] = 1.0 - ledger.cleared / ledger.injected;
  }
  PetscCall(trial_difference(trial, 0, evaluate_exact, &TAU[TIMES - 1], &measured->l2));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode draw_profile(const Trial *trial, const Measured *measured, Verdicts *found)
{
  const Vec3 way = vec3_unit(vec3(0.5, 0.6, 0.62));
  Vec3       place[POINTS];
  double     r[POINTS], c[POINTS], known[POINTS], after[POINTS], left[POINTS];

  PetscFunctionBeginUser;
  for (int k = 0; k < POINTS; k++) {
    r[k]     = 0.98 * k / (POINTS - 1);
    place[k] = vec3_scaled(way, fmax(r[k], 1e-6) * RADIUS);
    known[k] = evaluate_exact(place[k], &TAU[TIMES - 1]);
    after[k] = TAU[TIMES - 1] * (k + 0.5) / POINTS;
    left[k]  = evaluate_amount_left(after[k]);
  }
  PetscCall(trial_sample(trial, 0, POINTS, place, c));
  PetscCall(verdicts_curve(found, "profile", "exact", "r / a", "c / c_0", false, POINTS, r, known));
  PetscCall(verdicts_curve(found, "profile", "computed", "r / a", "c / c_0", false, POINTS, r, c));
  PetscCall(verdicts_curve(found, "left", "exact", "D t / a^2", "share of the dose", false, POINTS,
                           after, left));
  PetscCall(verdicts_curve(found, "left", "computed", "D t / a^2", "share of the dose", false,
                           TIMES, TAU, measured->left));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tissue_sphere(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const int N[SIZES] = {5, 8, 13};
  const int        n_sizes  = request->coarse ? 1 : SIZES;
  double           size[SIZES], l2[SIZES], amount[SIZES];
  Measured         measured = {.l2 = 0.0};

  PetscFunctionBeginUser;
  for (int k = 0; k < n_sizes; k++) {
    Trial trial = {0};

    PetscCall(create_ball(comm, N[k], &trial));
    PetscCall(run_clearance(&trial, 2 * N[k], &measured));
    if (k == n_sizes - 1) PetscCall(draw_profile(&trial, &measured, found));
    PetscCall(trial_destroy(&trial));
    size[k]   = 1.0 / N[k];
    l2[k]     = measured.l2;
    amount[k] = fabs(measured.left[TIMES - 1] - evaluate_amount_left(TAU[TIMES - 1]));
    PetscCall(verdicts_report(found, l2[k], "1", "L2 error of c, %d bricks to the radius", N[k]));
    PetscCall(verdicts_report(found, amount[k], "1", "and of the amount left at tau = 0.3"));
  }
  if (request->coarse) PetscFunctionReturn(PETSC_SUCCESS);
  for (int k = 0; k < TIMES; k++)
    PetscCall(verdicts_add(found, measured.left[k] / evaluate_amount_left(TAU[k]) - 1.0, -0.01,
                           0.01, "1", "amount left at tau = %.2f, relative error, finest", TAU[k]));
  PetscCall(verdicts_order(found, n_sizes, size, l2, 1.8, 3.0, "brick / radius", "c in the ball"));
  PetscCall(
    verdicts_order(found, n_sizes, size, amount, 1.8, 3.0, "brick / radius", "amount left"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
