// SPDX-License-Identifier: GPL-3.0-or-later
/** Names of quantities: their parts, and the values they lead to. */
#pragma once

#include "sij/base/quantities.h"

#include <stdbool.h>

/** Copies what stands between `head` and `tail`; false for a name that does not begin and end so. */
bool names_middle(const char *name, const char *head, const char *tail, char middle[QUANTITY_NAME]);

/** The quantity of a printf-made name; NULL if there is none. */
const Quantity *names_find(const Quantities *list, const char *format, ...) SIJ_PRINTF(2, 3);

/** Its value; NaN if there is none. */
double names_value(const Quantities *list, const char *format, ...) SIJ_PRINTF(2, 3);
