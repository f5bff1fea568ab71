// SPDX-License-Identifier: GPL-3.0-or-later
/** A case as text: the resolved YAML. */
#pragma once

#include "sij/casefile.h"

/** The resolved case; it reads back to the same Case. Freed with PetscFree. */
PetscErrorCode write_case(const Case *input, char **text) SIJ_CHECKED;
