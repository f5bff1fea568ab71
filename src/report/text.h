/** Numbers as people read them: three digits, percent, minutes or hours. */
#pragma once

#include <stdbool.h>

enum { TEXT_CELL = 32 };

/** Three significant digits with the unit; "-" for NaN, "yes" and "no", percent of a fraction. */
void text_value(double value, const char *unit, char text[TEXT_CELL]);

/** Fraction (unit "1") as percent; "-" for NaN. Below a hundredth of a percent as a plain number. */
void text_fraction(double value, char text[TEXT_CELL]);

/** Minutes as min, or h from two hours on; `beyond` puts ">" before it. "-" for NaN. */
void text_minutes(double minutes, bool beyond, char text[TEXT_CELL]);
