// SPDX-License-Identifier: GPL-3.0-or-later
/** What every fuzz target needs: PETSc started once, and the input as text or as a file of a folder. */
#pragma once

#include "sij/base/foreign.h"

#include <stdint.h>
#include <stdlib.h>

/** Starts PETSc: readers want its memory and the communicator of one rank. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Memory of its own that ends with the text, so that a sanitizer sees each byte read beyond it. Owns: caller, free(). */
char *input_text(const uint8_t *data, size_t size);

/** Writes the input as a file of that name in a folder of this process, in memory where there is such a place. Returns
 * the folder; *path is that of the file. Both last until the next call. */
const char *input_file(const char *name, const uint8_t *data, size_t size, const char **path);
