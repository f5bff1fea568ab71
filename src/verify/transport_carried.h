// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a given concentration that a wind carries over a box, compared with what is known of
 * it.
 *
 * Order: carried_create (trial.problem filled), carried_start, carried_run, carried_errors, carried_kept,
 * carried_destroy.
 */
#pragma once

#include "checks.h"
#include "trial_fields.h"
#include "wind.h"

/** A concentration in space; `of` are its constants. */
typedef double Field(Vec3 x, const void *of);

typedef struct {
  Trial   trial;
  Wind    wind;
  double *value;   // [n_local] work
  double  highest; // concentration at the start or beyond the cut planes
} Carried;

/** Over the volume of fluid; l1 and l2 are means. */
typedef struct {
  double l1, l2, largest;
  double peak; // largest value found
} CarriedErrors;

/** Each linear solve of a step is exact to 1e-12, so that the figures are those of the scheme, whatever
 * the number of ranks; what the user gives behind -- wins. Collective. Owns: caller. */
PetscErrorCode carried_create(MPI_Comm comm, const Box *box, Vec3 drift, Vec3 spin,
                              Carried *carried) SIJ_CHECKED;
PetscErrorCode carried_destroy(Carried *carried) SIJ_CHECKED;

/** Sets the tracer to carried->value, and to a constant beyond the cut planes. Collective. */
PetscErrorCode carried_set(Carried *carried, double outside) SIJ_CHECKED;

/** The same to a field. Collective. */
PetscErrorCode carried_start(Carried *carried, Field *start, const void *of,
                             double outside) SIJ_CHECKED;

/** That many equal steps from time 0. Collective. */
PetscErrorCode carried_run(const Carried *carried, double duration, int steps) SIJ_CHECKED;

/** How far it is from a field. Collective. */
PetscErrorCode carried_errors(Carried *carried, Field *exact, const void *of,
                              CarriedErrors *errors) SIJ_CHECKED;

/** What holds on every mesh and at every step: no value below 0 or above the highest there was, nothing
 * lost. Shares of the range, and of what there was or came in. */
typedef struct {
  double undershoot, overshoot, misplaced;
} CarriedKept;

/** Collective. */
PetscErrorCode carried_kept(const Carried *carried, CarriedKept *kept) SIJ_CHECKED;

/** One run of a field with constants `start` to what is exact at its end, with constants `end`. */
typedef struct {
  Field      *field;
  const void *start, *end;
  double      outside, duration;
  int         steps;
} CarriedRun;

/** carried_start, carried_run and carried_errors in one; `kept` becomes the worse of itself and of this run.
 * Collective. */
PetscErrorCode carried_compare(Carried *carried, const CarriedRun *run, CarriedErrors *errors,
                               CarriedKept *kept) SIJ_CHECKED;

/** The worse of two. */
CarriedKept carried_worse(CarriedKept a, CarriedKept b);

/** Appends them, judged by 1e-12 and 1e-10. */
PetscErrorCode carried_judge(Verdicts *found, CarriedKept kept, const char *where) SIJ_CHECKED;
