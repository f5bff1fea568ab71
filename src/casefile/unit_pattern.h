// SPDX-License-Identifier: GPL-3.0-or-later
/** Quantities as regular expressions (ECMA 262), for validators that have no UDUNITS: json_schema.c.
 *
 * The common notations of a dimension are recognised as such. Any other expression of several units is taken for one
 * whose dimension only UDUNITS can tell.
 */
#pragma once

#include "text.h"
#include "units.h"

/** n numbers and one common unit of that dimension: "3 mL/min", "45 -34 -22 mm". Nothing for a plain number. */
PetscErrorCode unit_pattern_common(Dimension dimension, int n, Text *pattern) SIJ_CHECKED;

/** n numbers and an expression of several units: "3 m/(s K)". A lone word is none. */
PetscErrorCode unit_pattern_compound(int n, Text *pattern) SIJ_CHECKED;

/** A plain number as text, in per cent too: "2e-3", "40 %". */
extern const char unit_pattern_number[];

/** "2 %": a concentration of weight per volume. */
extern const char unit_pattern_per_cent[];

/** A text that begins with a positive number; with one that is not negative. */
extern const char unit_pattern_positive[];
extern const char unit_pattern_not_negative[];
