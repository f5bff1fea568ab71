// SPDX-License-Identifier: GPL-3.0-or-later
// Forces and tangent of one P2 tetrahedron from the laws of its tissue: equilibrium.c assembles them.
#include "element.h"

#include "sij/laws/elastic.h"

#include <math.h>

/** One quadrature point: gradients of the ten shape functions, the deformation and its volume change. */
typedef struct {
  Vec3   gradient[NODES_CELL];
  Mat3   F;        // at small strain the gradient of displacement
  double J;        // and the trace
  Mat3   cofactor; // derivative of J by F
} Point;

static bool is_finite(const Element *element)
{
  return element->strain == MECHANICS_FINITE;
}

static void evaluate_point(const Element *element, int q, Point *point)
{
  Mat3 H = {{{0.0}}};

  quadratic_gradients(QUADRATIC_POINT[q], element->gradient, point->gradient);
  for (int a = 0; a < NODES_CELL; a++)
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) H.m[i][j] += element->u[a][i] * point->gradient[a].x[j];
  if (is_finite(element)) {
    point->F        = mat3_plus(H, 1.0, mat3_identity());
    point->J        = mat3_determinant(point->F);
    point->cofactor = mat3_cofactor(point->F);
  } else {
    point->F        = H;
    point->J        = mat3_trace(H);
    point->cofactor = mat3_identity();
  }
}

static double pointwise_lambda(const Hyperelastic *law)
{
  return fmin(law->lambda, ELEMENT_POINTWISE * law->mu);
}

bool element_is_mixed(const Hyperelastic *law)
{
  return law->lambda > pointwise_lambda(law);
}

/** The energy of the mean dilation, and the derivative of the integral of J by each displacement. */
static SolidVolume evaluate_mean_volume(const Element *element, const Point point[],
                                        double volume_gradient[BLOCKS_SIDE])
{
  const double lambda = element->law.lambda - pointwise_lambda(&element->law);
  double       J      = 0.0;

  for (int r = 0; r < BLOCKS_SIDE; r++) volume_gradient[r] = 0.0;
  for (int q = 0; q < ELEMENT_POINTS; q++) {
    J += point[q].J / ELEMENT_POINTS;
    for (int a = 0; a < NODES_CELL; a++) {
      const Vec3 moved = mat3_times(point[q].cofactor, point[q].gradient[a]);

      for (int i = 0; i < 3; i++)
        volume_gradient[3 * a + i] += element->volume / ELEMENT_POINTS * moved.x[i];
    }
  }
  return is_finite(element) ? hyperelastic_volume(lambda, J) : elastic_volume(lambda, J);
}

/** Response of the law at a point under the pressure of the mean dilation. */
static bool evaluate_law(const Element *element, const Point *point, double pressure,
                         SolidPoint *at)
{
  const Vec3   fibre = element->fibre;
  Hyperelastic law   = element->law;
  bool         sound = true;

  law.lambda = pointwise_lambda(&element->law);
  if (is_finite(element)) {
    sound = hyperelastic_at(&law, fibre, point->F, at);
    if (sound && pressure != 0.0) hyperelastic_press(pressure, 0.0, point->F, at);
    return sound;
  }
  if (element->strain == MECHANICS_SMALL) sound = hyperelastic_small(&law, fibre, point->F, at);
  else hyperelastic_linear(&law, fibre, point->F, at);
  if (sound) at->stress = mat3_plus(at->stress, pressure, point->cofactor);
  return sound;
}

static void add_force(const Point *point, const SolidPoint *at, double weight,
                      double force[BLOCKS_SIDE])
{
  for (int a = 0; a < NODES_CELL; a++) {
    const Vec3 f = mat3_times(at->stress, point->gradient[a]);

    for (int i = 0; i < 3; i++) force[3 * a + i] += weight * f.x[i];
  }
}

// Upper blocks only; the tangent is symmetric.
static void add_matrix(const Point *point, const SolidPoint *at, double weight,
                       double (*matrix)[BLOCKS_SIDE])
{
  for (int b = 0; b < NODES_CELL; b++) {
    const double *n = point->gradient[b].x;
    double        stress[9][3]; // change of stress by each component of node b

    for (int r = 0; r < 9; r++)
      for (int k = 0; k < 3; k++)
        stress[r][k] = weight * (at->tangent[r][3 * k] * n[0] + at->tangent[r][3 * k + 1] * n[1] +
                                 at->tangent[r][3 * k + 2] * n[2]);
    for (int a = 0; a <= b; a++) {
      const double *m = point->gradient[a].x;

      for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
          matrix[3 * a + i][3 * b + k] +=
            m[0] * stress[3 * i][k] + m[1] * stress[3 * i + 1][k] + m[2] * stress[3 * i + 2][k];
    }
  }
}

static void finish_tangent(const Element *element, SolidVolume mean, ElementTangent *tangent)
{
  const double across = pointwise_lambda(&element->law) + 2.0 * element->law.mu;

  for (int r = 0; r < BLOCKS_SIDE; r++)
    for (int s = 0; s < r; s++) tangent->matrix[r][s] = tangent->matrix[s][r];
  tangent->volume_stiffness = mean.bend / element->volume;
  tangent->excess           = mean.bend / across;
}

static void clear_element(double *force, ElementTangent *tangent)
{
  for (int r = 0; r < BLOCKS_SIDE; r++) {
    force[r] = 0.0;
    if (tangent)
      for (int s = 0; s < BLOCKS_SIDE; s++) tangent->matrix[r][s] = 0.0;
  }
}

static double find_least_determinant(const Point point[])
{
  double least = INFINITY;

  for (int q = 0; q < ELEMENT_POINTS; q++) least = fmin(least, point[q].J);
  return least;
}

bool element_balance(const Element *element, double *force, ElementTangent *tangent, double *worst)
{
  const double weight = element->volume / ELEMENT_POINTS;
  Point        point[ELEMENT_POINTS];
  double       unused[BLOCKS_SIDE];

  for (int q = 0; q < ELEMENT_POINTS; q++) evaluate_point(element, q, &point[q]);
  *worst = find_least_determinant(point);
  if (is_finite(element) && !(*worst > 0.0)) return false;
  const SolidVolume mean =
    evaluate_mean_volume(element, point, tangent ? tangent->volume_gradient : unused);

  clear_element(force, tangent);
  for (int q = 0; q < ELEMENT_POINTS; q++) {
    SolidPoint at;

    if (!evaluate_law(element, &point[q], mean.slope, &at)) return false;
    add_force(&point[q], &at, weight, force);
    if (tangent) add_matrix(&point[q], &at, weight, tangent->matrix);
  }
  if (tangent) finish_tangent(element, mean, tangent);
  return true;
}

// Cauchy's stress is P F^T / J. To first order the pressure of the mean dilation, zero at rest, is unchanged.
static Mat3 cauchy(const Element *element, const Point *point, double pressure)
{
  const bool finite = is_finite(element);
  SolidPoint at;

  if (!evaluate_law(element, point, finite ? pressure : 0.0, &at)) return (Mat3){{{NAN}}};
  if (!finite)
    return mat3_plus(hyperelastic_small_cauchy(&element->law, element->fibre, point->F, at.stress),
                     pressure, point->cofactor);
  return mat3_plus((Mat3){{{0.0}}}, 1.0 / point->J,
                   mat3_product(at.stress, mat3_transpose(point->F)));
}

static double fibre_stress(const Element *element, Mat3 F)
{
  switch (element->strain) {
  case MECHANICS_LINEAR:
    return hyperelastic_linear_fibre_stress(&element->law, element->fibre, F);
  case MECHANICS_SMALL:
    return hyperelastic_small_fibre_stress(&element->law, element->fibre, F);
  default:
    return hyperelastic_fibre_stress(&element->law, element->fibre, F);
  }
}

static void add_fibre_means(const Element *element, const Point *point, MechanicsCell *mean)
{
  const Hyperelastic *law     = &element->law;
  const double        stretch = is_finite(element)
                                  ? hyperelastic_stretch(law, element->fibre, point->F)
                                  : hyperelastic_small_stretch(law, element->fibre, point->F);

  if (law->film > 0.0) return;
  mean->stretch += stretch / ELEMENT_POINTS;
  mean->fibre_stress += fibre_stress(element, point->F) / ELEMENT_POINTS;
}

void element_mean(const Element *element, MechanicsCell *mean)
{
  Point  point[ELEMENT_POINTS];
  double unused[BLOCKS_SIDE];

  *mean = (MechanicsCell){.dilation = is_finite(element) ? 0.0 : 1.0};
  for (int q = 0; q < ELEMENT_POINTS; q++) evaluate_point(element, q, &point[q]);
  const SolidVolume volume = evaluate_mean_volume(element, point, unused);

  for (int q = 0; q < ELEMENT_POINTS; q++) {
    mean->stress =
      mat3_plus(mean->stress, 1.0 / ELEMENT_POINTS, cauchy(element, &point[q], volume.slope));
    mean->dilation += point[q].J / ELEMENT_POINTS;
    add_fibre_means(element, &point[q], mean);
  }
}
