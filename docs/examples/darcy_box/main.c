// SPDX-License-Identifier: GPL-3.0-or-later
/* Darcy flow in a box of two layers with a uniform source, drained at both ends, against the exact solution.
 *
 *     -(K p')' = f on (0, L),   p(0) = p(L) = 0,   K = K_1 for x < a, else K_2
 *
 *          _____________________________
 *         /  K_1    /       K_2        /|      flux through x:   q(x) = q_0 + f x
 *   p = 0|_________|__________________|/p = 0
 *        0         a                  L
 *
 * Linear elements are exact at the nodes here, so what is left is the tolerance of the solver.
 *
 *     darcy_box
 *
 * Any number of ranks. Exit code 1 where the pressure is wrong.
 */
#include "../box/box.h"

#include <sij/sij_flow.h>
#include <stdio.h>

static const double L = 0.1, A = 0.04;         /* m */
static const double K_1 = 1e-12, K_2 = 20e-12; /* m^2 Pa^-1 s^-1 */
static const double F = 1e-5;                  /* s^-1 */

static const char *const LAYERS[] = {"first", "second"};

static int layer_at(const double x[3])
{
  return x[0] > A;
}

static double source_at(const double x[3], const void *context)
{
  (void)x;
  return *(const double *)context;
}

/* Pressure lost from x_0 to x within one layer, the flux at 0 being q_0. */
static double loss(double q_0, double K, double x_0, double x)
{
  return (q_0 * (x - x_0) + 0.5 * F * (x * x - x_0 * x_0)) / K;
}

static double exact_pressure(double x)
{
  const double q_0 = -(loss(0.0, K_1, 0.0, A) + loss(0.0, K_2, A, L)) / (A / K_1 + (L - A) / K_2);

  return x <= A ? -loss(q_0, K_1, 0.0, x) : -loss(q_0, K_1, 0.0, A) - loss(q_0, K_2, A, x);
}

static PetscErrorCode create_mesh(SijMesh **mesh, SijProblems *problems)
{
  const Box     box = {.n = {20, 4, 3}, .size = {L, 0.02, 0.01}, .region_at = layer_at};
  SijMeshArrays arrays;

  PetscFunctionBeginUser;
  PetscCall(box_create(&box, &arrays));
  arrays.n_regions   = 2;
  arrays.region_name = LAYERS;
  PetscCall(sij_mesh_create(PETSC_COMM_WORLD, &arrays, 0, mesh, problems));
  PetscCall(box_destroy(&arrays));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_flow(const SijMesh *mesh, SijFlow **flow, SijProblems *problems)
{
  const SijPore         pore               = sij_pore_rigid(0.2, 0.0);
  const SijFlowMaterial material[]         = {{.pore = pore, .conductivity_across = K_1},
                                              {.pore = pore, .conductivity_across = K_2}};
  const bool            drained[BOX_SIDES] = {[BOX_X_MIN] = true, [BOX_X_MAX] = true};
  const SijFlowProblem  problem            = {
                .material = material, .drained = drained, .newton_tolerance = 1e-10};

  PetscFunctionBeginUser;
  PetscCall(sij_flow_create(mesh, &problem, flow, problems));
  PetscFunctionReturn(0);
}

/* The largest difference at any node, relative to the largest pressure. */
static PetscErrorCode compare(const SijMesh *mesh, const SijFlow *flow, double *error)
{
  const double *p     = sij_flow_pressure(flow);
  const double(*x)[3] = sij_mesh_points(mesh);
  double largest[2]   = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < sij_mesh_n_owned(mesh); i++) {
    const double exact = exact_pressure(x[i][0]);

    largest[0] = PetscMax(largest[0], PetscAbsReal(p[i] - exact));
    largest[1] = PetscMax(largest[1], exact);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, largest, 2, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  *error = largest[0] / largest[1];
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%d nodes, at most %.3f kPa, relative error %.1e\n",
                        (int)sij_mesh_n_vertices(mesh), largest[1] / 1e3, *error));
  PetscFunctionReturn(0);
}

static PetscErrorCode solve(const SijMesh *mesh, SijFlow *flow, double *error)
{
  SijFlowOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(sij_flow_set_source(flow, source_at, &F));
  PetscCall(sij_flow_advance(flow, 1.0, &outcome));
  PetscCheck(outcome.converged, PETSC_COMM_WORLD, PETSC_ERR_NOT_CONVERGED, "%s", outcome.reason);
  PetscCall(compare(mesh, flow, error));
  PetscFunctionReturn(0);
}

int main(int argc, char *argv[])
{
  SijProblems *problems = NULL;
  SijMesh     *mesh     = NULL;
  SijFlow     *flow     = NULL;
  double       error    = 1.0;

  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(sij_problems_create(&problems));
  PetscCall(create_mesh(&mesh, problems));
  if (mesh) PetscCall(create_flow(mesh, &flow, problems));
  if (flow) PetscCall(solve(mesh, flow, &error));
  PetscCall(sij_problems_print(PETSC_COMM_WORLD, problems));
  PetscCall(sij_flow_destroy(&flow));
  PetscCall(sij_mesh_destroy(&mesh));
  PetscCall(sij_problems_destroy(&problems));
  PetscCall(PetscFinalize());
  return error > 1e-7;
}
