// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: the results of its cases, ranked, and what the factors do to them. Rank 0 alone. */
#pragma once

#include "effects.h"

#include "sij/report/ranking.h"
#include "sij/study.h"

/** Of one case. */
typedef struct {
  bool          finished;
  Quantities    list;    // of its summary
  Problems      failure; // sentences of an attempt that failed
  double        value, error;
  bool          bound; // the value is a lower bound
  RankedVerdict verdict;
} StudyResult;

typedef struct {
  const Study *study;  // borrowed
  StudyResult *result; // [n_cases]
  int *order; // [n_cases] cases, best first; those without a value, and without a result, last
  const char *unit;                              // of the ranked quantity; borrowed from a result
  int         n_numeric, numeric[STUDY_FACTORS]; // factors of the linear model
  LinearModel model;
} StudyResults;

/** Reads and ranks them; a quantity that no case has is a problem. Owns: caller, results_destroy(). */
PetscErrorCode results_gather(const Study *study, const char *folder, StudyResults *results,
                              Problems *problems) SIJ_CHECKED;
PetscErrorCode results_destroy(StudyResults *results) SIJ_CHECKED;

/** Mean of the ranked quantity on a level of a factor, over so many cases. */
double results_mean(const StudyResults *results, int factor, int level, int *count);

/** Writes folder/study.json (json.c). */
PetscErrorCode results_write(const StudyResults *results, const char *folder,
                             Problems *problems) SIJ_CHECKED;

/** Key of the file that says how it is to be read; raised when the meaning of a key changes. */
enum { RESULTS_FORMAT = 1 };
