// SPDX-License-Identifier: GPL-3.0-or-later
/** Points of the bones by which a case file names where loads, supports and ligaments take hold (key `at`). */
#pragma once

#include "sij/casefile.h"

/** A point of a bone by which it is pushed, pulled or held, or beyond the block, where a ligament ends. */
typedef struct {
  char        name[CASE_NAME];
  const char *text;   // one line for people
  Vec3        point;  // m
  Region      region; // that it lies in, or goes with
  bool        inside; // the block
} Landmark;

/** Landmarks of the generated anatomy; counts are returned. Not collective. With a foreign
 * mesh there are none. Borrowed: `text` lives as long as the program. */
int anatomy_landmarks(const Anatomy *anatomy, int capacity, Landmark landmark[]);

/** The landmark of that name; false if there is none. */
bool anatomy_landmark(const Anatomy *anatomy, const char *name, Landmark *landmark);
