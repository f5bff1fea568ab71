// SPDX-License-Identifier: GPL-3.0-or-later
/** What the program says of itself, on rank 0. Collective. */
#pragma once

#include "sij/base/foreign.h"

#include <stdio.h>

struct Verb;

/** The page of one verb, or of the whole program if NULL. */
PetscErrorCode help_print(MPI_Comm comm, FILE *stream, const struct Verb *verb) SIJ_CHECKED;

/** Usage and verbs alone. */
PetscErrorCode help_print_short(MPI_Comm comm, FILE *stream) SIJ_CHECKED;
