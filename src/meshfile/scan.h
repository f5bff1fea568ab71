// SPDX-License-Identifier: GPL-3.0-or-later
/** Numbers and words of a file that lies in memory. The first fault is kept as a sentence; from then on every
 * reader returns zero and moves no further, so that loops need to ask only once a turn. */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_FAULT = 256, SCAN_WORD = 32 };

typedef struct {
  const char *text, *at, *end; // the byte at `end` is zero
  bool        binary;          // numbers of sections are bytes of this machine's order
  char        fault[SCAN_FAULT];
} Scan;

bool scan_is_good(const Scan *scan);

/** Keeps the sentence, and where in the file it came up, unless there is one. */
void scan_fail(Scan *scan, const char *format, ...) SIJ_PRINTF(2, 3);

/** Bytes that are left. */
size_t scan_left(const Scan *scan);

/** One number; `what` it should be stands in the sentence of a fault. Text or binary. */
uint64_t scan_tag(Scan *scan, const char *what);  // unsigned, 8 bytes
int      scan_int(Scan *scan, const char *what);  // 4 bytes
double   scan_real(Scan *scan, const char *what); // finite, 8 bytes

/** A number written as text in binary files, too. */
uint64_t scan_text_tag(Scan *scan, const char *what);
double   scan_text_real(Scan *scan, const char *what);

/** A number of things of which each takes at least `bytes` of the file: 0 with a fault if the rest is too short. */
size_t scan_count(Scan *scan, bool as_text, size_t bytes, const char *what);

/** A text in quotation marks, cut to `size` with its zero. */
void scan_quoted(Scan *scan, size_t size, char text[]);

/** The name of a section that begins, without its $; false at the end of the file, or by a fault. */
bool scan_section(Scan *scan, char name[SCAN_WORD]);

/** The line that ends a section. */
void scan_section_end(Scan *scan, const char *name);

/** Passes over what is left of a section and its end. */
void scan_skip_section(Scan *scan, const char *name);

/** The end of the line before binary numbers. */
void scan_line_end(Scan *scan);
