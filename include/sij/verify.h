/** Verification: every equation of the product against what is known of it, from the program itself.
 *
 * A check builds its own small meshes and cases, runs the rooms that real runs use, and holds what
 * comes out against an exact solution, a reference of another kind, or what must be kept. The list is
 * docs/verification.md; `ctest -L verify` and `sij verify` run the same checks.
 */
#pragma once

#include "sij/report/verdicts.h"

typedef struct {
  bool coarse; // the coarsest mesh of each check only: quick, for the comparison between ranks
} VerifyRequest;

/** Name and summary of check i; false past the last. */
bool verify_name(int i, const char **name, const char **summary);

/** Appends to `found` what check i measures, and prints its rows as it goes. Collective. */
PetscErrorCode verify_run(MPI_Comm comm, int i, const VerifyRequest *request,
                          Verdicts *found) SIJ_CHECKED;
