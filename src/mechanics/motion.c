// What a region did as a whole.
#include "state.h"

#include "sij/fem/elements.h"

// Four points of each cell, as in element.c: exact for the products of a quadratic field and a place to degree 2.
static const double NEAR = 0.58541019662496845, FAR = 0.13819660112501052;

static void add_point(const Mechanics *mechanics, PetscInt cell, int q, RigidSums *sums)
{
  const PetscInt *node = mechanics->nodes->cell[cell];
  double          L[4];
  Vec3            x = vec3(0.0, 0.0, 0.0), u = x;

  for (int a = 0; a < 4; a++) L[a] = a == q ? NEAR : FAR;
  for (int a = 0; a < NODES_CELL; a++) {
    const double shape = a < 4 ? L[a] * (2.0 * L[a] - 1.0)
                               : 4.0 * L[ELEMENT_PAIR[a - 4][0]] * L[ELEMENT_PAIR[a - 4][1]];

    x = vec3_sum(x, vec3_scaled(nodes_place(mechanics->nodes, node[a]), shape));
    for (int i = 0; i < 3; i++) u.x[i] += shape * mechanics->u[node[a]][i];
  }
  rigid_add(sums, 0.25 * mechanics->mesh->volume[cell], x, vec3_sum(x, u));
}

PetscErrorCode mechanics_motion(const Mechanics *mechanics, Region region, RigidMotion *motion,
                                bool *there)
{
  const Mesh *mesh = mechanics->mesh;
  RigidSums   own  = {0}, all;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    for (int q = 0; q < 4 && mesh->region[e] == (int)region; q++) add_point(mechanics, e, q, &own);
  PetscCallMPI(
    MPI_Allreduce(&own, &all, (int)(sizeof own / sizeof(double)), MPI_DOUBLE, MPI_SUM, mesh->comm));
  *there = all.weight > 0.0;
  if (*there) *motion = rigid_fit(&all);
  PetscFunctionReturn(PETSC_SUCCESS);
}
