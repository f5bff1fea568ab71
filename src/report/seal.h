// SPDX-License-Identifier: GPL-3.0-or-later
/** The checksum in a summary.json: its last key, of every byte of the file before that key. */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>
#include <stdio.h>

/** Prints a JSON object that is not empty, with its checksum as a last key. Not collective. */
PetscErrorCode seal_print(FILE *stream, const char *object) SIJ_CHECKED;

/** *broken: the text has a checksum, and it is not that of the text. Not collective. */
PetscErrorCode seal_check(const char *text, bool *broken) SIJ_CHECKED;
