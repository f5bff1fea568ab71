// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to convergence: the cases of the coarser levels. */
#pragma once

#include "sij/casefile.h"

enum { LEVEL_TEXT = 64 };

typedef struct {
  int    n;     // levels, that of the case included: 2 or 3, or 1 where there is nothing coarser
  double ratio; // of mesh sizes from one level to the next
} Levels;

Levels levels_of(const Case *input);

/** The case on level `i`, 0 its own; `text` says what is different. Case is large: into *coarse. */
void levels_case(const Levels *levels, const Case *input, int i, Case *coarse,
                 char text[LEVEL_TEXT]);
