// SPDX-License-Identifier: GPL-3.0-or-later
// Follows one value through the steps of a run: its maximum, when it came, onset and time above a level.
#include "course.h"

#include "sij/laws/kinetics.h"

#include <math.h>

Course course_start(double level)
{
  return (Course){.level = level, .time_of_max = NAN, .onset = NAN};
}

void course_follow(Course *course, double t, double dt, double value)
{
  if (isnan(value)) {
    *course = (Course){course->level, NAN, NAN, NAN, NAN, NAN};
    return;
  }
  course->above += kinetics_time_above(course->value, value, course->level, dt);
  if (isnan(course->onset))
    course->onset = t - dt + kinetics_reaches(course->value, value, course->level, dt);
  if (value > course->max) {
    course->max         = value;
    course->time_of_max = t;
  }
  course->value = value;
}

bool course_stands(const Course *course)
{
  return course->value >= course->level;
}
