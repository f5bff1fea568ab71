// SPDX-License-Identifier: GPL-3.0-or-later
// The rigid motion nearest to the displacement of a region: how a bone moved.
#include "state.h"

#include "sij/fem/quadratic.h"

// The quadrature rule of degree 2 is exact for displacements that are linear in space.
static void add_quadrature_point(const Mechanics *mechanics, PetscInt cell, int q, RigidSums *sums)
{
  const PetscInt *node = mechanics->nodes->cell[cell];
  double          shape[NODES_CELL];
  Vec3            x = vec3(0.0, 0.0, 0.0), u = x;

  quadratic_shapes(QUADRATIC_POINT[q], shape);
  for (int a = 0; a < NODES_CELL; a++) {
    x = vec3_sum(x, vec3_scaled(nodes_position(mechanics->nodes, node[a]), shape[a]));
    for (int i = 0; i < 3; i++) u.x[i] += shape[a] * mechanics->u[node[a]][i];
  }
  rigid_add(sums, 0.25 * mechanics->mesh->volume[cell], x, vec3_sum(x, u));
}

PetscErrorCode mechanics_motion(const Mechanics *mechanics, int region, RigidMotion *motion,
                                bool *there)
{
  const Mesh *mesh = mechanics->mesh;
  RigidSums   own  = {0}, all;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    for (int q = 0; q < QUADRATIC_POINTS && mesh->region[e] == region; q++)
      add_quadrature_point(mechanics, e, q, &own);
  PetscCallMPI(
    MPI_Allreduce(&own, &all, (int)(sizeof own / sizeof(double)), MPI_DOUBLE, MPI_SUM, mesh->comm));
  *there = all.weight > 0.0;
  if (*there) *motion = rigid_fit(&all);
  PetscFunctionReturn(PETSC_SUCCESS);
}
