// SPDX-License-Identifier: GPL-3.0-or-later
// The discrete divergence B: biot times the divergence of P2 displacement, tested with the P1 shape functions. B u is
// the change of pore volume at each vertex, B^T p the force of the fluid on the solid.
#include "state.h"

#include "sij/fem/elements.h"
#include "sij/fem/quadratic.h"

// Integrals of N_i div phi over a cell, N_i linear, phi quadratic: both factors are linear.
static void fill_cell(const Mesh *mesh, PetscInt cell, double biot, double value[4][3 * NODES_CELL])
{
  Vec3         linear[4], gradient[NODES_CELL];
  const double volume = element_gradients((const double(*)[3])mesh->x, mesh->cell[cell], linear);

  for (int i = 0; i < 4; i++)
    for (int s = 0; s < 3 * NODES_CELL; s++) value[i][s] = 0.0;
  for (int q = 0; q < QUADRATIC_POINTS; q++) {
    quadratic_gradients(QUADRATIC_POINT[q], linear, gradient);
    for (int i = 0; i < 4; i++)
      for (int s = 0; s < 3 * NODES_CELL; s++)
        value[i][s] += 0.25 * volume * biot * QUADRATIC_POINT[q][i] * gradient[s / 3].x[s % 3];
  }
}

static PetscErrorCode preallocate_matrix(const Nodes *nodes, Mat *divergence)
{
  const Mesh *mesh = nodes->mesh;
  PetscInt   *longest;
  PetscInt    most = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &longest));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < 4; a++) longest[mesh->cell[e][a]]++;
  // An upper bound of the nodes per row: a cell adds at most four that its neighbours have not.
  for (PetscInt i = 0; i < mesh->n_owned; i++) most = PetscMax(most, longest[i]);
  for (PetscInt i = 0; i < mesh->n_owned; i++) longest[i] = 3 * (10 + 4 * longest[i]);
  PetscCall(MatCreate(mesh->comm, divergence));
  PetscCall(MatSetSizes(*divergence, mesh->n_owned, 3 * nodes->n_owned, mesh->n_global,
                        3 * nodes->n_global));
  PetscCall(MatSetType(*divergence, MATAIJ));
  PetscCall(MatSeqAIJSetPreallocation(*divergence, 0, longest));
  PetscCall(MatMPIAIJSetPreallocation(*divergence, 0, longest, 0, longest));
  PetscCall(PetscFree(longest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode divergence_create(const Nodes *nodes, const Medium *medium, const PoreStrain law[],
                                 Mat *divergence)
{
  const Mesh *mesh = nodes->mesh;

  PetscFunctionBeginUser;
  PetscCall(preallocate_matrix(nodes, divergence));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    double   value[4][3 * NODES_CELL];
    PetscInt column[3 * NODES_CELL];

    fill_cell(mesh, e, law[medium->law[e]].biot, value);
    for (int s = 0; s < 3 * NODES_CELL; s++)
      column[s] = 3 * nodes->global[nodes->cell[e][s / 3]] + s % 3;
    for (int a = 0; a < 4; a++) {
      const PetscInt row = mesh->first + mesh->cell[e][a];

      if (mesh->cell[e][a] < mesh->n_owned)
        PetscCall(MatSetValues(*divergence, 1, &row, 3 * NODES_CELL, column, value[a], ADD_VALUES));
    }
  }
  PetscCall(MatAssemblyBegin(*divergence, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(*divergence, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Gradients are linear within a cell: their mean is the value at its centre.
double divergence_dilation(const Nodes *nodes, PetscInt cell, const double (*u)[3])
{
  static const double CENTRE[4] = {0.25, 0.25, 0.25, 0.25};
  const PetscInt     *node      = nodes->cell[cell];
  Vec3                linear[4], gradient[NODES_CELL];
  double              sum = 0.0;

  (void)element_gradients((const double(*)[3])nodes->mesh->x, nodes->mesh->cell[cell], linear);
  quadratic_gradients(CENTRE, linear, gradient);
  for (int a = 0; a < NODES_CELL; a++)
    sum += vec3_dot(gradient[a], vec3(u[node[a]][0], u[node[a]][1], u[node[a]][2]));
  return sum;
}
