// SPDX-License-Identifier: GPL-3.0-or-later
// Diffusion along oblique fibres on tetrahedra that no mesher would pass.
#include "transport_carried.h"
#include "transport_checks.h"

#include "sij/base/units.h"

enum { SIZES = 3 };

static const double HALF = 0.012, BLOCK = 0.004, DIFFUSIVITY = 1e-9, RATIO = 1e3, DURATION = 2000.0;

static double squeeze_coordinate(double s, double waves)
{
  const double turn = waves * SIJ_PI / HALF;

  return s + 0.97 * sin(turn * s) / turn;
}

// Layers a tenth as thick in two directions, sheared.
static Vec3 squeeze_box(Vec3 x)
{
  const double y = squeeze_coordinate(x.x[1], 2.0), z = squeeze_coordinate(x.x[2], 2.0);

  return vec3(x.x[0] + 2.0 * y - z, y, z);
}

/** A block whose edges are the fibre and two directions across it. */
typedef struct {
  Vec3   edge[3];
  double variance[3]; // that each face is smeared by, m^2
} Block;

static Block spread_block(double t)
{
  const Vec3   fibre  = vec3_unit(vec3(1.0, 1.0, 0.5));
  const Vec3   side   = vec3_unit(vec3_cross(fibre, vec3(0.0, 0.0, 1.0)));
  const double across = 2.0 * DIFFUSIVITY / RATIO * t;

  return (Block){{fibre, side, vec3_cross(fibre, side)}, {2.0 * DIFFUSIVITY * t, across, across}};
}

// In endless tissue: a product of smeared boxes.
static double evaluate_block(Vec3 x, const void *of)
{
  const Block *block = of;
  double       c     = 1.0;

  for (int d = 0; d < 3; d++) {
    const double s = vec3_dot(x, block->edge[d]), width = sqrt(2.0 * block->variance[d]);

    if (width > 0.0) c *= 0.5 * (erf((BLOCK - s) / width) + erf((BLOCK + s) / width));
    else c *= fabs(s) < BLOCK ? 1.0 : 0.0;
  }
  return c;
}

static PetscErrorCode judge_quality(const Mesh *mesh, int n, Verdicts *found)
{
  RegionQuality quality[BOX_MATERIALS];

  PetscFunctionBeginUser;
  PetscCall(mesh_quality(mesh, quality));
  PetscCall(verdicts_add(found, quality[BOX_MATERIAL].quality_median, 0.0, 0.3, "1",
                         "median SICN, %d^3 bricks", n));
  PetscCall(verdicts_add(found, quality[BOX_MATERIAL].quality_p5, 0.0, 0.1, "1",
                         "SICN of the worst twentieth, %d^3 bricks", n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_block_error(MPI_Comm comm, int n, double *l1, CarriedKept *kept,
                                          Verdicts *found)
{
  const Box        box   = {.n      = {n, n, n},
                            .lo     = vec3(-HALF, -HALF, -HALF),
                            .hi     = vec3(HALF, HALF, HALF),
                            .jitter = 0.15,
                            .map    = squeeze_box};
  const Block      start = spread_block(0.0), end = spread_block(DURATION);
  const Vec3       still   = vec3(0.0, 0.0, 0.0);
  Carried          carried = {.trial = {.problem = box_problem()}};
  BoxProblem      *problem = &carried.trial.problem;
  CarriedErrors    errors;
  const CarriedRun run = {
    .field = evaluate_block, .start = &start, .end = &end, .duration = DURATION, .steps = 2 * n};

  PetscFunctionBeginUser;
  problem->porous_material[BOX_MATERIAL].conductivity.fibre  = start.edge[0];
  problem->transport_material[BOX_MATERIAL].diffusion_across = 1.0 / RATIO;
  problem->transport.solute[0].diffusivity                   = DIFFUSIVITY;
  PetscCall(carried_create(comm, &box, still, still, &carried));
  PetscCall(judge_quality(carried.trial.mesh, n, found));
  PetscCall(carried_compare(&carried, &run, &errors, kept));
  *l1 = errors.l1;
  PetscCall(verdicts_report(found, errors.l1, "1", "L1 error, %d^3 bricks", n));
  PetscCall(verdicts_report(found, errors.l2, "1", "L2 error, %d^3 bricks", n));
  PetscCall(carried_destroy(&carried));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_bad_tets(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const int n[SIZES] = {12, 18, 27};
  const int        sizes    = request->coarse ? 1 : SIZES;
  double           size[SIZES], error[SIZES];
  CarriedKept      kept = {0};

  PetscFunctionBeginUser;
  for (int i = 0; i < sizes; i++) {
    size[i] = 2.0 * HALF / n[i];
    PetscCall(measure_block_error(comm, n[i], &error[i], &kept, found));
  }
  if (!request->coarse)
    PetscCall(verdicts_order(found, sizes, size, error, 0.4, 2.0, "mean spacing / m",
                             "L1 of a sharp block"));
  PetscCall(carried_judge(found, kept, "bad tetrahedra"));
  PetscCall(verdicts_add(found, kept.misplaced, 0.0, 1e-12, "1", "amount misplaced, strictly"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
