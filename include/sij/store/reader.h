// SPDX-License-Identifier: GPL-3.0-or-later
/** A result read back from folder/run.vtkhdf, one dataset at a time.
 *
 * Not collective: one rank reads. What is missing, of another kind, or no result at all is one sentence in
 * `problems`; then what was to be read is empty. Layout: docs/user/results.md.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdint.h>

typedef struct StoreReader StoreReader;

/** A dataset of numbers, one or two indices. */
typedef struct {
  int64_t rows, columns; // columns 1 where there is one index
  double *value;         // owned: [rows][columns]
} StoreRows;

enum { STORE_WORD = 96 };

/** Names in order: columns of a table, children of a group. */
typedef struct {
  int count;
  char (*name)[STORE_WORD]; // owned
} StoreNames;

/** On a problem *reader stays NULL. Owns: caller, store_reader_close(). */
PetscErrorCode store_reader_open(const char *folder, StoreReader **reader,
                                 Problems *problems) SIJ_CHECKED;

/** The file, for sentences. Borrowed. */
const char *store_reader_path(const StoreReader *reader);

/** Owns: caller, PetscFree(rows->value). */
PetscErrorCode store_reader_rows(StoreReader *reader, const char *path, StoreRows *rows,
                                 Problems *problems) SIJ_CHECKED;

/** The children of a group in alphabetical order; none where there is no such group. Owns: caller,
 * PetscFree(names->name). */
PetscErrorCode store_reader_children(StoreReader *reader, const char *path,
                                     StoreNames *names) SIJ_CHECKED;

/** A list of texts that is an attribute of an object. Owns: caller, PetscFree(names->name). */
PetscErrorCode store_reader_words(StoreReader *reader, const char *path, const char *attribute,
                                  StoreNames *names, Problems *problems) SIJ_CHECKED;

/** A text that is an attribute of an object; "" where there is none. */
void store_reader_attribute(StoreReader *reader, const char *path, const char *attribute,
                            size_t size, char text[]);

/** A text that is a dataset; NULL where there is none. Owns: caller, PetscFree(*text). */
PetscErrorCode store_reader_text(StoreReader *reader, const char *path, char **text) SIJ_CHECKED;

/** Accepts NULL, sets NULL. */
PetscErrorCode store_reader_close(StoreReader **reader) SIJ_CHECKED;
