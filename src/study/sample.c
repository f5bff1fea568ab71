// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the points of a Latin hypercube: a random permutation of the strata in every dimension.
#include "sample.h"

#include "sij/base/draw.h"

// Fisher and Yates.
static void shuffle_strata(Draw *draw, int n, int stratum[])
{
  for (int i = n - 1; i > 0; i--) {
    const int j = (int)(draw_share(draw) * (i + 1)), held = stratum[i];

    stratum[i] = stratum[j];
    stratum[j] = held;
  }
}

PetscErrorCode sample_latin_hypercube(int n, int d, int seed, double share[])
{
  int *stratum;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &stratum));
  for (int k = 0; k < d; k++) {
    Draw draw = draw_stream((uint64_t)seed, k);

    for (int i = 0; i < n; i++) stratum[i] = i;
    shuffle_strata(&draw, n, stratum);
    for (int i = 0; i < n; i++) share[i * d + k] = (stratum[i] + draw_share(&draw)) / n;
  }
  PetscCall(PetscFree(stratum));
  PetscFunctionReturn(PETSC_SUCCESS);
}
