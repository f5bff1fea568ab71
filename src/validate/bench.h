// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: experiments that findings share, each run at most once.
 *
 * An experiment is the built-in library (baseline) with overrides, as -D has them. Its outcome is what
 * summary.json and timeseries.csv of the same case would hold, under the same names
 * (docs/user/quantities.md). A name that no run reports is a mistake of the finding: the program stops.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/casefile.h"
#include "sij/testing/validate.h"

enum { EXPERIMENT_KEYS = 24, OUTCOME_COLUMN = 160 };

/** Two experiments of one name are one: the second is not run. Borrowed during bench_run(). */
typedef struct {
  const char *name; // of letters, digits and underscores: problems name it
  int         n;
  const char *key[EXPERIMENT_KEYS]; // "path.to.key=value"; mesh sizes are multiplied after them
} Experiment;

/** Owned by the bench, the same on every rank. */
typedef struct {
  Quantities summary;
  int        n_rows, n_columns;
  char (*column)[OUTCOME_COLUMN]; // [n_columns]
  double *time;                   // [n_rows]              s
  double *value;                  // [n_columns][capacity]
  int     capacity;               // most rows
} Outcome;

typedef struct Bench Bench;

PetscErrorCode bench_create(MPI_Comm comm, const ValidateRequest *request,
                            Bench **bench) SIJ_CHECKED;
PetscErrorCode bench_destroy(Bench **bench) SIJ_CHECKED;

const ValidateRequest *bench_request(const Bench *bench);

/** Runs it, or finds it among those run. *outcome is NULL if it could not be run, which is a problem;
 * problems of other experiments are no hindrance. Borrowed until bench_destroy(). Collective. */
PetscErrorCode bench_run(Bench *bench, const Experiment *experiment, const Outcome **outcome,
                         Problems *problems) SIJ_CHECKED;

/** The case of an experiment, as it would be run: NULL on a problem. Owns: caller. Collective. */
PetscErrorCode bench_case(Bench *bench, const Experiment *experiment, Case **input,
                          Problems *problems) SIJ_CHECKED;

/** A quantity of the summary, in its unit there. */
double outcome_value(const Outcome *outcome, const char *format, ...) SIJ_PRINTF(2, 3);

/** A column of the series: [n_rows]. */
const double *outcome_column(const Outcome *outcome, const char *format, ...) SIJ_PRINTF(2, 3);

/** Linear between the rows; held before the first and after the last. */
double outcome_at(const Outcome *outcome, const double column[], double t);

/** Last time the column stood at the level, linear between the rows; NaN: never, or it still does. */
double outcome_last(const Outcome *outcome, const double column[], double level);
