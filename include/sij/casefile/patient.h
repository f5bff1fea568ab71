// SPDX-License-Identifier: GPL-3.0-or-later
/** The patient: where the pain comes from, targets of the user's own, constants of pharmacodynamics.
 *
 * Sections `pain`, `targets` and `body` of a case file.
 */
#pragma once

#include "sij/base/vec3.h"
#include "sij/casefile/limits.h"
#include "sij/casefile/regions.h"

/** Part of a patient's pain: what remains of it when its target and its nerves are blocked. */
typedef struct {
  char   target[CASE_NAME];
  double weight;
  int    n_nerves;
  char   nerve[4][CASE_NAME]; // targets of which any, when blocked, silences it in proportion
} PainSource;

/** A target given by the user besides those of the anatomy: a curve or whole regions. */
typedef struct {
  char   name[CASE_NAME];
  int    n_points; // of the curve; 0 for a region
  Vec3   point[CASE_CURVE];
  Region region;
} CaseTarget;

/** Constants of pharmacodynamics that belong to no drug. */
typedef struct {
  double perineurial_lag; // tau_n                                             s
  double critical_length; // of nerve to be bathed                             m
  double block_level;     // fraction that counts as blocked, for onset and duration
  double body_mass;       // kg
} Body;
