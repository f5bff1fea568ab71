// SPDX-License-Identifier: GPL-3.0-or-later
/** The injections: where the needle is, what it brings, and how fast. Section `injections` of a case file. */
#pragma once

#include "sij/base/vec3.h"
#include "sij/casefile/limits.h"
#include "sij/laws/injection.h"

#include <stdbool.h>

typedef struct {
  int    drug;          // index into Case.drug
  double concentration; // dissolved and suspended together                  mol m^-3
} Content;

typedef struct {
  char    name[CASE_NAME];
  char    site[CASE_NAME]; // a named site of the anatomy, or "" when the tip is given
  bool    aimed;           // direction is known; entry + depth * direction has become the tip
  Vec3    tip;             // m, frame of the mesh
  Vec3    direction;       // unit, from the skin inwards
  double  start;           // s
  double  volume;          // m^3
  double  rate;            // m^3 s^-1
  double  pressure_limit;  // at the hub; infinite when there is none         Pa
  double  needle_bore;     // inner diameter                                  m
  double  needle_length;   // m
  double  needle_offset;   // of its orifice from the tip, back along it     m
  double  needle_share;    // of the needle's flow that the orifice passes
  double  viscosity;       // of the injectate                                Pa s
  int     n_contents;
  Content content[CASE_CONTENTS];
} Injection;

/** When an injection runs. */
InjectionSchedule case_schedule(const Injection *injection);
