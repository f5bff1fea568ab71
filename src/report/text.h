// SPDX-License-Identifier: GPL-3.0-or-later
/** Numbers as people read them: three digits, percent, minutes or hours. */
#pragma once

#include <stdbool.h>

enum { TEXT_CELL = 32 };

/** Three significant digits with the unit; "-" for NaN, "yes" and "no", percent of a fraction. */
void text_value(double value, const char *unit, char text[TEXT_CELL]);

/** Fraction (unit "1") as percent; "-" for NaN. Below a hundredth of a percent as a plain number. */
void text_fraction(double value, char text[TEXT_CELL]);

/** The same, but shares that nobody cares for, below a thousandth, as "<0.1 %". */
void text_share(double value, char text[TEXT_CELL]);

/** Minutes as min, or h from two hours on; `beyond` puts ">" before it. "-" for NaN. */
void text_minutes(double minutes, bool beyond, char text[TEXT_CELL]);

/** "87.6±0.3 kPa": as many places as the error's first digit wants, at most `most` and at most three
 * digits of the value. False, with text unchanged, where the error is not known or less than what
 * that shows. */
bool text_bar(double value, double error, const char *unit, int most, char text[TEXT_CELL]);

/** Columns that a text takes on a terminal. */
int text_columns(const char *text);
