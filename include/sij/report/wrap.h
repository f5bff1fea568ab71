// SPDX-License-Identifier: GPL-3.0-or-later
/** Texts broken into lines of a terminal. All are UTF-8; each character is taken to be one column wide. */
#pragma once

#include <stdio.h>

/** A space at which no line is broken: between a number and its unit. Printed as a space. */
#define WRAP_BOUND "\u00a0"

/** Columns that a text takes. */
int wrap_columns(const char *text);

/** Bytes of `text` that fit into `width` columns: up to a space; where there is none, up to and with one of `_./-`; else as
 * many as fit. At least one character. *skip: bytes of spaces after them. */
int wrap_line(const char *text, int width, int *skip);

/** Prints `n` bytes of a text, bound spaces as spaces. */
void wrap_put(FILE *out, const char *text, int n);

/** Prints a text in lines of `width` columns, those after the first behind `indent` spaces. `column`: where it begins. */
void wrap_print(FILE *out, int width, int column, int indent, const char *text);
