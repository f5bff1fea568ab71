// SPDX-License-Identifier: GPL-3.0-or-later
/** What the kernels of a step of transport have to move through memory, from its sizes and PETSc's log. */
#pragma once

#include "body.h"

/** Prints the operations of PETSc's log in the laps of a phase of transport with the bytes that they must move, and the
 * whole phase of `calls` steps. new_water: the coefficients of the pores had to be made in each. Collective. */
PetscErrorCode moved_print(const Body *body, const char *phase, int calls,
                           bool new_water) SIJ_CHECKED;
