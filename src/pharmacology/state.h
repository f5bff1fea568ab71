// SPDX-License-Identifier: GPL-3.0-or-later
/** What pharmacology keeps between steps. */
#pragma once

#include "course.h"
#include "history.h"
#include "relief.h"

#include "sij/pharmacology.h"

/** Concentrations are means over the target. */
typedef struct {
  Course blocked[FIBRE_COUNT];
  double mean[CASE_DRUGS];           // now                              mol m^-3
  double mean_peak[CASE_DRUGS];      // its largest                      mol m^-3
  double occupancy_peak[CASE_DRUGS]; // largest mean occupancy; steroids
} Effect;

enum { RELIEF_TIMES = 2 };

struct Pharmacology {
  const Case *input;
  const Mesh *mesh;
  Agents      agents;
  int         n_targets;
  Sampling   *sampling; // [n_targets]
  Effect     *effect;   // [n_targets]
  Points      points;
  double     *sampled; // [agents][points] concentration at the points of curves
  History     vertices, curves;
  Relief      relief;
  Course      relieved;
  double      relief_at[RELIEF_TIMES]; // NaN until then
  double      in_blood[CASE_DRUGS];    // mol
  Course      plasma[CASE_DRUGS];      // kg m^-3
  int         n_columns;
  char      **column; // [n_columns]
  double     *value;  // [n_columns]
};

/** When relief is asked for: 30 min and 2 h, the windows of a diagnostic block [s]. */
static inline double relief_time(int k)
{
  return k == 0 ? 1800.0 : 7200.0;
}

/** History that a target is sampled from: vertices of the mesh, or points of curves. */
static inline const History *state_history(const Pharmacology *pharmacology, int target)
{
  return sampling_is_curve(&pharmacology->sampling[target]) ? &pharmacology->curves
                                                            : &pharmacology->vertices;
}

/** Curves are followed by every rank, so only the first adds them to a sum over ranks. */
PetscErrorCode state_counts(const Pharmacology *pharmacology, int target, bool *counts) SIJ_CHECKED;

/** Names of, and memory for, the values of pharmacology_row(). */
PetscErrorCode row_create(Pharmacology *pharmacology) SIJ_CHECKED;
PetscErrorCode row_destroy(Pharmacology *pharmacology) SIJ_CHECKED;

/** What the summary says of the targets. Collective. */
PetscErrorCode summary_targets(const Pharmacology *pharmacology, Quantities *list) SIJ_CHECKED;
