/** Private to laws: what fibres and films do, for the hyperelastic laws of every measure of strain. */
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

/** A film at rest touches: its strain there is nothing but rounding. */
static const double FILM_TOUCHES = 1e-12;

/** Adds a film's energy, stress and tangent, e being the strain across it. */
void film_add(const Hyperelastic *law, Vec3 normal, double e, SolidPoint *at);

bool solid_is_finite(const SolidPoint *at);
