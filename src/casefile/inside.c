// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file lies in the folder of a case, or in one that the user names. gather.c asks before it includes a file.
#define _XOPEN_SOURCE 700 // realpath; NOLINT(bugprone-reserved-identifier)

#include "sij/casefile/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER = 1024 };

static bool lies_in(const char *path, const char *folder)
{
  char      *file = realpath(path, NULL), *above = realpath(folder, NULL);
  const bool known = file && above;
  size_t     n     = known ? strlen(above) : 0;
  bool       inside;

  if (n == 1) n = 0; // the root: every path goes on with a slash
  inside = known && strncmp(file, above, n) == 0 && file[n] == '/';
  free(file);
  free(above);
  return inside;
}

static bool lies_in_any(const char *path, const char *folders)
{
  while (folders && *folders) {
    const int n = (int)strcspn(folders, ":");
    char      folder[FOLDER];

    (void)snprintf(folder, sizeof folder, "%.*s", n, folders);
    if (n > 0 && n < FOLDER && lies_in(path, folder)) return true;
    folders += n + (folders[n] == ':');
  }
  return false;
}

bool inside_is_allowed(const char *path, const char *from)
{
  const char *slash = strrchr(from, '/');
  char        folder[FOLDER];

  (void)snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - from) + 1 : 1,
                 slash ? from : ".");
  return lies_in(path, folder) || lies_in_any(path, getenv("SIJ_INCLUDE_PATH"));
}
