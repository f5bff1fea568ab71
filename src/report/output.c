// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a result of this program from any other file before a new one takes its name.
#define _POSIX_C_SOURCE 200809L

#include "sij/report/output.h"

#include <jansson.h>
#include <sys/stat.h>

bool output_has_key(const char *path, const char *key)
{
  struct stat status;
  json_t     *root = NULL;
  bool        has;

  // Reading a pipe or a device could wait for ever.
  if (stat(path, &status) == 0 && S_ISREG(status.st_mode)) root = json_load_file(path, 0, NULL);
  has = json_object_get(root, key) != NULL;
  json_decref(root);
  return has;
}

PetscErrorCode output_check(MPI_Comm comm, const char *path, const char *key, Problems *problems)
{
  struct stat status;
  int         rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && lstat(path, &status) == 0 && !output_has_key(path, key))
    PetscCall(problems_add(problems, path,
                           "is there and no such result of sij; it is not replaced: choose another "
                           "name with -o, or remove it"));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
