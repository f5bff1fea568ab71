// SPDX-License-Identifier: GPL-3.0-or-later
/** Mesh size wanted at a point of the reference. mm. */
#pragma once

#include "reference.h"

typedef struct {
  const Reference *reference; // borrowed
  double           joint, ligament, far, needle, gradation;
  int              n_tips;
  Vec3             tip[CASE_TIPS];
} SizeField;

/** Sizes of the case, with its needle tips taken back to the reference. Borrows `reference`. */
SizeField size_field_of(const Case *input, const Reference *reference);

double size_at(const SizeField *field, Vec3 at);
