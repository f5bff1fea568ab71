// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of a block of bytes as text, by OpenSSL. Names meshes in the cache.
#include "sij/base/hash.h"

#include <openssl/evp.h>
#include <stdio.h>

PetscErrorCode hash_bytes(const void *bytes, size_t size, char hash[HASH_LENGTH])
{
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int  length = 0;
  const int     done   = EVP_Digest(bytes, size, digest, &length, EVP_sha256(), NULL);

  PetscFunctionBeginUser;
  PetscCheck(done == 1 && 2 * length + 1 == HASH_LENGTH, PETSC_COMM_SELF, PETSC_ERR_LIB,
             "OpenSSL: EVP_Digest gave %d and %u bytes", done, length);
  for (unsigned int i = 0; i < length; i++) (void)snprintf(hash + 2 * i, 3, "%02x", digest[i]);
  PetscFunctionReturn(PETSC_SUCCESS);
}
