// SPDX-License-Identifier: GPL-3.0-or-later
/** A case as every verb wants it: read, and its names held against the anatomy. */
#pragma once

#include "arguments.h"

#include "sij/casefile.h"

/** Reads the case at `path` (NULL: the library alone) with the overrides of the command line, then
 * checks that the sites, places and targets it names exist. On a problem *input stays NULL.
 * Collective. Owns: *input by the caller, case_destroy(); *text (may be NULL), PetscFree(). */
PetscErrorCode input_load(MPI_Comm comm, const char *path, const Arguments *arguments, Case **input,
                          char **text, Problems *problems) SIJ_CHECKED;
