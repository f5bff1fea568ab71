// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to checkpoint: the layout of a file, on plain arrays.
 *
 *     header     magic, mark of the byte order, number of entries, ends of header and payload
 *     entries    name, kind, rows and columns, offset of the data
 *     payload    doubles of each entry, row by row, or the bytes of a text
 *     checksums  SHA-256 of every megabyte before, as text; then that of these texts
 *
 * A parser may be given any bytes: sizes are checked against the size of the file before anything is allocated.
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  FORMAT_NAME    = 120,
  FORMAT_ENTRIES = 8192,
  FORMAT_BLOCK   = 1 << 20,
  FORMAT_DIGEST  = 64,
  FORMAT_HEAD    = 48
};

typedef enum {
  FORMAT_VALUES = 1, // the same on every rank
  FORMAT_SUMS,       // sums over all ranks
  FORMAT_FIELD,      // rows of points
  FORMAT_TEXT
} FormatKind;

typedef struct {
  char    name[FORMAT_NAME];
  int32_t kind, columns;
  int64_t rows, offset;
} FormatEntry;

typedef struct {
  int     n_entries;
  int64_t header;  // bytes of head and entries
  int64_t payload; // where the payload ends and the checksums begin
} Format;

/** Bytes of the data of an entry. */
int64_t format_bytes(const FormatEntry *entry);

/** Number of checksums, and size of the whole file. */
int64_t format_blocks(const Format *format);
int64_t format_size(const Format *format);

/** Sets the offsets of all entries. */
Format format_lay_out(int n, FormatEntry entry[]);

/** Writes head and entries into bytes [format->header]. */
void format_write(const Format *format, const FormatEntry entry[], unsigned char *bytes);

/** Reads the head from FORMAT_HEAD bytes of a file of this size. Returns NULL, or what is wrong with it. */
const char *format_read_head(const unsigned char *bytes, int64_t size, Format *format);

/** Reads the entries that follow the head: bytes [format->header - FORMAT_HEAD]. Returns NULL, or what is wrong. */
const char *format_read_entries(const unsigned char *bytes, const Format *format,
                                FormatEntry entry[]);
