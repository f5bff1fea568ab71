// SPDX-License-Identifier: GPL-3.0-or-later
// A smooth cloud that drifts, spreads and decays, against the exact one: the order of the whole scheme.
#include "transport_carried.h"
#include "transport_checks.h"
#include "transport_cloud.h"

#include "sij/base/units.h"

enum { SIZES = 3 };

static const double DURATION = 30.0, PHI = 0.5;

typedef struct {
  const char *name;
  double      jitter;
  CloudFate   fate;
} SmoothCase;

// Wide enough for five standard deviations of the cloud on its way.
static Box describe_box(int n, double jitter)
{
  return (Box){.n      = {4 * n, 3 * n, 3 * n},
               .lo     = vec3(-0.0100, -0.0075, -0.0075),
               .hi     = vec3(0.0100, 0.0075, 0.0075),
               .jitter = jitter};
}

static double compute_spacing(int n)
{
  return 0.005 / n;
}

static Cloud choose_start(void)
{
  const double variance = pow(1.6e-3, 2);

  return (Cloud){.centre = vec3(-0.002, 0.0, 0.0),
                 .fibre  = vec3_unit(vec3(1.0, 1.0, 0.5)),
                 .along  = variance,
                 .across = variance,
                 .amount = pow(2.0 * SIJ_PI * variance, 1.5)};
}

static BoxProblem build_cloud_problem(const CloudFate *fate, Vec3 fibre)
{
  BoxProblem         problem  = box_problem();
  TransportMaterial *material = &problem.transport_material[BOX_MATERIAL];
  TransportSolute   *tracer   = &problem.transport.solute[0];

  problem.porous_material[BOX_MATERIAL].conductivity.fibre = fibre;
  material->diffusion_across   = fate->along > 0.0 ? fate->across / fate->along : 1.0;
  material->perfusion          = PHI * fate->decay;
  tracer->clearance.extraction = 1.0;
  tracer->diffusivity          = fate->along;
  return problem;
}

// Steps as fine as the mesh: the cloud crosses a spacing in 0.75 of three steps.
static PetscErrorCode measure_cloud_error(MPI_Comm comm, const SmoothCase *smooth, int n,
                                          double *l2, CarriedKept *kept)
{
  const Cloud   start   = choose_start();
  const Cloud   end     = cloud_after(start, smooth->fate, DURATION);
  const Box     box     = describe_box(n, smooth->jitter);
  Carried       carried = {.trial = {.problem = build_cloud_problem(&smooth->fate, start.fibre)}};
  CarriedErrors errors;
  const CarriedRun run = {
    .field = cloud_at, .start = &start, .end = &end, .duration = DURATION, .steps = 6 * n};

  PetscFunctionBeginUser;
  PetscCall(carried_create(comm, &box, vec3_scaled(smooth->fate.velocity, PHI), vec3(0.0, 0.0, 0.0),
                           &carried));
  PetscCall(carried_compare(&carried, &run, &errors, kept));
  *l2 = errors.l2;
  PetscCall(carried_destroy(&carried));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_order(MPI_Comm comm, const VerifyRequest *request,
                                  const SmoothCase *smooth, double low, Verdicts *found)
{
  static const int n[SIZES] = {4, 6, 9};
  const int        sizes    = request->coarse ? 1 : SIZES;
  double           size[SIZES], error[SIZES];
  CarriedKept      kept = {0};

  PetscFunctionBeginUser;
  for (int i = 0; i < sizes; i++) {
    size[i] = compute_spacing(n[i]);
    PetscCall(measure_cloud_error(comm, smooth, n[i], &error[i], &kept));
    PetscCall(verdicts_report(found, error[i], "mM", "L2 error, %s, spacing %.2f mm", smooth->name,
                              1e3 * size[i]));
  }
  if (!request->coarse)
    PetscCall(verdicts_order(found, sizes, size, error, low, 3.0, "spacing / m", smooth->name));
  PetscCall(carried_judge(found, kept, smooth->name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_smooth(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const Vec3       velocity = vec3(1.3e-4, 0.0, 0.0);
  const SmoothCase even     = {
        .name = "even spreading", .jitter = 0.15, .fate = {1e-8, 1e-8, velocity, 1e-2}};
  const SmoothCase fibrous = {
    .name = "spreading 10 : 1 along fibres", .jitter = 0.15, .fate = {1e-8, 1e-9, velocity, 1e-2}};

  PetscFunctionBeginUser;
  PetscCall(judge_order(comm, request, &even, 1.8, found));
  PetscCall(judge_order(comm, request, &fibrous, 1.8, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/* Nothing damps what Galerkin's elements scatter where vertices are scattered: theory promises them first
 * order there, practice shows half an order more. The limiter is not the cause: without it the error is
 * larger and its order lower. */
PetscErrorCode transport_bump(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  const CloudFate  fate      = {.velocity = vec3(1.3e-4, 0.0, 0.0)};
  const SmoothCase regular   = {.name = "regular", .jitter = 0.0, .fate = fate};
  const SmoothCase scattered = {.name = "vertices scattered by 15 %", .jitter = 0.15, .fate = fate};

  PetscFunctionBeginUser;
  PetscCall(judge_order(comm, request, &regular, 1.8, found));
  PetscCall(judge_order(comm, request, &scattered, 1.5, found));
  PetscCall(verdicts_note(found, "Advection alone on scattered vertices falls short of 1.8, "
                                 "with the limiter or without: the elements are Galerkin's, which "
                                 "nothing damps there. Any diffusion of cell Peclet number 10 or "
                                 "less restores it (transport.smooth)."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
