// SPDX-License-Identifier: GPL-3.0-or-later
// The quantities of each target in summary.json: extent, block, concentration, receptor, toxicity and spill.
// Sums and maxima over ranks of what history.c followed.
#include "state.h"

#include "sij/base/units.h"

#include <math.h>

/** Over the history of a target; doubles only, reduced as one array. */
typedef struct {
  double peak[CASE_DRUGS];     // concentration        mol m^-3
  double above[CASE_DRUGS];    // time at the level    s
  double exposure[CASE_DRUGS]; //                      mol s m^-3
} Largest;

typedef struct {
  double above[CASE_DRUGS];
  double exposure[CASE_DRUGS];
  double chondrotoxic[CASE_DRUGS]; // share of the target past that exposure
} Averages;

static double flag_value(bool statement)
{
  return statement ? 1.0 : 0.0;
}

static void gather_target(const Pharmacology *p, int target, Largest *largest, Averages *averages)
{
  const Sampling *sampling = &p->sampling[target];
  const History  *history  = state_history(p, target);

  for (int d = 0; d < p->agents.n; d++)
    for (PetscInt i = 0; i < sampling->n; i++) {
      const PetscInt at     = sampling_entry(sampling, i);
      const double   weight = sampling->weight[i], limit = p->agents.of[d]->chondrotoxic;

      if (!(weight > 0.0)) continue;
      largest->peak[d]     = fmax(largest->peak[d], history->peak[d][at]);
      largest->above[d]    = fmax(largest->above[d], history->above[d][at]);
      largest->exposure[d] = fmax(largest->exposure[d], history->exposure[d][at]);
      averages->above[d] += weight * history->above[d][at];
      averages->exposure[d] += weight * history->exposure[d][at];
      if (limit > 0.0 && history->exposure[d][at] > limit) averages->chondrotoxic[d] += weight;
    }
}

static PetscErrorCode gather_targets(const Pharmacology *p, Largest largest[], Averages averages[])
{
  const int n_largest  = p->n_targets * (int)(sizeof *largest / sizeof(double));
  const int n_averages = p->n_targets * (int)(sizeof *averages / sizeof(double));
  bool      counts;

  PetscFunctionBeginUser;
  for (int i = 0; i < p->n_targets; i++) {
    PetscCall(state_counts(p, i, &counts));
    if (counts) gather_target(p, i, &largest[i], &averages[i]);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, largest, n_largest, MPI_DOUBLE, MPI_MAX, p->mesh->comm));
  PetscCallMPI(
    MPI_Allreduce(MPI_IN_PLACE, averages, n_averages, MPI_DOUBLE, MPI_SUM, p->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_extent(const Sampling *sampling, Quantities *list)
{
  const char *name = sampling->target.name;

  PetscFunctionBeginUser;
  if (sampling->target.kind == TARGET_CURVE) {
    PetscCall(
      quantities_add(list, UNIT_PER_MM * sampling->extent, "mm", "targets.%s.length", name));
    PetscCall(
      quantities_add(list, UNIT_PER_MM * sampling->beyond, "mm", "targets.%s.outside_mesh", name));
  } else if (sampling->target.kind == TARGET_SURFACE)
    PetscCall(quantities_add(list, 1e4 * sampling->extent, "cm^2", "targets.%s.area", name));
  else
    PetscCall(
      quantities_add(list, UNIT_PER_ML * sampling->extent, "mL", "targets.%s.volume", name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_blocked(const char *name, NerveFibre fibre, const Course *course,
                                  Quantities *list)
{
  const char *f = nerve_fibre_name(fibre);

  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, course->max, "1", "targets.%s.blocked_fraction_%s", name, f));
  PetscCall(quantities_add(list, course->time_of_max / UNIT_MINUTE, "min",
                           "targets.%s.time_of_max_%s", name, f));
  PetscCall(
    quantities_add(list, course->onset / UNIT_MINUTE, "min", "targets.%s.onset_%s", name, f));
  PetscCall(
    quantities_add(list, course->above / UNIT_MINUTE, "min", "targets.%s.duration_%s", name, f));
  PetscCall(quantities_add(list, flag_value(course_stands(course)), "yes/no",
                           "targets.%s.outlasts_run_%s", name, f));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_concentration(const Pharmacology *p, int target, int d, double peak,
                                        Quantities *list)
{
  const CaseDrug *drug  = p->agents.of[d];
  const char     *name  = p->sampling[target].target.name;
  const bool      small = drug->kind == DRUG_STEROID || drug->kind == DRUG_PRODRUG;
  const double    unit  = small ? UNIT_PER_UMOL_L : 1.0;
  const char     *text  = small ? "uM" : "mM";

  PetscFunctionBeginUser;
  PetscCall(
    quantities_add(list, unit * peak, text, "targets.%s.%s.concentration_peak", name, drug->name));
  PetscCall(quantities_add(list, unit * p->effect[target].mean_peak[d], text,
                           "targets.%s.%s.concentration_mean", name, drug->name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_receptor(const Pharmacology *p, int target, int d,
                                   const Averages *averages, Quantities *list)
{
  const char *name = p->sampling[target].target.name, *drug = p->agents.of[d]->name;

  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, averages->above[d] / UNIT_HOUR, "h", "targets.%s.%s.above_kd",
                           name, drug));
  PetscCall(quantities_add(list, p->effect[target].occupancy_peak[d], "1",
                           "targets.%s.%s.occupancy_max", name, drug));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_neurotoxic(const Pharmacology *p, int target, int d,
                                     const Largest *largest, Quantities *list)
{
  const char  *name = p->sampling[target].target.name, *drug = p->agents.of[d]->name;
  const double limit = p->agents.of[d]->neurotoxic;

  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, largest->peak[d] / limit, "1", "targets.%s.%s.neurotoxic_ratio",
                           name, drug));
  PetscCall(quantities_add(list, largest->above[d] / UNIT_MINUTE, "min",
                           "targets.%s.%s.neurotoxic_time", name, drug));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_cartilage(const Pharmacology *p, int target, int d,
                                    const Largest *largest, const Averages *averages,
                                    Quantities *list)
{
  const char  *name = p->sampling[target].target.name, *drug = p->agents.of[d]->name;
  const double limit = p->agents.of[d]->chondrotoxic;

  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, largest->exposure[d] / UNIT_HOUR, "mM h",
                           "cartilage.%s.%s.exposure_peak", name, drug));
  PetscCall(quantities_add(list, averages->exposure[d] / UNIT_HOUR, "mM h",
                           "cartilage.%s.%s.exposure_mean", name, drug));
  PetscCall(quantities_add(list, limit / UNIT_HOUR, "mM h", "cartilage.%s.%s.limit", name, drug));
  PetscCall(quantities_add(list, averages->chondrotoxic[d], "1",
                           "cartilage.%s.%s.chondrotoxic_fraction", name, drug));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_drug(const Pharmacology *p, int target, int d, const Largest *largest,
                               const Averages *averages, Quantities *list)
{
  const CaseDrug *drug = p->agents.of[d];
  const Target   *at   = &p->sampling[target].target;

  PetscFunctionBeginUser;
  PetscCall(add_concentration(p, target, d, largest->peak[d], list));
  if (drug->kind == DRUG_STEROID && drug->receptor_kd > 0.0)
    PetscCall(add_receptor(p, target, d, averages, list));
  if (at->kind == TARGET_CURVE && drug->neurotoxic > 0.0)
    PetscCall(add_neurotoxic(p, target, d, largest, list));
  if (at->cartilage && drug->chondrotoxic > 0.0)
    PetscCall(add_cartilage(p, target, d, largest, averages, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A root is reached when either class is blocked; A-delta, the more sensitive, decides as a rule.
static PetscErrorCode add_spill(const Pharmacology *p, int target, Quantities *list)
{
  const Course *course = p->effect[target].blocked;
  const char   *name   = p->sampling[target].target.name;
  const double  most   = fmax(course[FIBRE_A_DELTA].max, course[FIBRE_C].max);

  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, most, "1", "spill.%s.blocked_fraction", name));
  PetscCall(quantities_add(list, flag_value(most >= p->input->body.block_level), "yes/no",
                           "spill.%s.reached", name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_target(const Pharmacology *p, int target, const Largest *largest,
                                 const Averages *averages, Quantities *list)
{
  const Sampling *sampling = &p->sampling[target];

  PetscFunctionBeginUser;
  PetscCall(add_extent(sampling, list));
  if (!(sampling->extent > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  if (relief_share(&p->relief, target) > 0.0)
    PetscCall(quantities_add(list, relief_share(&p->relief, target), "1", "targets.%s.pain_share",
                             sampling->target.name));
  for (int f = 0; f < FIBRE_COUNT; f++)
    PetscCall(
      add_blocked(sampling->target.name, (NerveFibre)f, &p->effect[target].blocked[f], list));
  for (int d = 0; d < p->agents.n; d++) PetscCall(add_drug(p, target, d, largest, averages, list));
  if (sampling->target.spill) PetscCall(add_spill(p, target, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode summary_targets(const Pharmacology *p, Quantities *list)
{
  Largest  *largest;
  Averages *averages;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(p->n_targets, &largest, p->n_targets, &averages));
  PetscCall(gather_targets(p, largest, averages));
  for (int i = 0; i < p->n_targets; i++)
    PetscCall(add_target(p, i, &largest[i], &averages[i], list));
  PetscCall(PetscFree2(largest, averages));
  PetscFunctionReturn(PETSC_SUCCESS);
}
