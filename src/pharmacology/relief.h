// SPDX-License-Identifier: GPL-3.0-or-later
/** What of a patient's pain is silenced: a mix of sources, each blocked on the spot or by its nerves.
 *
 * Source s with local block B_s and mean block N_s of its nerves (each carries an equal share) is
 * silenced by 1 - (1 - B_s)(1 - N_s); relief is the mean over sources by weight. C fibres.
 * Targets the mesh does not hold, and names that are no target, are left out: of the nerves of
 * a source, or with the source itself.
 */
#pragma once

#include "sampling.h"

typedef struct {
  int    target; // index of the source's target
  int    n_nerves;
  int    nerve[4]; // indices of targets
  double weight;   // the weights of all sources sum to 1
} ReliefSource;

typedef struct {
  int          n;
  ReliefSource source[CASE_SOURCES];
  double       left_out; // share of the case's weight whose source is not in the mesh
} Relief;

void relief_prepare(const Case *input, int n, const Sampling sampling[], Relief *relief);

/** From the blocked fraction of each target; NaN without sources. */
double relief_now(const Relief *relief, const double block[]);

/** The relief where this target alone is blocked, and whole: 0 where no stated pain comes from it or passes it. */
double relief_share(const Relief *relief, int target);
