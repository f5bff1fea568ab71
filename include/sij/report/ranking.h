// SPDX-License-Identifier: GPL-3.0-or-later
/** Runs ranked by one quantity, and what moves it, on a terminal. docs/user/study.md says what the columns are. */
#pragma once

#include "sij/base/quantities.h"

#include <stdbool.h>

/** How a run stands against the best. */
typedef enum { RANKED_APART, RANKED_INDISTINCT, RANKED_UNJUDGED } RankedVerdict;

/** Borrowed. */
typedef struct {
  const char       *name;
  const Quantities *list;  // NULL: there is no result
  const char       *state; // then: "failed", "not run"
  RankedVerdict     verdict;
} RankedRun;

typedef struct {
  const char        *title, *quantity;
  bool               lowest; // is best
  int                n;
  const RankedRun   *run; // [n] best first
  int                n_shown;
  const char *const *shown; // [n_shown] further quantities
} Ranking;

/** Of a factor with levels: the mean of the ranked quantity on each. */
typedef struct {
  const char *factor, *level;
  int         n;
  double      mean;
} LevelEffect;

/** Of a factor of numbers: what the linear model says. */
typedef struct {
  const char *factor, *from, *to;   // its ends, with units
  double      change, standardised; // from one end to the other; slope over spreads
} LinearEffect;

/** On standard output. Not collective. */
PetscErrorCode ranking_print(const Ranking *ranking) SIJ_CHECKED;

/** `unit` is that of the means and changes. Nothing is printed where there is none. */
PetscErrorCode ranking_print_levels(const char *unit, int n, const LevelEffect level[]) SIJ_CHECKED;
PetscErrorCode ranking_print_slopes(const char *unit, double r2, int n,
                                    const LinearEffect slope[]) SIJ_CHECKED;
