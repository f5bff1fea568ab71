// SPDX-License-Identifier: GPL-3.0-or-later
/** Bandwidth of main memory by STREAM's triad, on all ranks at once.
 *
 * usage: triad [-numbers N]      N doubles in each array of a rank; 4 million are beyond every cache
 *
 * Prints GB/s.
 */
#include "stopwatch.h"

int main(int argc, char **argv)
{
  PetscInt n         = 4000000;
  double   bandwidth = 0.0;

  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-numbers", &n, NULL));
  PetscCall(stopwatch_triad(n, &bandwidth));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%.3f\n", bandwidth));
  PetscCall(PetscFinalize());
  return 0;
}
