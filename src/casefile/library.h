// SPDX-License-Identifier: GPL-3.0-or-later
/** The case files that are built into the program: inputs/baseline.yaml and inputs/library/. */
#pragma once

#include <stddef.h>

typedef struct {
  const char          *name; // "library/drugs.yaml"
  const unsigned char *text;
  size_t               length;
} LibraryFile;

/** All of them; library_count entries. Written by module.cmake. */
extern const LibraryFile library_files[];
extern const size_t      library_count;

/** The file of that name; ".yaml" and "library/" may be left out. NULL if there is none. */
const LibraryFile *library_find(const char *name);
