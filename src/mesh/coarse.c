// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a coarse mesh on rank 0, and which of its tetrahedra holds a point.
#include "sij/mesh/coarse.h"

PetscErrorCode coarse_destroy(CoarseMesh **coarse)
{
  CoarseMesh *m = *coarse;

  PetscFunctionBeginUser;
  if (!m) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree(m->node));
  PetscCall(PetscFree(m->tet));
  PetscCall(PetscFree(m->region));
  PetscCall(PetscFree(m->triangle));
  PetscCall(PetscFree(m->surface));
  PetscCall(PetscFree(*coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 node_position(const CoarseMesh *m, int i)
{
  return vec3(m->node[3 * i], m->node[3 * i + 1], m->node[3 * i + 2]);
}

int coarse_locate(const CoarseMesh *m, Vec3 x, double weight[4])
{
  const double slack = 1e-10;

  for (int e = 0; e < m->n_tets; e++) {
    const int   *v = m->tet + 4 * e;
    const Vec3   o = node_position(m, v[0]), d = vec3_difference(x, o);
    const Vec3   a      = vec3_difference(node_position(m, v[1]), o);
    const Vec3   b      = vec3_difference(node_position(m, v[2]), o);
    const Vec3   c      = vec3_difference(node_position(m, v[3]), o);
    const double volume = vec3_dot(vec3_cross(a, b), c);

    weight[1] = vec3_dot(vec3_cross(b, c), d) / volume;
    weight[2] = vec3_dot(vec3_cross(c, a), d) / volume;
    weight[3] = vec3_dot(vec3_cross(a, b), d) / volume;
    weight[0] = 1.0 - weight[1] - weight[2] - weight[3];
    if (fmin(fmin(weight[0], weight[1]), fmin(weight[2], weight[3])) >= -slack) return e;
  }
  return -1;
}
