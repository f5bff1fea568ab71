// SPDX-License-Identifier: GPL-3.0-or-later
// The law for small gradients of displacement H: linearised as a whole, or in its geometry only.
#include "fibres.h"

#include "sij/laws/elastic.h"

// A film at rest touches: its strain there is nothing but rounding.
static const double TOUCHES = 1e-12;

static double strain_along(Vec3 fibre, Mat3 H)
{
  return vec3_dot(fibre, mat3_times(H, fibre));
}

// A unit vector is one to rounding only: s alone decides whether its fibres are taut.
static bool is_taut_at_rest(const Hyperelastic *law, Vec3 fibre)
{
  return law->k_1 > 0.0 && law->prestretch >= 1.0 && is_direction(fibre);
}

static Pull pull_at_rest(const Hyperelastic *law)
{
  return pull_at(law, law->prestretch * law->prestretch - 1.0);
}

/** Adds the response to H of what is linearised in `rest`. */
static void add_linear(const SolidPoint *rest, Mat3 H, SolidPoint *at)
{
  Mat3 change = {{{0.0}}};

  for (int a = 0; a < 9; a++)
    for (int b = 0; b < 9; b++) {
      change.m[a / 3][a % 3] += rest->tangent[a][b] * H.m[b / 3][b % 3];
      at->tangent[a][b] += rest->tangent[a][b];
    }
  at->energy += rest->energy + mat3_dot(rest->stress, H) + 0.5 * mat3_dot(change, H);
  at->stress = mat3_plus(mat3_plus(at->stress, 1.0, rest->stress), 1.0, change);
}

/** Adds an energy of a . H a and its derivatives. */
static void add_along(double energy, double slope, double bend, Vec3 a, SolidPoint *at)
{
  at->energy += energy;
  for (int r = 0; r < 9; r++) {
    const double a_r = a.x[r / 3] * a.x[r % 3];

    at->stress.m[r / 3][r % 3] += slope * a_r;
    for (int s = 0; s < 9; s++) at->tangent[r][s] += bend * a_r * a.x[s / 3] * a.x[s % 3];
  }
}

// At rest the ground is Hooke's.
static SolidPoint ground_response(const Hyperelastic *law, Mat3 H)
{
  return elastic_at(&(Elastic){.mu = law->mu, .lambda = law->lambda}, H);
}

void hyperelastic_linear(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at)
{
  *at = ground_response(law, H);
  if (is_taut_at_rest(law, fibre)) {
    const Pull pull = pull_at_rest(law);
    SolidPoint rest = {.energy = 0.0};

    pull_add(&pull, fibre, fibre, &rest);
    add_linear(&rest, H, at);
  }
  if (law->film > 0.0 && is_direction(fibre)) {
    const double e = strain_along(fibre, H);

    add_along(0.5 * law->film * e * e, law->film * e, law->film, fibre, at);
  }
}

// What the pull at rest does to turned fibres: an energy of slope/2 |H a|^2.
static void add_turn(double slope, Vec3 a, Mat3 H, SolidPoint *at)
{
  const Vec3 moved = mat3_times(H, a);

  at->energy += 0.5 * slope * vec3_dot(moved, moved);
  for (int r = 0; r < 9; r++) {
    at->stress.m[r / 3][r % 3] += slope * moved.x[r / 3] * a.x[r % 3];
    for (int L = 0; L < 3; L++) at->tangent[r][r / 3 * 3 + L] += slope * a.x[r % 3] * a.x[L];
  }
}

// |F a|^2 = 1 + 2 a . H a + |H a|^2, the last of it with the pull at rest.
static double fibre_strain(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  return law->prestretch * law->prestretch * (1.0 + 2.0 * strain_along(fibre, H)) - 1.0;
}

static void add_fibres(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at)
{
  const double E = fibre_strain(law, fibre, H);

  if (is_taut_at_rest(law, fibre)) add_turn(pull_at_rest(law).slope, fibre, H, at);
  // A fibre of s = 1 begins to pull at rest, and its tangent there is the taut one's.
  if (E < -1e-15) return;
  const Pull pull = pull_at(law, E);

  add_along(pull.energy, pull.slope, pull.bend, fibre, at);
}

// One smooth law for both ways: film e where the walls approach, film e / (1 + x) where they part, with x
// the film's e over the suction.
static void add_film(const Hyperelastic *law, Vec3 normal, double e, SolidPoint *at)
{
  const double film = law->film, x = e > 0.0 && law->suction > 0.0 ? film * e / law->suction : 0.0;

  if (e > TOUCHES && !(law->suction > 0.0)) return;
  if (e <= TOUCHES) add_along(0.5 * film * e * e, film * e, film, normal, at);
  else
    add_along(law->suction * law->suction / film * (x - log1p(x)), law->suction * x / (1.0 + x),
              film / ((1.0 + x) * (1.0 + x)), normal, at);
}

bool hyperelastic_small(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at)
{
  SolidPoint found = ground_response(law, H);

  if (law->k_1 > 0.0 && is_direction(fibre)) add_fibres(law, fibre, H, &found);
  if (law->film > 0.0 && is_direction(fibre)) add_film(law, fibre, strain_along(fibre, H), &found);
  if (!solid_is_finite(&found)) return false;
  *at = found;
  return true;
}

double hyperelastic_small_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  return law->prestretch * (vec3_norm(fibre) + strain_along(fibre, H));
}

double hyperelastic_linear_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  const double e = strain_along(fibre, H);

  if (!is_taut_at_rest(law, fibre)) return 0.0;
  const Pull pull = pull_at_rest(law);

  return pull.slope * (1.0 + 2.0 * e - mat3_trace(H)) + pull.bend * e;
}

double hyperelastic_small_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  const double E = fibre_strain(law, fibre, H);

  if (!(law->k_1 > 0.0 && is_direction(fibre) && E > 0.0)) return 0.0;
  return pull_at(law, E).slope * (1.0 + 2.0 * strain_along(fibre, H) - mat3_trace(H));
}

// P F^T / J to first order; only pre-stretched fibres have a stress at rest.
Mat3 hyperelastic_small_cauchy(const Hyperelastic *law, Vec3 fibre, Mat3 H, Mat3 stress)
{
  SolidPoint rest;

  hyperelastic_linear(law, fibre, (Mat3){{{0.0}}}, &rest);
  stress = mat3_plus(stress, 1.0, mat3_product(rest.stress, mat3_transpose(H)));
  return mat3_plus(stress, -mat3_trace(H), rest.stress);
}
