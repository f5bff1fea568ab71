// SPDX-License-Identifier: GPL-3.0-or-later
/** Content hash (SHA-256, by OpenSSL), for cached meshes and for provenance. */
#pragma once

#include "sij/base/foreign.h"

#include <stddef.h>

enum { HASH_LENGTH = 65 }; // hexadecimal digits and the final NUL

/** Hash of `size` bytes as hexadecimal text. */
PetscErrorCode hash_bytes(const void *bytes, size_t size, char hash[HASH_LENGTH]) SIJ_CHECKED;
