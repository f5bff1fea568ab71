// SPDX-License-Identifier: GPL-3.0-or-later
/** What the tests of the case file ask of it beside its public header. */
#pragma once

#include "sij/base/foreign.h"

/** Every key of the format as Markdown tables, as in docs/user/casefile.md. Not collective; PetscFree. */
PetscErrorCode case_keys(char **text) SIJ_CHECKED;
