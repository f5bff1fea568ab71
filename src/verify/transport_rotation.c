// SPDX-License-Identifier: GPL-3.0-or-later
// A cone and a slotted cylinder turned once about an axis: what has corners, carried far.
#include "transport_carried.h"
#include "transport_checks.h"

#include "sij/base/units.h"

enum { SIZES = 3, PROBES = 121 };

static const double HALF = 0.012, HEIGHT = 0.0048, TURN = 60.0, PHI = 0.5; // m, s

// Both of height 1, side by side, half way out.
static double evaluate_shapes(Vec3 x, const void *of)
{
  const double cone = hypot(hypot(x.x[0] - 0.5 * HALF, x.x[1]), x.x[2]) / (0.4 * HALF);
  const double off = x.x[0] + 0.5 * HALF, from = hypot(off, x.x[1]) / (0.35 * HALF);

  (void)of;
  if (cone < 1.0) return 1.0 - cone;
  if (from > 1.0 || fabs(x.x[2]) > 0.6 * HEIGHT) return 0.0;
  return fabs(x.x[1]) < 0.1 * HALF && off < 0.15 * HALF ? 0.0 : 1.0;
}

static Box describe_disc(int n)
{
  return (Box){.n      = {n, n, 2 * n / 5},
               .lo     = vec3(-HALF, -HALF, -HEIGHT),
               .hi     = vec3(HALF, HALF, HEIGHT),
               .jitter = 0.15};
}

// From `from` to `to`, computed and exact, against the coordinate of number `axis`.
static PetscErrorCode draw_line(const Carried *carried, const char *figure, int axis, Vec3 from,
                                Vec3 to, Verdicts *found)
{
  const char *label = axis == 0 ? "x / mm" : "y / mm";
  double      place[PROBES], c[PROBES], exact[PROBES];
  Vec3        x[PROBES];

  PetscFunctionBeginUser;
  for (int i = 0; i < PROBES; i++) {
    x[i]     = vec3_sum(from, vec3_scaled(vec3_difference(to, from), i / (PROBES - 1.0)));
    place[i] = 1e3 * x[i].x[axis];
    exact[i] = evaluate_shapes(x[i], NULL);
  }
  PetscCall(trial_sample(&carried->trial, 0, PROBES, x, c));
  PetscCall(verdicts_curve(found, figure, "computed", label, "c", false, PROBES, place, c));
  PetscCall(verdicts_curve(found, figure, "exact", label, "c", false, PROBES, place, exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode draw_sections(const Carried *carried, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(draw_line(carried, "after one turn, along the slot and through the cone", 0,
                      vec3(-HALF, 0.0, 0.0), vec3(HALF, 0.0, 0.0), found));
  PetscCall(draw_line(carried, "after one turn, across the slot", 1,
                      vec3(-0.6 * HALF, -0.5 * HALF, 0.0), vec3(-0.6 * HALF, 0.5 * HALF, 0.0),
                      found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Tip of the cone, bottom of the slot, body of the cylinder.
static PetscErrorCode report_values(const Carried *carried, int n, const CarriedErrors *errors,
                                    Verdicts *found)
{
  const Vec3 x[3] = {vec3(0.5 * HALF, 0.0, 0.0), vec3(-0.6 * HALF, 0.0, 0.0),
                     vec3(-0.5 * HALF, 0.22 * HALF, 0.0)};
  double     c[3];

  PetscFunctionBeginUser;
  PetscCall(trial_sample(&carried->trial, 0, 3, x, c));
  PetscCall(verdicts_report(found, errors->l1, "1", "L1 error, %d bricks across", n));
  PetscCall(verdicts_report(found, errors->l2, "1", "L2 error, %d bricks across", n));
  PetscCall(verdicts_report(found, c[0], "1", "at the tip of the cone, %d bricks across", n));
  PetscCall(verdicts_report(found, c[1], "1", "in the slot, %d bricks across", n));
  PetscCall(verdicts_report(found, c[2], "1", "in the cylinder, %d bricks across", n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_rotation_error(MPI_Comm comm, int n, bool finest, double *l1,
                                             CarriedKept *kept, Verdicts *found)
{
  const Box        box     = describe_disc(n);
  const double     spin    = PHI * 2.0 * SIJ_PI / TURN;
  Carried          carried = {.trial = {.problem = box_problem()}};
  CarriedErrors    errors;
  const CarriedRun run = {
    .field = evaluate_shapes, .start = NULL, .end = NULL, .duration = TURN, .steps = 5 * n};

  PetscFunctionBeginUser;
  carried.trial.problem.transport.solute[0].diffusivity = 0.0;
  PetscCall(carried_create(comm, &box, vec3(0.0, 0.0, 0.0), vec3(0.0, 0.0, spin), &carried));
  PetscCall(carried_compare(&carried, &run, &errors, kept));
  *l1 = errors.l1;
  PetscCall(report_values(&carried, n, &errors, found));
  if (finest) PetscCall(draw_sections(&carried, found));
  PetscCall(carried_destroy(&carried));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_rotation(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const int n[SIZES] = {15, 20, 30};
  const int        sizes    = request->coarse ? 1 : SIZES;
  double           size[SIZES], error[SIZES];
  CarriedKept      kept = {0};

  PetscFunctionBeginUser;
  for (int i = 0; i < sizes; i++) {
    size[i] = 2.0 * HALF / n[i];
    PetscCall(measure_rotation_error(comm, n[i], i == sizes - 1, &error[i], &kept, found));
  }
  if (!request->coarse)
    PetscCall(verdicts_order(found, sizes, size, error, 0.6, 2.0, "spacing / m",
                             "L1 of shapes with corners"));
  PetscCall(carried_judge(found, kept, "turned once"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
