// SPDX-License-Identifier: GPL-3.0-or-later
/** A value followed through the steps of a run: its largest, and its time at or above a level. */
#pragma once

#include <stdbool.h>

typedef struct {
  double level;
  double value;            // now
  double max, time_of_max; // time NaN while the value has always been zero
  double onset;            // first time at the level; NaN if never          s
  double above;            // time at or above it                            s
} Course;

/** From zero; level may be infinite. */
Course course_start(double level);

/** The value at the end t of a step of length dt. A NaN makes the whole course NaN. */
void course_follow(Course *course, double t, double dt, double value);

/** At or above the level now. */
bool course_stands(const Course *course);
