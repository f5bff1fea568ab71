// SPDX-License-Identifier: GPL-3.0-or-later
// Advances pharmacology by one accepted step: samples concentrations at targets, follows nerve block, relief
// and plasma. Transport gives the concentrations; row.c and summary.c report what is kept here.
#include "state.h"

#include "sij/laws/kinetics.h"
#include "sij/laws/receptor.h"

#include <math.h>

/** Means over a target now; sums over ranks while they are gathered. Doubles only. */
typedef struct {
  double block[FIBRE_COUNT];
  double mean[CASE_DRUGS];
  double occupancy[CASE_DRUGS];
} Means;

PetscErrorCode state_counts(const Pharmacology *p, int target, bool *counts)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(p->mesh->comm, &rank));
  *counts = !sampling_is_curve(&p->sampling[target]) || rank == 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_effects(Pharmacology *p)
{
  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(p->n_targets, &p->effect));
  for (int i = 0; i < p->n_targets; i++)
    for (int f = 0; f < FIBRE_COUNT; f++)
      p->effect[i].blocked[f] = course_start(p->input->body.block_level);
  p->relieved = course_start(p->input->body.block_level);
  for (int k = 0; k < RELIEF_TIMES; k++) p->relief_at[k] = NAN;
  for (int d = 0; d < p->agents.n; d++) p->plasma[d] = course_start(INFINITY);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode pharmacology_create(const Case *input, const Mesh *mesh, Pharmacology **pharmacology)
{
  Pharmacology *p;
  PetscInt      n_sampled;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&p));
  p->input = input;
  p->mesh  = mesh;
  agents_gather(input, &p->agents);
  PetscCall(samplings_create(input, mesh, &p->n_targets, &p->sampling, &p->points));
  PetscCall(history_create(&p->agents, mesh->n_owned, &p->vertices));
  PetscCall(history_create(&p->agents, p->points.n, &p->curves));
  n_sampled = p->agents.n * p->points.n;
  PetscCall(PetscCalloc1(n_sampled, &p->sampled));
  relief_prepare(input, p->n_targets, p->sampling, &p->relief);
  PetscCall(create_effects(p));
  PetscCall(row_create(p));
  *pharmacology = p;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double interpolate_concentration(const Mesh *mesh, const MeshLocation *location,
                                        const double c[])
{
  double sum = 0.0;

  for (int k = 0; k < 4; k++) sum += location->weight[k] * c[mesh->cell[location->cell][k]];
  return sum;
}

static PetscErrorCode sample_points(Pharmacology *p, const double *const now[])
{
  const int n = p->points.n;

  PetscFunctionBeginUser;
  for (int d = 0; d < p->agents.n; d++)
    for (int i = 0; i < n; i++) {
      const MeshLocation *location = &p->points.location[i];

      p->sampled[d * n + i] =
        location->cell >= 0 ? interpolate_concentration(p->mesh, location, now[d]) : 0.0;
    }
  PetscCallMPI(
    MPI_Allreduce(MPI_IN_PLACE, p->sampled, p->agents.n * n, MPI_DOUBLE, MPI_SUM, p->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode advance_histories(Pharmacology *p, double dt, const double *const now[])
{
  const double  tau = p->input->body.perineurial_lag;
  const double *sampled[CASE_DRUGS];

  PetscFunctionBeginUser;
  PetscCall(sample_points(p, now));
  for (int d = 0; d < p->agents.n; d++) sampled[d] = p->sampled + d * p->points.n;
  history_advance(&p->vertices, &p->agents, tau, dt, now);
  history_advance(&p->curves, &p->agents, tau, dt, sampled);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void average_drugs(const Pharmacology *p, int target, Means *means)
{
  const Sampling *sampling = &p->sampling[target];
  const History  *history  = state_history(p, target);

  for (int d = 0; d < p->agents.n; d++) {
    const double kd = p->agents.of[d]->receptor_kd;

    for (PetscInt i = 0; i < sampling->n; i++) {
      const double c = history->now[d][sampling_entry(sampling, i)];

      means->mean[d] += sampling->weight[i] * c;
      if (kd > 0.0) means->occupancy[d] += sampling->weight[i] * receptor_occupancy(c, kd);
    }
  }
}

// A curve is a nerve and needs a critical length bathed; tissue has nerve endings everywhere.
static void average_nerve_block(const Pharmacology *p, int target, Means *means)
{
  const Sampling *sampling = &p->sampling[target];
  const History  *history  = state_history(p, target);

  for (int f = 0; f < FIBRE_COUNT; f++) {
    if (sampling_is_curve(sampling)) {
      means->block[f] =
        nerve_blocked_fraction((int)sampling->n, sampling->s, history->block[f] + sampling->first,
                               p->input->body.critical_length);
      continue;
    }
    for (PetscInt i = 0; i < sampling->n; i++)
      means->block[f] += sampling->weight[i] * history->block[f][sampling->vertex[i]];
  }
}

static void follow_effect(Effect *effect, const Means *means, int n_agents, double t, double dt)
{
  for (int f = 0; f < FIBRE_COUNT; f++) course_follow(&effect->blocked[f], t, dt, means->block[f]);
  for (int d = 0; d < n_agents; d++) {
    effect->mean[d]           = means->mean[d];
    effect->mean_peak[d]      = fmax(effect->mean_peak[d], means->mean[d]);
    effect->occupancy_peak[d] = fmax(effect->occupancy_peak[d], means->occupancy[d]);
  }
}

static PetscErrorCode advance_effects(Pharmacology *p, double t, double dt)
{
  const int n_sums = p->n_targets * (int)(sizeof(Means) / sizeof(double));
  Means    *means;
  bool      counts;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(p->n_targets, &means));
  for (int i = 0; i < p->n_targets; i++) {
    PetscCall(state_counts(p, i, &counts));
    if (!counts) continue;
    average_drugs(p, i, &means[i]);
    average_nerve_block(p, i, &means[i]);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, means, n_sums, MPI_DOUBLE, MPI_SUM, p->mesh->comm));
  for (int i = 0; i < p->n_targets; i++)
    follow_effect(&p->effect[i], &means[i], p->agents.n, t, dt);
  PetscCall(PetscFree(means));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode advance_relief(Pharmacology *p, double t, double dt)
{
  const double before = p->relieved.value;
  double      *block;

  PetscFunctionBeginUser;
  if (p->relief.n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscMalloc1(p->n_targets, &block));
  for (int i = 0; i < p->n_targets; i++) block[i] = p->effect[i].blocked[FIBRE_C].value;
  course_follow(&p->relieved, t, dt, relief_now(&p->relief, block));
  for (int k = 0; k < RELIEF_TIMES; k++) {
    const double since = relief_time(k) - (t - dt), rounding = 1e-9 * t;

    if (isnan(p->relief_at[k]) && since >= -rounding && since <= dt + rounding)
      p->relief_at[k] = before + (p->relieved.value - before) * since / dt;
  }
  PetscCall(PetscFree(block));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void advance_blood(Pharmacology *p, double t, double dt, const double cleared[])
{
  for (int d = 0; d < p->agents.n; d++) {
    const CaseDrug *drug  = p->agents.of[d];
    const Plasma    blood = {.clearance = drug->plasma_clearance, .volume = drug->plasma_volume};

    if (!(blood.volume > 0.0)) continue;
    p->in_blood[d] = plasma_amount(&blood, p->in_blood[d], cleared[p->agents.drug[d]], dt);
    course_follow(&p->plasma[d], t, dt, p->in_blood[d] * drug->molar_mass / blood.volume);
  }
}

PetscErrorCode pharmacology_advance(Pharmacology *p, double t, double dt,
                                    const double *const concentration[], const double cleared[])
{
  const double *now[CASE_DRUGS];

  PetscFunctionBeginUser;
  for (int d = 0; d < p->agents.n; d++) {
    now[d] = concentration[p->agents.drug[d]];
    PetscCheck(now[d], p->mesh->comm, PETSC_ERR_ARG_NULL, "no concentration of %s",
               p->agents.of[d]->name);
  }
  PetscCall(advance_histories(p, dt, now));
  PetscCall(advance_effects(p, t, dt));
  PetscCall(advance_relief(p, t, dt));
  advance_blood(p, t, dt, cleared);
  PetscFunctionReturn(PETSC_SUCCESS);
}

const double *pharmacology_block(const Pharmacology *pharmacology)
{
  return pharmacology->vertices.block[FIBRE_C];
}

PetscErrorCode pharmacology_destroy(Pharmacology **pharmacology)
{
  Pharmacology *p = *pharmacology;

  PetscFunctionBeginUser;
  if (!p) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(row_destroy(p));
  PetscCall(history_destroy(&p->vertices));
  PetscCall(history_destroy(&p->curves));
  PetscCall(samplings_destroy(p->n_targets, &p->sampling, &p->points));
  PetscCall(PetscFree(p->effect));
  PetscCall(PetscFree(p->sampled));
  PetscCall(PetscFree(*pharmacology));
  PetscFunctionReturn(PETSC_SUCCESS);
}
