// SPDX-License-Identifier: GPL-3.0-or-later
// Checksums of a checkpoint file: SHA-256 of every block, the blocks dealt out to the ranks, and one over all of them.
#include "file.h"

#include "sij/base/hash.h"

#include <string.h>

PetscErrorCode checksum_blocks(MPI_Comm comm, int file, const Format *format, char *digest,
                               int *code)
{
  const int64_t  n = format_blocks(format);
  int            rank, size;
  unsigned char *block;
  char          *own;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscMalloc1(FORMAT_BLOCK, &block));
  PetscCall(PetscCalloc1((size_t)n * FORMAT_DIGEST, &own));
  *code = 0;
  for (int64_t b = rank; b < n && *code == 0; b += size) {
    const int64_t left   = format->payload - b * FORMAT_BLOCK;
    const int64_t length = left < FORMAT_BLOCK ? left : FORMAT_BLOCK;
    char          hash[HASH_LENGTH];

    *code = disk_read(file, block, length, b * FORMAT_BLOCK);
    if (*code != 0) break;
    PetscCall(hash_bytes(block, (size_t)length, hash));
    memcpy(own + b * FORMAT_DIGEST, hash, FORMAT_DIGEST);
  }
  PetscCallMPI(MPI_Reduce(own, digest, (int)(n * FORMAT_DIGEST), MPI_BYTE, MPI_BOR, 0, comm));
  PetscCall(PetscFree(own));
  PetscCall(PetscFree(block));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode checksum_root(const Format *format, const char *digest, char root[FORMAT_DIGEST])
{
  char hash[HASH_LENGTH];

  PetscFunctionBeginUser;
  PetscCall(hash_bytes(digest, (size_t)format_blocks(format) * FORMAT_DIGEST, hash));
  memcpy(root, hash, FORMAT_DIGEST);
  PetscFunctionReturn(PETSC_SUCCESS);
}
