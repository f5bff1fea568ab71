// SPDX-License-Identifier: GPL-3.0-or-later
/** What is wrong with the input, gathered as sentences: data, not an error code.
 *
 * A case that cannot be run is reported whole: every fault with its place, what was found and what
 * would be right. Every rank holds the same list; rank 0 prints it.
 */
#pragma once

#include "sij/base/foreign.h"

typedef struct {
  int    count;
  int    capacity;
  char **sentence; // owned; [count]
} Problems;

/** Adds one sentence. `where` ("file.yaml:12" or "") is put before it. */
PetscErrorCode problems_add(Problems *problems, const char *where, const char *format, ...)
  SIJ_PRINTF(3, 4) SIJ_CHECKED;

/** Makes every rank hold rank 0's list. Collective. */
PetscErrorCode problems_broadcast(MPI_Comm comm, Problems *problems) SIJ_CHECKED;

/** Prints every sentence to standard error, on rank 0. Collective. */
PetscErrorCode problems_print(MPI_Comm comm, const Problems *problems) SIJ_CHECKED;

PetscErrorCode problems_destroy(Problems *problems) SIJ_CHECKED;
