// SPDX-License-Identifier: GPL-3.0-or-later
// Notes what failed on a rank, with the cause that HDF5 or the system gives, and makes all ranks agree on it.
// Every other file of the module reports through it.
#include "writer.h"

#include <errno.h>
#include <string.h>

static herr_t keep_innermost(unsigned depth, const H5E_error2_t *error, void *text)
{
  if (depth == 0 && error->desc) (void)snprintf(text, STORE_CAUSE / 2, "%s", error->desc);
  return 0;
}

// errno outlives what set it: only codes that a disk can give are believed.
static const char *describe_disk_error(int code)
{
  static const int CODES[] = {EACCES, EDQUOT, EFBIG, EIO, ENODEV, ENOSPC, EPERM, EROFS, ESTALE};

  for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
    if (code == CODES[i]) return strerror(code);
  return NULL;
}

hid_t store_note(Store *store, hid_t result)
{
  const char *system = describe_disk_error(errno);
  char        inner[STORE_CAUSE / 2];

  if (result >= 0 || store->cause[0]) return result;
  (void)snprintf(inner, sizeof inner, "HDF5 gives no reason");
  (void)H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, inner);
  if (system) (void)snprintf(store->cause, sizeof store->cause, "%s (%s)", system, inner);
  else (void)snprintf(store->cause, sizeof store->cause, "%s", inner);
  return result;
}

void store_note_errno(Store *store, int code)
{
  if (!store->cause[0]) (void)snprintf(store->cause, sizeof store->cause, "%s", strerror(code));
}

PetscErrorCode store_verdict(Store *store, const char *path, const char *doing, bool *good,
                             Problems *problems)
{
  const MPI_Comm comm = store->mesh->comm;
  int            n_ranks, mine, first;

  PetscFunctionBeginUser;
  store_note_deferred(store);
  PetscCallMPI(MPI_Comm_size(comm, &n_ranks));
  mine = store->cause[0] ? store->rank : n_ranks;
  PetscCallMPI(MPI_Allreduce(&mine, &first, 1, MPI_INT, MPI_MIN, comm));
  *good = first == n_ranks;
  if (!*good) {
    store->failed = true;
    PetscCallMPI(MPI_Bcast(store->cause, STORE_CAUSE, MPI_CHAR, first, comm));
    PetscCall(problems_add(problems, path, "cannot %s: %s", doing, store->cause));
    store->cause[0] = '\0';
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
