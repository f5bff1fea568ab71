// SPDX-License-Identifier: GPL-3.0-or-later
/** Results of a run: named numbers, as summary.json holds them, and the comparison of runs.
 *
 * A name is words joined by dots, from the general to the particular: "injection.joint.delivered". A value
 * is in the unit beside it, which is the one people read (min, mL, kPa, mM): docs/user/quantities.md.
 */
#pragma once

#include "sij_error.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct SijResults SijResults;

typedef struct {
  const char *name, *unit; // borrowed, live as long as the results
  double      value;       // NaN: does not occur, as an onset that never came
  double      error;       // half the width of its error bar, in its unit; NaN: not known
} SijQuantity;

/** Reads the summary of a folder that a run wrote. Collective; rank 0 reads, every rank receives. What cannot be read is a
 * problem, and *results stays NULL. Owns: caller, sij_results_destroy(). */
PetscErrorCode sij_results_read(MPI_Comm comm, const char *folder, SijResults **results,
                                SijProblems *problems) SIJ_MUST_CHECK;

/** Accepts NULL in *results, sets it NULL. Not collective. */
PetscErrorCode sij_results_destroy(SijResults **results) SIJ_MUST_CHECK;

/** Nothing of this is collective. Name of the case; how many quantities; quantity i of [0, count); the quantity
 * of that name. The last two are false, with *quantity unchanged, where there is none. */
const char *sij_results_name(const SijResults *results);
int         sij_results_count(const SijResults *results);
bool        sij_results_get(const SijResults *results, int i, SijQuantity *quantity);
bool        sij_results_find(const SijResults *results, const char *name, SijQuantity *quantity);

/** How two results differ at most, over the quantities that both have: |a - b| / max(|a|, |b|), of pairs that
 * are finite; 0 where both are 0. A quantity that is finite in one alone counts as 1. *name, if not NULL, is the
 * quantity where it is, borrowed from `a`; NULL where nothing differs. Not collective. */
double sij_results_difference(const SijResults *a, const SijResults *b, const char **name);

/** Prints the summaries of n folders side by side on standard output, as `sij compare` does. Collective; rank 0
 * prints. What cannot be read is a problem, and nothing is printed. n >= 1. */
PetscErrorCode sij_results_compare(MPI_Comm comm, int n, const char *const folder[],
                                   SijProblems *problems) SIJ_MUST_CHECK;

#ifdef __cplusplus
}
#endif
