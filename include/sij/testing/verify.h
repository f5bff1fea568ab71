// SPDX-License-Identifier: GPL-3.0-or-later
/** Verification: every equation of the product against what is known of it, from the program itself.
 *
 * A check builds its own small meshes and cases, runs the modules that real runs use, and compares
 * what comes out with an exact solution, a reference of another kind, or what must be kept. The list is
 * docs/theory/verification.md; `ctest -L verify` and `sij verify` run the same checks.
 */
#pragma once

#include "sij/casefile.h"
#include "sij/testing/verdicts.h"

typedef struct {
  bool coarse; // the coarsest mesh of each check only, longer steps and fewer cases where there are
               // many: quick, for the comparison between ranks
} VerifyRequest;

/** Name and summary of check i; false past the last. */
bool verify_name(int i, const char **name, const char **summary);

/** Appends to `found` what check i measures, and prints its rows as it goes. Collective. */
PetscErrorCode verify_run(MPI_Comm comm, int i, const VerifyRequest *request,
                          Verdicts *found) SIJ_CHECKED;

/** Judges a case, on its own mesh and in its own tissue, by what must be kept: first a uniform
 * concentration through its injections with nothing lost but by water, then its drugs as they are, each
 * until two minutes after the last needle. Appends to `found`. What the case asks and cannot be had, or a
 * step that fails, is a problem. Collective. */
PetscErrorCode verify_case(MPI_Comm comm, const Case *input, Verdicts *found,
                           Problems *problems) SIJ_CHECKED;
