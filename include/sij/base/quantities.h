// SPDX-License-Identifier: GPL-3.0-or-later
/** Results as a flat list of named numbers: what summary.json holds and `sij compare` lines up.
 *
 * A name is a path of words joined by dots, from the general to the particular:
 * "targets.lateral_branch_s1.blocked_fraction_c". Values are in the unit shown beside them, which is
 * the unit a person wants to read (min, mL, kPa, mM): this is the border, not the inside.
 * NaN means "does not occur" (an onset that never came) and is written as null.
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>

enum { QUANTITY_NAME = 96, QUANTITY_UNIT = 16 };

typedef struct {
  char   name[QUANTITY_NAME];
  char   unit[QUANTITY_UNIT];
  double value;
  double error; // half the width of its error bar, in its unit; NaN: not known
} Quantity;

typedef struct {
  int       count;
  int       capacity;
  Quantity *row; // owned; [count]
} Quantities;

/** Appends value under a printf-made name. */
PetscErrorCode quantities_add(Quantities *list, double value, const char *unit, const char *format,
                              ...) SIJ_PRINTF(4, 5) SIJ_CHECKED;

/** Appends every row of `from`. */
PetscErrorCode quantities_copy(Quantities *list, const Quantities *from) SIJ_CHECKED;

/** The row of that name, or NULL. Borrowed until the next add. */
const Quantity *quantities_find(const Quantities *list, const char *name);

/** True if the name is ...duration... and the run ended before it did: the value is a lower bound. */
bool quantities_is_bound(const Quantities *list, const char *name);

PetscErrorCode quantities_destroy(Quantities *list) SIJ_CHECKED;
