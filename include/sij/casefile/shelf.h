// SPDX-License-Identifier: GPL-3.0-or-later
/** The pieces that a case can choose by name: `presets` of anatomy, `patients`, `protocols` of mechanics. */
#pragma once

#include "sij/casefile.h"

enum { SHELF_TEXT = 1024 };

typedef struct {
  char name[CASE_NAME];
  char text[SHELF_TEXT]; // what it sets, as the file has it
} ShelfPiece;

/** The pieces of one shelf of a case, or of the library. Of rank 0; on the others there are none. Collective. Owns: caller,
 * PetscFree(*piece). */
PetscErrorCode case_shelf(MPI_Comm comm, const CaseSource *source, const char *shelf, int *n,
                          ShelfPiece **piece, Problems *problems) SIJ_CHECKED;
