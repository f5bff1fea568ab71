// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to study: what the factors do to the ranked quantity. Cases without a value (NaN) do not count. */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>

/** Mean of y over the cases on a level, and how many these are. */
double effects_mean(int n, const double y[], const int level_of[], int level, int *count);

/** y ~ intercept + sum of slope u, by least squares; u is -1 to 1 from one end of a factor to the other. */
typedef struct {
  bool    fitted; // there are more cases than unknowns, and the factors are independent
  int     n;      // cases with a value
  double  intercept, r2;
  double *slope;        // [d] owned
  double *standardised; // [d] owned: slope times the spread of u over the spread of y
} LinearModel;

/** u [n][d]. Owns: caller, effects_destroy(). */
PetscErrorCode effects_fit(int n, int d, const double u[], const double y[],
                           LinearModel *model) SIJ_CHECKED;
PetscErrorCode effects_destroy(LinearModel *model) SIJ_CHECKED;
