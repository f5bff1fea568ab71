// SPDX-License-Identifier: GPL-3.0-or-later
// Packs arrays for the page: fields in one byte a value, vectors in two, everything deflated and in base64.
#include "pack.h"

#include <math.h>
#include <openssl/evp.h>
#include <zlib.h>

PetscErrorCode pack_bytes(size_t size, const void *byte, json_t **packed)
{
  uLongf         deflated = compressBound((uLong)size);
  unsigned char *narrow, *text;
  int            length, verdict;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(deflated, &narrow));
  verdict = compress2(narrow, &deflated, byte, (uLong)size, Z_BEST_COMPRESSION);
  PetscCheck(verdict == Z_OK, PETSC_COMM_SELF, PETSC_ERR_LIB, "zlib: %d", verdict);
  PetscCall(PetscMalloc1(4 * ((deflated + 2) / 3) + 1, &text));
  length  = EVP_EncodeBlock(text, narrow, (int)deflated);
  *packed = json_object();
  (void)json_object_set_new(*packed, "count", json_integer((json_int_t)size));
  (void)json_object_set_new(*packed, "zlib", json_stringn((const char *)text, (size_t)length));
  PetscCall(PetscFree(narrow));
  PetscCall(PetscFree(text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static unsigned char clamp_code(double code, double least)
{
  return (unsigned char)fmin(fmax(code, least), 255.0);
}

void pack_shares(size_t n, const double value[], unsigned char code[])
{
  for (size_t i = 0; i < n; i++)
    code[i] = isnan(value[i]) ? 0 : clamp_code(255.0 * value[i] + 0.5, 0.0);
}

void pack_logarithms(size_t n, const double value[], double least, double largest,
                     unsigned char code[])
{
  const double scale = largest > least ? 254.0 / log(largest / least) : 0.0;

  for (size_t i = 0; i < n; i++)
    code[i] = value[i] > 0.0 && value[i] >= least
                ? clamp_code(1.5 + scale * log(value[i] / least), 1.0)
                : 0;
}

void pack_vectors(size_t n, const double value[], double largest, unsigned char code[])
{
  for (size_t i = 0; i < n; i++) {
    const double share = largest > 0.0 ? value[i] / largest : 0.0;
    const long   step  = 32768 + (isfinite(share) ? lround(32767.0 * share) : 0);

    code[i]     = (unsigned char)(step & 0xff);
    code[n + i] = (unsigned char)(step >> 8);
  }
}
