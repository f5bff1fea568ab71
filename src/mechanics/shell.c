// SPDX-License-Identifier: GPL-3.0-or-later
// Forces and tangent of one membrane triangle: shell_faces.c assembles them over the faces of a bone.
#include "shell.h"

/** One quadrature point: membrane force, and the derivative of strain by each displacement. */
typedef struct {
  double tension[3];             // thickness times stress: 11, 22, 12        N m^-1
  double strain[3][BLOCKS_FACE]; // of E_11, E_22 and 2 E_12 by each displacement
} Point;

void shell_create(double thickness, const Elastic *elastic, const Vec3 corner[3], Shell *shell)
{
  const Vec3   a = vec3_difference(corner[1], corner[0]), b = vec3_difference(corner[2], corner[0]);
  const Vec3   normal = vec3_cross(a, b);
  const double twice  = vec3_norm(normal);

  *shell          = (Shell){.thickness = thickness, .elastic = *elastic, .area = 0.5 * twice};
  shell->along[0] = vec3_unit(a);
  shell->along[1] = vec3_cross(vec3_scaled(normal, 1.0 / twice), shell->along[0]);
  for (int q = 0; q < SHELL_POINTS; q++)
    for (int i = 0; i < 2; i++) {
      const double second   = vec3_dot(shell->along[i], vec3_cross(b, normal)) / (twice * twice);
      const double third    = vec3_dot(shell->along[i], vec3_cross(normal, a)) / (twice * twice);
      const double slope[3] = {-second - third, second, third};
      double       L[3];

      for (int k = 0; k < 3; k++) L[k] = k == q ? 2.0 / 3.0 : 1.0 / 6.0;
      for (int k = 0; k < 3; k++) {
        const int next = (k + 1) % 3;

        shell->slope[q][k][i]     = (4.0 * L[k] - 1.0) * slope[k];
        shell->slope[q][3 + k][i] = 4.0 * (L[k] * slope[next] + L[next] * slope[k]);
      }
    }
}

// Plane stress, times the thickness.
static void evaluate_tension(const Shell *shell, const double E[3], double tension[3])
{
  const double mu = shell->elastic.mu, lambda = shell->elastic.lambda;
  const double plane = 2.0 * lambda * mu / (lambda + 2.0 * mu);

  tension[0] = shell->thickness * (plane * (E[0] + E[1]) + 2.0 * mu * E[0]);
  tension[1] = shell->thickness * (plane * (E[0] + E[1]) + 2.0 * mu * E[1]);
  tension[2] = shell->thickness * mu * E[2];
}

static void evaluate_point(const Shell *shell, int q, bool finite, const double u[NODES_FACE][3],
                           Point *point)
{
  const double(*slope)[2] = shell->slope[q];
  Vec3 change[2], now[2]; // of place along each direction; and place itself

  for (int i = 0; i < 2; i++) {
    change[i] = vec3(0.0, 0.0, 0.0);
    for (int a = 0; a < NODES_FACE; a++)
      for (int k = 0; k < 3; k++) change[i].x[k] += slope[a][i] * u[a][k];
    now[i] = finite ? vec3_sum(shell->along[i], change[i]) : shell->along[i];
  }
  double E[3] = {vec3_dot(shell->along[0], change[0]), vec3_dot(shell->along[1], change[1]),
                 vec3_dot(shell->along[0], change[1]) + vec3_dot(shell->along[1], change[0])};

  if (finite) {
    E[0] += 0.5 * vec3_dot(change[0], change[0]);
    E[1] += 0.5 * vec3_dot(change[1], change[1]);
    E[2] += vec3_dot(change[0], change[1]);
  }
  evaluate_tension(shell, E, point->tension);
  for (int r = 0; r < BLOCKS_FACE; r++) {
    const double *own = slope[r / 3];

    point->strain[0][r] = own[0] * now[0].x[r % 3];
    point->strain[1][r] = own[1] * now[1].x[r % 3];
    point->strain[2][r] = own[0] * now[1].x[r % 3] + own[1] * now[0].x[r % 3];
  }
}

// Material stiffness: strain by strain.
static void add_material_stiffness(const Shell *shell, const Point *point, double weight,
                                   double (*tangent)[BLOCKS_FACE])
{
  for (int s = 0; s < BLOCKS_FACE; s++) {
    const double E[3] = {point->strain[0][s], point->strain[1][s], point->strain[2][s]};
    double       tension[3];

    evaluate_tension(shell, E, tension);
    for (int r = 0; r < BLOCKS_FACE; r++)
      for (int k = 0; k < 3; k++) tangent[r][s] += weight * point->strain[k][r] * tension[k];
  }
}

// Geometric stiffness: the membrane force resists a rotation of the face.
static void add_geometric_stiffness(const Shell *shell, int q, const double tension[3],
                                    double weight, double (*tangent)[BLOCKS_FACE])
{
  for (int a = 0; a < NODES_FACE; a++)
    for (int b = 0; b < NODES_FACE; b++) {
      const double *m = shell->slope[q][a], *n = shell->slope[q][b];
      const double  all = m[0] * n[0] * tension[0] + m[1] * n[1] * tension[1] +
                         (m[0] * n[1] + m[1] * n[0]) * tension[2];

      for (int i = 0; i < 3; i++) tangent[3 * a + i][3 * b + i] += weight * all;
    }
}

void shell_balance(const Shell *shell, bool finite, const double u[NODES_FACE][3],
                   double force[BLOCKS_FACE], double (*tangent)[BLOCKS_FACE])
{
  const double weight = shell->area / SHELL_POINTS;

  for (int r = 0; r < BLOCKS_FACE; r++) {
    force[r] = 0.0;
    for (int s = 0; tangent && s < BLOCKS_FACE; s++) tangent[r][s] = 0.0;
  }
  for (int q = 0; q < SHELL_POINTS; q++) {
    Point point;

    evaluate_point(shell, q, finite, u, &point);
    for (int r = 0; r < BLOCKS_FACE; r++)
      for (int k = 0; k < 3; k++) force[r] += weight * point.strain[k][r] * point.tension[k];
    if (!tangent) continue;
    add_material_stiffness(shell, &point, weight, tangent);
    if (finite) add_geometric_stiffness(shell, q, point.tension, weight, tangent);
  }
}
