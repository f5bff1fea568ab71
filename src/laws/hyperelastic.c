// SPDX-License-Identifier: GPL-3.0-or-later
// The hyperelastic law at finite strain: neo-Hookean ground substance and fibres that stiffen exponentially.
// Mechanics evaluates it at quadrature points for residual and tangent.
#include "sij/laws/hyperelastic.h"

#include "fibres.h"

#include <stddef.h>

double hyperelastic_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 F)
{
  return law->prestretch * vec3_norm(mat3_times(F, fibre));
}

SolidVolume hyperelastic_volume(double lambda, double J)
{
  return (SolidVolume){.energy = 0.25 * lambda * (J * J - 1.0 - 2.0 * log(J)),
                       .slope  = 0.5 * lambda * (J - 1.0 / J),
                       .bend   = 0.5 * lambda * (1.0 + 1.0 / (J * J))};
}

// With G = F^-T: d cof_iJ / dF_kL = J (G_iJ G_kL - G_kJ G_iL), linear in F and written as such, so
// that it holds at J = 0 too.
static double differentiate_cofactor(Mat3 F, int i, int j, int k, int l)
{
  if (i == k || j == l) return 0.0;
  const int    rest = 3 - i - k, left = 3 - j - l;
  const double sign = ((k - i + 3) % 3 == 1) == ((l - j + 3) % 3 == 1) ? 1.0 : -1.0;

  return sign * F.m[rest][left];
}

void hyperelastic_press(double slope, double bend, Mat3 F, SolidPoint *at)
{
  const Mat3 cofactor = mat3_cofactor(F);

  at->stress = mat3_plus(at->stress, slope, cofactor);
  for (int a = 0; a < 9; a++)
    for (int b = 0; b < 9; b++)
      at->tangent[a][b] += bend * cofactor.m[a / 3][a % 3] * cofactor.m[b / 3][b % 3] +
                           slope * differentiate_cofactor(F, a / 3, a % 3, b / 3, b % 3);
}

// mu/2 (F:F - 3); its -mu ln J is an energy of volume and joins U.
static SolidPoint ground_response(double mu, Mat3 F)
{
  SolidPoint at = {.energy = 0.5 * mu * (mat3_dot(F, F) - 3.0),
                   .stress = mat3_plus((Mat3){{{0.0}}}, mu, F)};

  for (int a = 0; a < 9; a++) at.tangent[a][a] = mu;
  return at;
}

/** W_f and its derivatives by E. */
typedef struct {
  double energy, slope, bend; // Pa
} Fibres;

static Fibres exponential_fibres(const Hyperelastic *law, double E)
{
  const double growth = law->k_1 * exp(law->k_2 * E * E);

  return (Fibres){.energy =
                    0.5 * law->k_1 * (law->k_2 > 0.0 ? expm1(law->k_2 * E * E) / law->k_2 : E * E),
                  .slope = growth * E,
                  .bend  = growth * (1.0 + 2.0 * law->k_2 * E * E)};
}

// Beyond its toe a fibre is as stiff as at the toe's end.
static Fibres fibres_at(const Hyperelastic *law, double E)
{
  const double end = law->toe > 0.0 ? law->toe * (2.0 + law->toe) : (double)INFINITY;
  Fibres       at  = exponential_fibres(law, fmin(E, end));
  const double on  = fmax(0.0, E - end);

  if (!(on > 0.0)) return at;
  at.energy += on * (at.slope + 0.5 * on * at.bend);
  at.slope += on * at.bend;
  return at;
}

Pull pull_at(const Hyperelastic *law, double E)
{
  const double square = law->prestretch * law->prestretch;
  const Fibres at     = fibres_at(law, E);

  return (Pull){
    .energy = at.energy, .slope = 2.0 * square * at.slope, .bend = 4.0 * square * square * at.bend};
}

void pull_add(const Pull *pull, Vec3 fibre, Vec3 carried, SolidPoint *at)
{
  at->energy += pull->energy;
  for (int a = 0; a < 9; a++) {
    const double fibre_a = carried.x[a / 3] * fibre.x[a % 3];

    at->stress.m[a / 3][a % 3] += pull->slope * fibre_a;
    for (int b = 0; b < 9; b++) {
      at->tangent[a][b] += pull->bend * fibre_a * carried.x[b / 3] * fibre.x[b % 3];
      if (a / 3 == b / 3) at->tangent[a][b] += pull->slope * fibre.x[a % 3] * fibre.x[b % 3];
    }
  }
}

static double fibre_strain(const Hyperelastic *law, Vec3 carried)
{
  return law->prestretch * law->prestretch * vec3_dot(carried, carried) - 1.0;
}

// Of all that is answered the tangent grows fastest.
bool solid_is_finite(const SolidPoint *at)
{
  double sum = at->energy;

  for (int a = 0; a < 9; a++) sum += fabs(at->tangent[a][a]);
  return isfinite(sum);
}

bool hyperelastic_at(const Hyperelastic *law, Vec3 fibre, Mat3 F, SolidPoint *at)
{
  const double J = mat3_determinant(F);

  if (!(J > 0.0) || law->film > 0.0) return false;
  const SolidVolume volume = hyperelastic_volume(law->lambda, J);
  SolidPoint        found  = ground_response(law->mu, F);

  found.energy += volume.energy - law->mu * log(J);
  hyperelastic_press(volume.slope - law->mu / J, volume.bend + law->mu / (J * J), F, &found);
  const Vec3   carried = mat3_times(F, fibre);
  const double E       = fibre_strain(law, carried);

  if (law->k_1 > 0.0 && E > 0.0) {
    const Pull pull = pull_at(law, E);

    pull_add(&pull, fibre, carried, &found);
  }
  if (!solid_is_finite(&found)) return false;
  *at = found;
  return true;
}

double hyperelastic_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 F)
{
  const Vec3   carried = mat3_times(F, fibre);
  const double E       = fibre_strain(law, carried);

  return E > 0.0 ? pull_at(law, E).slope * vec3_dot(carried, carried) / mat3_determinant(F) : 0.0;
}

const char *hyperelastic_fault(const Hyperelastic *law)
{
  if (!(law->mu > 0.0 && law->mu < INFINITY)) return "shear modulus must be positive";
  if (!(law->lambda >= 0.0 && law->lambda < INFINITY))
    return "Lame's first constant must not be negative";
  if (!(law->k_1 >= 0.0 && law->k_1 < INFINITY)) return "stiffness of fibres must not be negative";
  if (!(law->k_2 >= 0.0 && law->k_2 < INFINITY)) return "exponent of fibres must not be negative";
  if (!(law->toe >= 0.0 && law->toe < INFINITY))
    return "strain at the end of the fibres' toe must not be negative";
  if (!(law->prestretch > 0.0 && law->prestretch < INFINITY))
    return "pre-stretch of fibres must be positive (1 for none)";
  if (!(law->film >= 0.0 && law->film < INFINITY))
    return "stiffness of a film must not be negative";
  if (!(law->suction >= 0.0 && law->suction < INFINITY))
    return "suction of a film must not be negative";
  if (law->film > 0.0 && law->k_1 > 0.0)
    return "a film has no fibres: their direction is its normal";
  return NULL;
}
