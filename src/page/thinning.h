// SPDX-License-Identifier: GPL-3.0-or-later
/** What the three-dimensional view leaves out so that a page stays small. Numbers and curves are never thinned. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int  every;       // of the outputs only each so-manieth is drawn, the first, and the last
  bool main_fields; // of the fields only block of C fibres and displacement
  double
    width; // mm: points of the same regions that lie in a cube of this width are merged; 0: none
} Thinning;

/** From nothing left out on, each thinner than the one before; NULL after the last. */
const Thinning *thinning_at(int level);

/** True if output k of n is drawn. */
bool thinning_keeps_output(const Thinning *thinning, int64_t k, int64_t n);

bool thinning_keeps_field(const Thinning *thinning, const char *name);
