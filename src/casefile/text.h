// SPDX-License-Identifier: GPL-3.0-or-later
/** Text that is put together piece by piece. */
#pragma once

#include "sij/base/foreign.h"

#include <stddef.h>

/** Grows as needed; starts with {0}. The text is the owner's to free, with PetscFree. */
typedef struct {
  char  *text;
  size_t used, capacity;
} Text;

PetscErrorCode text_add(Text *text, const char *format, ...) SIJ_PRINTF(2, 3) SIJ_CHECKED;

/** In double quotes, as YAML reads it back. */
PetscErrorCode text_add_quoted(Text *text, const char *s) SIJ_CHECKED;
