// SPDX-License-Identifier: GPL-3.0-or-later
// One checkpoint file through its reader: as it is, and with the checksums that its bytes should have, without which
// nothing behind them would be reached.
#include "../../src/checkpoint/file.h"
#include "input.h"

#include "sij/base/hash.h"

#include <string.h>

enum { PLACE_OF_PAYLOAD = 32 }; // in the head

static PetscErrorCode read_file(const uint8_t *data, size_t size)
{
  const char *path;
  char        cause[FILE_CAUSE];
  Items       items = {0};
  bool        good;

  PetscFunctionBeginUser;
  (void)input_file("state.sij", data, size, &path);
  PetscCall(file_read(PETSC_COMM_SELF, path, &items, &good, cause));
  if (good == (cause[0] != '\0')) abort(); // a file that is refused has its sentence
  for (int i = 0; i < items.n; i++) (void)items_find(&items, items.item[i].entry.name);
  PetscCall(items_clear(&items));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The bytes are less than a block, so there are two checksums.
static PetscErrorCode read_sealed(const uint8_t *data, size_t size)
{
  const int64_t payload = (int64_t)size;
  uint8_t      *sealed;
  char          hash[HASH_LENGTH];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(size + 2 * FORMAT_DIGEST, &sealed));
  memcpy(sealed, data, size);
  memcpy(sealed + PLACE_OF_PAYLOAD, &payload, sizeof payload);
  PetscCall(hash_bytes(sealed, size, hash));
  memcpy(sealed + size, hash, FORMAT_DIGEST);
  PetscCall(hash_bytes(sealed + size, FORMAT_DIGEST, hash));
  memcpy(sealed + size + FORMAT_DIGEST, hash, FORMAT_DIGEST);
  PetscCall(read_file(sealed, size + 2 * FORMAT_DIGEST));
  PetscCall(PetscFree(sealed));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (read_file(data, size)) abort();
  if (size >= FORMAT_HEAD && size < FORMAT_BLOCK && read_sealed(data, size)) abort();
  return 0;
}
