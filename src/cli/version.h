// SPDX-License-Identifier: GPL-3.0-or-later
/** Which program this is, and which libraries it runs with. */
#pragma once

#include "sij/base/foreign.h"

enum { VERSION_TEXT = 32 };

/** "sij 0.1.0 (commit 1234abc)", without the brackets when it was built outside git. */
const char *version_program(void);

/** Commit of the source, "" when it was built outside git. */
const char *version_commit(void);

/** Versions of METIS and of Gmsh. */
PetscErrorCode version_libraries(char version[2][VERSION_TEXT]) SIJ_CHECKED;

/** Prints the program's version and those of its libraries, on rank 0. Collective. */
PetscErrorCode version_print(MPI_Comm comm) SIJ_CHECKED;
