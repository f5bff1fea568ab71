// SPDX-License-Identifier: GPL-3.0-or-later
/** Arrays as text for JSON: little-endian bytes, deflated, in base64. */
#pragma once

#include "sij/base/foreign.h"

#include <jansson.h>

/** {"count": bytes before, "zlib": text}. Owns: caller, json_decref(). */
PetscErrorCode pack_bytes(size_t size, const void *byte, json_t **packed) SIJ_CHECKED;

/** Shares 0 to 1 in 255 steps; what is no number becomes 0. */
void pack_shares(size_t n, const double value[], unsigned char code[]);

/** Values from `least` to `largest` on a logarithmic scale, as 1 to 255; below `least` 0. */
void pack_logarithms(size_t n, const double value[], double least, double largest,
                     unsigned char code[]);

/** Signed values as shares of `largest` in 16 bits: code [2 n], all low bytes and then all high ones; 32768 is 0, and what
 * is no number becomes that. */
void pack_vectors(size_t n, const double value[], double largest, unsigned char code[]);
