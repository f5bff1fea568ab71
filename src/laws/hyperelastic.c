#include "sij/laws/hyperelastic.h"

#include "sij/laws/elastic.h"

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
static double cofactor_slope(Mat3 F, int i, int j, int k, int l)
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
                           slope * cofactor_slope(F, a / 3, a % 3, b / 3, b % 3);
}

// mu/2 (F:F - 3); its -mu ln J is an energy of volume and joins U.
static SolidPoint ground(double mu, Mat3 F)
{
  SolidPoint at = {.energy = 0.5 * mu * (mat3_dot(F, F) - 3.0),
                   .stress = mat3_plus((Mat3){{{0.0}}}, mu, F)};

  for (int a = 0; a < 9; a++) at.tangent[a][a] = mu;
  return at;
}

/** Energy of the fibres, and what E = 0 onwards makes of it by F. */
typedef struct {
  double energy;
  double slope; // stress = slope F a (x) a                         Pa
  double bend;  // and of its tangent, bend F a (x) a (x) F a (x) a     Pa
} Pull;

static Pull pull_at(const Hyperelastic *law, double E)
{
  const double square = law->prestretch * law->prestretch;
  const double growth = law->k_1 * exp(law->k_2 * E * E);

  return (Pull){.energy =
                  0.5 * law->k_1 * (law->k_2 > 0.0 ? expm1(law->k_2 * E * E) / law->k_2 : E * E),
                .slope = 2.0 * square * growth * E,
                .bend  = 4.0 * square * square * growth * (1.0 + 2.0 * law->k_2 * E * E)};
}

static void add_fibres(const Pull *pull, Vec3 fibre, Vec3 carried, SolidPoint *at)
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

static bool is_there(Vec3 direction)
{
  return vec3_dot(direction, direction) > 0.0;
}

// A unit vector is one to rounding only: linearised, s alone decides whether its fibres are taut.
static bool taut_at_rest(const Hyperelastic *law, Vec3 fibre)
{
  return law->k_1 > 0.0 && law->prestretch >= 1.0 && is_there(fibre);
}

static Pull pull_at_rest(const Hyperelastic *law)
{
  return pull_at(law, law->prestretch * law->prestretch - 1.0);
}

/** Thickness h of a film with J, its derivatives by F, and those of f = (h - 1)^2 / (2 h) by h. */
typedef struct {
  double slope[9], bend[9][9]; // of h
  double f, df, ddf;
} Thickness;

// With G = F^-T, g = G a, w = G^T g: dh/dF = h^3 g (x) w, since dg = -G dF^T g.
static Thickness thickness_at(Vec3 normal, Mat3 F)
{
  const Mat3 G = mat3_plus((Mat3){{{0.0}}}, 1.0 / mat3_determinant(F), mat3_cofactor(F));
  const Mat3 K = mat3_product(mat3_transpose(G), G);
  const Vec3 g = mat3_times(G, normal), w = mat3_times(mat3_transpose(G), g);

  const double h = 1.0 / vec3_norm(g), cube = h * h * h;
  Thickness    at = {.f   = 0.5 * (h - 1.0) * (h - 1.0) / h,
                     .df  = 0.5 * (h - 1.0) * (h + 1.0) / (h * h),
                     .ddf = 1.0 / cube};

  for (int a = 0; a < 9; a++) {
    const int k = a / 3, L = a % 3;

    at.slope[a] = cube * g.x[k] * w.x[L];
    for (int b = 0; b < 9; b++) {
      const int    m = b / 3, N = b % 3;
      const double both = g.x[k] * w.x[L] * g.x[m] * w.x[N];
      const double turn =
        G.m[k][N] * g.x[m] * w.x[L] + g.x[k] * G.m[m][L] * w.x[N] + g.x[k] * g.x[m] * K.m[L][N];

      at.bend[a][b] = cube * (3.0 * h * h * both - turn);
    }
  }
  return at;
}

// film J f(h): of J by the chain of products, the second factor of which is f.
static void add_film(double film, Vec3 normal, Mat3 F, SolidPoint *at)
{
  const Thickness h = thickness_at(normal, F);
  const Mat3      C = mat3_cofactor(F);
  const double    J = mat3_determinant(F);

  at->energy += film * J * h.f;
  hyperelastic_press(film * h.f, 0.0, F, at);
  for (int a = 0; a < 9; a++) {
    const double by_J = C.m[a / 3][a % 3];

    at->stress.m[a / 3][a % 3] += film * J * h.df * h.slope[a];
    for (int b = 0; b < 9; b++)
      at->tangent[a][b] += film * (h.df * (by_J * h.slope[b] + h.slope[a] * C.m[b / 3][b % 3]) +
                                   J * h.ddf * h.slope[a] * h.slope[b] + J * h.df * h.bend[a][b]);
  }
}

// Of all that is answered the tangent grows fastest.
static bool finite(const SolidPoint *at)
{
  double sum = at->energy;

  for (int a = 0; a < 9; a++) sum += fabs(at->tangent[a][a]);
  return isfinite(sum);
}

bool hyperelastic_at(const Hyperelastic *law, Vec3 fibre, Mat3 F, SolidPoint *at)
{
  const double J = mat3_determinant(F);

  if (!(J > 0.0)) return false;
  const SolidVolume volume = hyperelastic_volume(law->lambda, J);
  SolidPoint        found  = ground(law->mu, F);

  found.energy += volume.energy - law->mu * log(J);
  hyperelastic_press(volume.slope - law->mu / J, volume.bend + law->mu / (J * J), F, &found);
  const Vec3   carried = mat3_times(F, fibre);
  const double E       = fibre_strain(law, carried);

  if (law->k_1 > 0.0 && E > 0.0) {
    const Pull pull = pull_at(law, E);

    add_fibres(&pull, fibre, carried, &found);
  }
  if (law->film > 0.0 && is_there(fibre)) add_film(law->film, fibre, F, &found);
  if (!finite(&found)) return false;
  *at = found;
  return true;
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

// At rest the ground is Hooke's.
void hyperelastic_linear(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at)
{
  const bool taut = taut_at_rest(law, fibre), film = law->film > 0.0 && is_there(fibre);
  SolidPoint rest = {.energy = 0.0};

  *at = elastic_at(&(Elastic){.mu = law->mu, .lambda = law->lambda}, H);
  if (!taut && !film) return;
  if (taut) {
    const Pull pull = pull_at_rest(law);

    add_fibres(&pull, fibre, fibre, &rest);
  }
  if (film) add_film(law->film, fibre, mat3_identity(), &rest);
  add_linear(&rest, H, at);
}

double hyperelastic_linear_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  return law->prestretch * (vec3_norm(fibre) + vec3_dot(fibre, mat3_times(H, fibre)));
}

double hyperelastic_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 F)
{
  const Vec3   carried = mat3_times(F, fibre);
  const double E       = fibre_strain(law, carried);

  return E > 0.0 ? pull_at(law, E).slope * vec3_dot(carried, carried) / mat3_determinant(F) : 0.0;
}

double hyperelastic_linear_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  const double along = vec3_dot(fibre, mat3_times(H, fibre));

  if (!taut_at_rest(law, fibre)) return 0.0;
  const Pull pull = pull_at_rest(law);

  return pull.slope * (1.0 + 2.0 * along - mat3_trace(H)) + pull.bend * along;
}

// P F^T / J, of which only pre-stretched fibres have a stress at rest.
Mat3 hyperelastic_linear_cauchy(const Hyperelastic *law, Vec3 fibre, Mat3 H)
{
  SolidPoint rest, at;

  hyperelastic_linear(law, fibre, (Mat3){{{0.0}}}, &rest);
  hyperelastic_linear(law, fibre, H, &at);
  at.stress = mat3_plus(at.stress, 1.0, mat3_product(rest.stress, mat3_transpose(H)));
  return mat3_plus(at.stress, -mat3_trace(H), rest.stress);
}

const char *hyperelastic_fault(const Hyperelastic *law)
{
  if (!(law->mu > 0.0 && law->mu < INFINITY)) return "shear modulus must be positive";
  if (!(law->lambda >= 0.0 && law->lambda < INFINITY))
    return "Lame's first constant must not be negative";
  if (!(law->k_1 >= 0.0 && law->k_1 < INFINITY)) return "stiffness of fibres must not be negative";
  if (!(law->k_2 >= 0.0 && law->k_2 < INFINITY)) return "exponent of fibres must not be negative";
  if (!(law->prestretch > 0.0 && law->prestretch < INFINITY))
    return "pre-stretch of fibres must be positive (1 for none)";
  if (!(law->film >= 0.0 && law->film < INFINITY))
    return "stiffness of a film must not be negative";
  if (law->film > 0.0 && law->k_1 > 0.0)
    return "a film has no fibres: their direction is its normal";
  return NULL;
}
