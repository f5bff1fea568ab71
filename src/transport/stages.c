// SPDX-License-Identifier: GPL-3.0-or-later
// The three solves of a step: two stages of TR-BDF2 on Galerkin's operator, and one upwind Euler step that
// bounds them. Amounts u = M c are what is integrated; M changes linearly through the step.
#include "state.h"

typedef struct {
  double weight_old, weight_new; // of the masses at start and end
} Instant;

static const Instant START = {1.0, 0.0}, END = {0.0, 1.0};

static double edge_mass(const Transport *transport, const Species *species, Instant at, PetscInt k)
{
  return at.weight_old * transport->pores.edge_old[k] +
         at.weight_new * transport->pores.edge_new[k] + species->edge_bound[k];
}

static double edge_diffusion(const Transport *transport, const Species *species, PetscInt k)
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
    out[i] += factor * c[i] *
              (at.weight_old * transport->mass_old[i] + at.weight_new * transport->mass_new[i]);
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];
    const double   moved = factor * edge_mass(transport, species, at, k) * (c[j] - c[i]);

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
    out[i] += factor * (transport->source[i] - (transport->loss[i] + pores->carry[i]) * c[i]);
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];
    const double   spread = edge_diffusion(transport, species, k) * (c[i] - c[j]);

    if (i < n_owned) out[i] -= factor * (pores->edge_carry[k][0] * c[j] + spread);
    if (j < n_owned) out[j] -= factor * (pores->edge_carry[k][1] * c[i] - spread);
  }
}

// M + h (advection + diffusion + losses)
static PetscErrorCode fill_high(Transport *transport, const Species *species, Instant at, double h)
{
  const Graph   *graph   = transport->medium->graph;
  const Pores   *pores   = &transport->pores;
  const PetscInt n_owned = graph->mesh->n_owned;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n_owned; i++)
    transport->diagonal[i] = at.weight_old * transport->mass_old[i] +
                             at.weight_new * transport->mass_new[i] +
                             h * (transport->loss[i] + pores->carry[i]);
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const double d    = h * edge_diffusion(transport, species, k);
    const double mass = edge_mass(transport, species, at, k);

    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i < n_owned) transport->diagonal[i] += d - mass;
      transport->coupling[k][s] = h * pores->edge_carry[k][s] - d + mass;
    }
  }
  PetscCall(graph_matrix_fill(graph, transport->high, transport->diagonal,
                              (const double(*)[2])transport->coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_low(Transport *transport, const Species *species, double dt)
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n_owned; i++)
    transport->diagonal[i] = transport->mass_new[i] + dt * transport->loss[i];
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const double half = 0.5 * transport->water.edge_flow[k];
    const double d    = PetscMax(fabs(half), edge_diffusion(transport, species, k));

    for (int s = 0; s < 2; s++) {
      const PetscInt i    = graph->edge[k][s];
      const double   sign = s == 0 ? 1.0 : -1.0;

      if (i < n_owned) transport->diagonal[i] += dt * (sign * half + d);
      transport->coupling[k][s] = dt * (sign * half - d);
    }
  }
  PetscCall(graph_matrix_fill(graph, transport->low, transport->diagonal,
                              (const double(*)[2])transport->coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The volumes that vertices hold lie far below what PETSc takes for a pivot of zero.
static PetscErrorCode take_small_pivots(KSP ksp)
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
    PetscCall(PCFactorSetZeroPivot(pc, 1e-100));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Solves for c [n_local] from a right side [n_owned]; c holds the first guess.
static PetscErrorCode solve(Transport *transport, KSP ksp, const double right[], double c[],
                            TransportOutcome *outcome)
{
  const Graph       *graph = transport->medium->graph;
  const PetscInt     n     = graph->mesh->n_owned;
  KSPConvergedReason reason;
  PetscInt           iterations;
  PetscScalar       *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(transport->b, &array));
  PetscCall(PetscArraycpy(array, right, n));
  PetscCall(VecRestoreArray(transport->b, &array));
  PetscCall(VecGetArray(transport->x, &array));
  PetscCall(PetscArraycpy(array, c, n));
  PetscCall(VecRestoreArray(transport->x, &array));
  PetscCall(take_small_pivots(ksp));
  PetscCall(KSPSolve(ksp, transport->b, transport->x));
  PetscCall(KSPGetConvergedReason(ksp, &reason));
  PetscCall(KSPGetIterationNumber(ksp, &iterations));
  outcome->iterations += (int)iterations;
  if (reason < 0) {
    outcome->converged = false;
    outcome->reason    = KSPConvergedReasons[reason];
  }
  PetscCall(VecGetArray(transport->x, &array));
  PetscCall(PetscArraycpy(c, array, n));
  PetscCall(VecRestoreArray(transport->x, &array));
  PetscCall(graph_exchange(graph, transport->carrier, c));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Embedded third order result minus ours, damped where the step is long against the local rates; as a
// share of what is there and of what the needles have yet to bring.
static PetscErrorCode estimate(const Transport *transport, const Species *species, double dt,
                               const double work_diagonal[], TransportOutcome *outcome)
{
  const PetscInt n = transport->medium->graph->mesh->n_owned;
  double        *difference, own[2] = {0.0}, all[2];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &difference));
  add_rate(transport, species, dt * (1.0 - 4.0 * TRBDF2_W) / 3.0, species->c_new, difference);
  add_rate(transport, species, dt / 3.0, transport->c_middle, difference);
  add_rate(transport, species, -dt * 2.0 * TRBDF2_D / 3.0, transport->c_end, difference);
  for (PetscInt i = 0; i < n; i++) {
    own[0] += fabs(difference[i]) * transport->mass_new[i] / work_diagonal[i];
    own[1] += transport->mass_new[i] * fabs(transport->c_low[i]);
  }
  PetscCall(PetscFree(difference));
  PetscCallMPI(
    MPI_Allreduce(own, all, 2, MPI_DOUBLE, MPI_SUM, transport->medium->graph->mesh->comm));
  all[1] += species_to_come(transport, species);
  if (all[1] > 0.0) outcome->error = PetscMax(outcome->error, all[0] / all[1]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode high_stages(Transport *transport, const Species *species, double dt,
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
  for (PetscInt i = 0; i < n; i++) right[i] += h * transport->source[i];
  PetscCall(fill_high(transport, species, middle, h));
  PetscCall(PetscArraycpy(transport->c_middle, species->c_new, local));
  PetscCall(solve(transport, transport->solve_high, right, transport->c_middle, outcome));

  PetscCall(PetscArrayzero(right, n));
  add_mass(transport, species, middle, a1, transport->c_middle, right);
  add_mass(transport, species, START, -a0, species->c_new, right);
  for (PetscInt i = 0; i < n; i++) right[i] += h * transport->source[i];
  PetscCall(fill_high(transport, species, END, h));
  PetscCall(PetscArraycpy(transport->c_end, transport->c_middle, local));
  PetscCall(solve(transport, transport->solve_high, right, transport->c_end, outcome));
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
    right[i] = transport->mass_old[i] * species->c_new[i] + dt * transport->source[i];
  PetscCall(fill_low(transport, species, dt));
  PetscCall(PetscArraycpy(transport->c_low, species->c_new, mesh->n_local));
  PetscCall(solve(transport, transport->solve_low, right, transport->c_low, outcome));
  PetscCall(high_stages(transport, species, dt, right, outcome));
  PetscCall(estimate(transport, species, dt, transport->diagonal, outcome));
  PetscCall(PetscFree(right));
  PetscFunctionReturn(PETSC_SUCCESS);
}
