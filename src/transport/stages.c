// SPDX-License-Identifier: GPL-3.0-or-later
// The three solves of a step: two stages of TR-BDF2 on Galerkin's operator (high order), and one upwind Euler step
// that bounds them (low order); then the estimate of the local truncation error. Amounts u = M c are what is integrated; M changes linearly through the step.
#include "constants.h"
#include "state.h"

typedef struct {
  double weight_old, weight_new; // of the masses at start and end
} Instant;

static const Instant START = {1.0, 0.0}, END = {0.0, 1.0};

static double find_edge_mass(const Transport *transport, const Species *species, Instant at,
                             PetscInt k)
{
  return at.weight_old * transport->pores.edge_old[k] +
         at.weight_new * transport->pores.edge_new[k] + species->edge_bound[k];
}

static double find_edge_diffusion(const Transport *transport, const Species *species, PetscInt k)
{
  return species->diffusivity * transport->pores.edge_diffusion[k];
}

// out += factor * M c
static void add_mass(const Transport *transport, const Species *species, Instant at, double factor,
                     const double c[], double out[])
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;

  for (PetscInt i = 0; i < n_owned; i++)
    out[i] +=
      factor * c[i] *
      (at.weight_old * transport->nodal.mass_old[i] + at.weight_new * transport->nodal.mass_new[i]);
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];
    const double   moved = factor * find_edge_mass(transport, species, at, k) * (c[j] - c[i]);

    if (i < n_owned) out[i] += moved;
    if (j < n_owned) out[j] -= moved;
  }
}

// out += factor * (source - advection - diffusion - losses)
static void add_rate(const Transport *transport, const Species *species, double factor,
                     const double c[], double out[])
{
  const Graph   *graph   = transport->medium->graph;
  const Pores   *pores   = &transport->pores;
  const PetscInt n_owned = graph->mesh->n_owned;

  for (PetscInt i = 0; i < n_owned; i++)
    out[i] +=
      factor * (transport->nodal.source[i] - (transport->nodal.loss[i] + pores->carry[i]) * c[i]);
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];
    const double   spread = find_edge_diffusion(transport, species, k) * (c[i] - c[j]);

    if (i < n_owned) out[i] -= factor * (pores->edge_carry[k][0] * c[j] + spread);
    if (j < n_owned) out[j] -= factor * (pores->edge_carry[k][1] * c[i] - spread);
  }
}

// M + h (advection + diffusion + losses)
static PetscErrorCode fill_high_order(Transport *transport, const Species *species, Instant at,
                                      double h)
{
  const Graph   *graph   = transport->medium->graph;
  const Pores   *pores   = &transport->pores;
  const PetscInt n_owned = graph->mesh->n_owned;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n_owned; i++)
    transport->solver.diagonal[i] = at.weight_old * transport->nodal.mass_old[i] +
                                    at.weight_new * transport->nodal.mass_new[i] +
                                    h * (transport->nodal.loss[i] + pores->carry[i]);
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const double d    = h * find_edge_diffusion(transport, species, k);
    const double mass = find_edge_mass(transport, species, at, k);

    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i < n_owned) transport->solver.diagonal[i] += d - mass;
      transport->solver.coupling[k][s] = h * pores->edge_carry[k][s] - d + mass;
    }
  }
  PetscCall(graph_matrix_fill(graph, transport->solver.high, transport->solver.diagonal,
                              (const double(*)[2])transport->solver.coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_low_order(Transport *transport, const Species *species, double dt)
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n_owned; i++)
    transport->solver.diagonal[i] = transport->nodal.mass_new[i] + dt * transport->nodal.loss[i];
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const double half = 0.5 * transport->water.edge_flow[k];
    const double d    = PetscMax(fabs(half), find_edge_diffusion(transport, species, k));

    for (int s = 0; s < 2; s++) {
      const PetscInt i    = graph->edge[k][s];
      const double   sign = s == 0 ? 1.0 : -1.0;

      if (i < n_owned) transport->solver.diagonal[i] += dt * (sign * half + d);
      transport->solver.coupling[k][s] = dt * (sign * half - d);
    }
  }
  PetscCall(graph_matrix_fill(graph, transport->solver.low, transport->solver.diagonal,
                              (const double(*)[2])transport->solver.coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Nodal volumes in m^3 are far below PETSc's threshold of a zero pivot.
static PetscErrorCode accept_small_pivots(KSP ksp)
{
  PetscBool in_blocks;
  PetscInt  n;
  KSP      *block;
  PC        pc;

  PetscFunctionBeginUser;
  PetscCall(KSPGetPC(ksp, &pc));
  PetscCall(PetscObjectTypeCompare((PetscObject)pc, PCBJACOBI, &in_blocks));
  if (!in_blocks) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(KSPSetUp(ksp));
  PetscCall(PCBJacobiGetSubKSP(pc, &n, NULL, &block));
  for (PetscInt k = 0; k < n; k++) {
    PetscCall(KSPGetPC(block[k], &pc));
    PetscCall(PCFactorSetZeroPivot(pc, TRANSPORT_ZERO_PIVOT));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Solves for c [n_local] from a right side [n_owned]; c is the initial guess.
static PetscErrorCode solve_linear(Transport *transport, KSP ksp, const double right[], double c[],
                                   TransportOutcome *outcome)
{
  const Graph       *graph = transport->medium->graph;
  const PetscInt     n     = graph->mesh->n_owned;
  KSPConvergedReason reason;
  PetscInt           iterations;
  PetscScalar       *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(transport->solver.b, &array));
  PetscCall(PetscArraycpy(array, right, n));
  PetscCall(VecRestoreArray(transport->solver.b, &array));
  PetscCall(VecGetArray(transport->solver.x, &array));
  PetscCall(PetscArraycpy(array, c, n));
  PetscCall(VecRestoreArray(transport->solver.x, &array));
  PetscCall(accept_small_pivots(ksp));
  PetscCall(KSPSolve(ksp, transport->solver.b, transport->solver.x));
  PetscCall(KSPGetConvergedReason(ksp, &reason));
  PetscCall(KSPGetIterationNumber(ksp, &iterations));
  outcome->iterations += (int)iterations;
  if (reason < 0) {
    outcome->converged = false;
    outcome->reason    = KSPConvergedReasons[reason];
  }
  PetscCall(VecGetArray(transport->solver.x, &array));
  PetscCall(PetscArraycpy(c, array, n));
  PetscCall(VecRestoreArray(transport->solver.x, &array));
  PetscCall(graph_exchange(graph, transport->solver.carrier, c));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Local truncation error: the embedded third-order result minus that of TR-BDF2, damped where the step is long against
// the local rates; relative to what is present and what the needles are still to bring.
static PetscErrorCode estimate_truncation_error(const Transport *transport, const Species *species,
                                                double dt, const double work_diagonal[],
                                                TransportOutcome *outcome)
{
  const PetscInt n = transport->medium->graph->mesh->n_owned;
  double        *difference, own[2] = {0.0}, all[2];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &difference));
  add_rate(transport, species, dt * (1.0 - 4.0 * TRBDF2_W) / 3.0, species->c_new, difference);
  add_rate(transport, species, dt / 3.0, transport->stage.c_middle, difference);
  add_rate(transport, species, -dt * 2.0 * TRBDF2_D / 3.0, transport->stage.c_end, difference);
  for (PetscInt i = 0; i < n; i++) {
    own[0] += fabs(difference[i]) * transport->nodal.mass_new[i] / work_diagonal[i];
    own[1] += transport->nodal.mass_new[i] * fabs(transport->stage.c_low[i]);
  }
  PetscCall(PetscFree(difference));
  PetscCallMPI(
    MPI_Allreduce(own, all, 2, MPI_DOUBLE, MPI_SUM, transport->medium->graph->mesh->comm));
  all[1] += species_to_come(transport, species);
  if (all[1] > 0.0) outcome->error = PetscMax(outcome->error, all[0] / all[1]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode solve_high_order(Transport *transport, const Species *species, double dt,
                                       double right[], TransportOutcome *outcome)
{
  const double   gamma = TRBDF2_GAMMA, h = TRBDF2_D * dt;
  const double   a1 = 1.0 / (gamma * (2.0 - gamma)), a0 = (1.0 - gamma) * (1.0 - gamma) * a1;
  const Instant  middle = {1.0 - gamma, gamma};
  const PetscInt n      = transport->medium->graph->mesh->n_owned;
  const PetscInt local  = transport->medium->graph->mesh->n_local;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(right, n));
  add_mass(transport, species, START, 1.0, species->c_new, right);
  add_rate(transport, species, h, species->c_new, right);
  for (PetscInt i = 0; i < n; i++) right[i] += h * transport->nodal.source[i];
  PetscCall(fill_high_order(transport, species, middle, h));
  PetscCall(PetscArraycpy(transport->stage.c_middle, species->c_new, local));
  PetscCall(KSPSetReusePreconditioner(transport->solver.ksp_high, PETSC_FALSE));
  PetscCall(
    solve_linear(transport, transport->solver.ksp_high, right, transport->stage.c_middle, outcome));

  PetscCall(PetscArrayzero(right, n));
  add_mass(transport, species, middle, a1, transport->stage.c_middle, right);
  add_mass(transport, species, START, -a0, species->c_new, right);
  for (PetscInt i = 0; i < n; i++) right[i] += h * transport->nodal.source[i];
  PetscCall(fill_high_order(transport, species, END, h));
  // TR-BDF2 gives both stages the same implicit coefficient: the factors of the first stage serve the second.
  PetscCall(KSPSetReusePreconditioner(transport->solver.ksp_high, PETSC_TRUE));
  PetscCall(PetscArraycpy(transport->stage.c_end, transport->stage.c_middle, local));
  PetscCall(
    solve_linear(transport, transport->solver.ksp_high, right, transport->stage.c_end, outcome));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode stages_solve(Transport *transport, const Species *species, double dt,
                            TransportOutcome *outcome)
{
  const Mesh *mesh = transport->medium->graph->mesh;
  double     *right;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_owned, &right));
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    right[i] = transport->nodal.mass_old[i] * species->c_new[i] + dt * transport->nodal.source[i];
  PetscCall(fill_low_order(transport, species, dt));
  PetscCall(PetscArraycpy(transport->stage.c_low, species->c_new, mesh->n_local));
  PetscCall(
    solve_linear(transport, transport->solver.ksp_low, right, transport->stage.c_low, outcome));
  PetscCall(solve_high_order(transport, species, dt, right, outcome));
  PetscCall(estimate_truncation_error(transport, species, dt, transport->solver.diagonal, outcome));
  PetscCall(PetscFree(right));
  PetscFunctionReturn(PETSC_SUCCESS);
}
