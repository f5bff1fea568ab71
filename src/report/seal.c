// SPDX-License-Identifier: GPL-3.0-or-later
// Adds a SHA-256 to a summary and checks it: a bit that turned in a digit still reads as a number.
#include "seal.h"

#include "sij/base/hash.h"

#include <string.h>

static const char *const KEY = ",\n \"sha256\": \"";

PetscErrorCode seal_print(FILE *stream, const char *object)
{
  const char *end = strrchr(object, '}');
  char        hash[HASH_LENGTH];
  size_t      n;

  PetscFunctionBeginUser;
  PetscCheck(end, PETSC_COMM_SELF, PETSC_ERR_ARG_WRONG, "no object of JSON: %s", object);
  n = (size_t)(end - object);
  while (n > 0 && (object[n - 1] == '\n' || object[n - 1] == ' ')) n--;
  PetscCall(hash_bytes(object, n, hash));
  (void)fprintf(stream, "%.*s%s%s\"\n}\n", (int)n, object, KEY, hash);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode seal_check(const char *text, bool *broken)
{
  const char *at = strstr(text, KEY);
  char        hash[HASH_LENGTH];

  PetscFunctionBeginUser;
  *broken = false;
  if (!at) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(hash_bytes(text, (size_t)(at - text), hash));
  *broken = strncmp(at + strlen(KEY), hash, HASH_LENGTH - 1) != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}
