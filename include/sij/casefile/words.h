// SPDX-License-Identifier: GPL-3.0-or-later
/** Words for people: what was written, shown safely, and the nearest word that is known. */
#pragma once

#include "sij/base/problems.h"
#include "sij/casefile/tree.h"

enum { WORDS_SHOWN = 72, WORDS_MANY = 128 };

/** Text as written, cut to a length fit for a sentence; control characters become '?'. */
typedef struct {
  char text[WORDS_SHOWN];
} Shown;

Shown words_shown(const char *text);

/** `; did you mean "x"?` when a word is near, else `; known are a, b, c`. */
typedef struct {
  char text[320];
} Hint;

Hint words_hint(const char *word, int n, const char *const known[]);

/** Adds "file:line: path: " and the sentence to the problems. */
PetscErrorCode node_fault(Problems *problems, const Node *node, const char *format, ...)
  SIJ_PRINTF(3, 4) SIJ_CHECKED;
