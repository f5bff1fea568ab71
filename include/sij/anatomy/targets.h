// SPDX-License-Identifier: GPL-3.0-or-later
/** What an injection reaches: nerves, linings of the cavity, tissues. */
#pragma once

#include "sij/casefile.h"

typedef enum { TARGET_CURVE, TARGET_SURFACE, TARGET_VOLUME } TargetKind;

/** What an injection is meant to reach, or must not: a nerve, a lining, a tissue. */
typedef struct {
  char        name[CASE_NAME];
  const char *text;
  TargetKind  kind;
  bool        spill;             // reaching it is a side effect
  bool        cartilage;         // its exposure counts against chondrotoxicity
  int         n_points;          // curve
  Vec3        point[CASE_CURVE]; // m
  Region      region;            // volume; the first side of a surface
  Region      other;             // the second side of a surface
  bool        halved;            // surface: only the part with dot(normal, x - origin) > 0
  Vec3        origin, normal;
} Target;

/** Named targets, then those of the case itself; their count is returned. Not collective. With a foreign mesh there are
 * only surface and volume targets. Borrowed: `text` lives as long as the program. */
int anatomy_targets(const Case *input, int capacity, Target target[]);
