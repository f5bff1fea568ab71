// SPDX-License-Identifier: GPL-3.0-or-later
/** Figures compared with what is expected of them, by subject: what `sij verify` and `sij validate` print
 * as a table and write as JSON, and what the figures of docs/ are drawn from.
 *
 * A verdict is met if low <= value <= high; NaN never is. Infinite bounds are allowed. A figure with
 * both bounds infinite is reported, not judged. Values must be the same on every rank.
 *
 * Order: verdicts_subject, then figures and curves of it, and so on; verdicts_print or
 * verdicts_write; verdicts_destroy.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

enum { VERDICT_NAME = 64, VERDICT_TEXT = 200 };

/** What was looked at: a check of the equations, a finding of the literature. */
typedef struct {
  char  name[VERDICT_NAME]; // "flow.steady", "4"
  char *text;               // owned: what it asks, one or two sentences
  char *note;               // owned: source, or why it is missed; "" when there is nothing to say
} Subject;

typedef struct {
  int    subject; // index
  char   quantity[VERDICT_TEXT];
  char   unit[16];
  double value, low, high;
  bool   order; // it is an observed order of accuracy
} Verdict;

/** One line of a figure; curves of a subject with the same figure share axes. */
typedef struct {
  int     subject;
  char    figure[VERDICT_NAME];                       // "error against size": unique in its subject
  char    series[VERDICT_NAME];                       // the line's name
  char    x_axis[VERDICT_NAME], y_axis[VERDICT_NAME]; // with units
  bool    logarithmic;
  int     n;
  double *x, *y; // owned [n]
} VerdictCurve;

typedef struct {
  int           n_subjects, n, n_curves;
  Subject      *subject; // owned, as all of these
  Verdict      *row;
  VerdictCurve *curve;
} Verdicts;

/** Opens the next subject; what follows belongs to it. */
PetscErrorCode verdicts_subject(Verdicts *list, const char *name, const char *text) SIJ_CHECKED;

/** Adds a sentence to the note of the subject at hand. */
PetscErrorCode verdicts_note(Verdicts *list, const char *format, ...) SIJ_PRINTF(2, 3) SIJ_CHECKED;

PetscErrorCode verdicts_add(Verdicts *list, double value, double low, double high, const char *unit,
                            const char *format, ...) SIJ_PRINTF(6, 7) SIJ_CHECKED;

/** A figure nobody judges. */
PetscErrorCode verdicts_report(Verdicts *list, double value, const char *unit, const char *format,
                               ...) SIJ_PRINTF(4, 5) SIJ_CHECKED;

/** Observed order of `error` [n] in `size` [n], of the last pair, which must lie in [low, high]; and a
 * logarithmic curve of them all. n >= 2, sizes falling. `what` names both. */
PetscErrorCode verdicts_order(Verdicts *list, int n, const double size[], const double error[],
                              double low, double high, const char *size_axis,
                              const char *what) SIJ_CHECKED;

/** A line for the figures. Copies x and y. */
PetscErrorCode verdicts_curve(Verdicts *list, const char *figure, const char *series,
                              const char *x_axis, const char *y_axis, bool logarithmic, int n,
                              const double x[], const double y[]) SIJ_CHECKED;

bool verdict_met(const Verdict *row);
bool verdict_judged(const Verdict *row);

/** How many of the subject's judged figures are missed; subject -1: of all. */
int verdicts_missed(const Verdicts *list, int subject);

/** The table of the subjects from `first` on, with its head before the first of all; and one line
 * of how many were met. Rank 0 prints. */
PetscErrorCode verdicts_print(MPI_Comm comm, const Verdicts *list, int first) SIJ_CHECKED;
PetscErrorCode verdicts_print_total(MPI_Comm comm, const Verdicts *list) SIJ_CHECKED;

/** Writes everything as JSON, atomically. Collective; rank 0 writes. */
PetscErrorCode verdicts_write(MPI_Comm comm, const Verdicts *list, const char *path,
                              Problems *problems) SIJ_CHECKED;

PetscErrorCode verdicts_destroy(Verdicts *list) SIJ_CHECKED;
