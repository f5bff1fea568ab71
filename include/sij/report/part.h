// SPDX-License-Identifier: GPL-3.0-or-later
/** A file that stands under its final name only when it is whole: written as NAME.part, then renamed.
 *
 * Every failure is one sentence in `problems`; after it the stream is NULL and nothing is left behind.
 * Not collective: rank 0 writes.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>
#include <stdio.h>

enum { PART_PATH = 1024 };

typedef struct {
  FILE *stream; // NULL: not open
  char  path[PART_PATH], part[PART_PATH];
} Part;

PetscErrorCode part_open(const char *folder, const char *name, Part *part,
                         Problems *problems) SIJ_CHECKED;

/** The same for a path with a folder or without. */
PetscErrorCode part_open_file(const char *path, Part *part, Problems *problems) SIJ_CHECKED;

/** Hands everything written so far to the system; a full disk shows here. */
PetscErrorCode part_flush(Part *part, Problems *problems) SIJ_CHECKED;

/** Closes it and gives it its final name. */
PetscErrorCode part_keep(Part *part, Problems *problems) SIJ_CHECKED;

/** Closes and removes it. */
void part_drop(Part *part);
