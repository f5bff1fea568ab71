// SPDX-License-Identifier: GPL-3.0-or-later
/** Quantities as people read them, the same on a terminal and on the page.
 *
 * As many digits as the error bar allows, three where there is none; shares in percent, times in hours from two hours on;
 * 0 below a floor that nobody cares for (FLOORS in text.c); a dash where there is no value.
 */
#pragma once

#include "sij/report/shown.h"

enum { TEXT_CELL = SHOWN_TEXT };

/** "79 ± 3 %"; `beyond`: a lower bound, "> 84 min". NULL and NaN: "–". */
void text_quantity(const Quantity *row, bool beyond, char text[TEXT_CELL]);

/** The same of a number without a bar; "" for a unit that is none. */
void text_number(double value, const char *unit, char text[TEXT_CELL]);

/** True where text_quantity() writes 0, or nothing. */
bool text_is_nothing(const Quantity *row);
