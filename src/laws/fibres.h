// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to laws: what fibres do, for the hyperelastic laws of every measure of strain. */
#pragma once

#include "sij/laws/hyperelastic.h"

/** Energy of the fibres, and what E = 0 onwards makes of it by F. */
typedef struct {
  double energy;
  double slope; // stress = slope F a (x) a                         Pa
  double bend;  // and of its tangent, bend F a (x) a (x) F a (x) a     Pa
} Pull;

static inline bool is_direction(Vec3 a)
{
  return vec3_dot(a, a) > 0.0;
}

Pull pull_at(const Hyperelastic *law, double E);

/** Adds the fibres' energy, stress and tangent, `carried` being F a. */
void pull_add(const Pull *pull, Vec3 fibre, Vec3 carried, SolidPoint *at);

bool solid_is_finite(const SolidPoint *at);
