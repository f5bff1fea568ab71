// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the case files that are built into the program, the baseline and the library, by name. gather.c
// includes them; module.cmake writes their bytes.
#include "library.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { NAME = 256 };

static const LibraryFile *find_exactly(const char *name)
{
  for (size_t i = 0; i < library_count; i++)
    if (strcmp(library_files[i].name, name) == 0) return &library_files[i];
  return NULL;
}

const LibraryFile *library_find(const char *name)
{
  const LibraryFile *found = NULL;
  char               full[NAME];

  if (strlen(name) > NAME / 2) return NULL;
  for (int i = 0; i < 4 && !found; i++) {
    const bool prefixed = i >= 2, suffixed = i % 2 == 1;

    (void)snprintf(full, sizeof full, "%s%s%s", prefixed ? "library/" : "", name,
                   suffixed ? ".yaml" : "");
    found = find_exactly(full);
  }
  return found;
}
