/** Which program this is, and which libraries it runs with. */
#pragma once

#include "sij/base/foreign.h"

/** "sij 0.1.0 (commit 1234abc)", without the brackets when it was built outside git. */
const char *version_program(void);

/** Prints the program's version and those of its libraries, on rank 0. Collective. */
PetscErrorCode version_print(MPI_Comm comm) SIJ_CHECKED;
