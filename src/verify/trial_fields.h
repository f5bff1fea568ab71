// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: fields of a trial given by a formula, as a start, as what is expected, as samples. */
#pragma once

#include "trial.h"

typedef double FieldAt(Vec3 x, const void *context);

/** Starts a drug from a formula; `outside` is its concentration beyond the cut planes. Collective. */
PetscErrorCode trial_start(const Trial *trial, int drug, FieldAt *at, const void *context,
                           double outside) SIJ_CHECKED;

/** Starts every drug that is present at c, everywhere and beyond the cut planes. Collective. */
PetscErrorCode trial_fill(const Trial *trial, double c) SIJ_CHECKED;

/** L2 of the difference of a drug to a formula, as trial_l2(). Collective. */
PetscErrorCode trial_difference(const Trial *trial, int drug, FieldAt *at, const void *context,
                                double *l2) SIJ_CHECKED;

/** Concentration of a drug at n points of the mesh, the same on every rank. Collective. */
PetscErrorCode trial_sample(const Trial *trial, int drug, int n, const Vec3 x[],
                            double c[]) SIJ_CHECKED;

/** Smallest and largest concentration of a drug now. Collective. */
void trial_range(const Trial *trial, int drug, double range[2]);
