// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of the solid at vertices, as the store writes them: displacement, von Mises stress, mean pressure.
#include "state.h"

#include <math.h>

PetscErrorCode fields_prepare(Joint *joint)
{
  const Mesh *mesh = joint->mesh;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &joint->around));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < 4; a++)
      if (mesh->cell[e][a] < mesh->n_owned) joint->around[mesh->cell[e][a]] += mesh->volume[e];
  PetscFunctionReturn(PETSC_SUCCESS);
}

void joint_displacement(const Joint *joint, double displacement[][3])
{
  const Nodes *nodes  = mechanics_nodes(joint->mechanics);
  const double(*u)[3] = mechanics_displacement(joint->mechanics);

  for (PetscInt i = 0; i < joint->mesh->n_owned; i++)
    for (int d = 0; d < 3; d++) displacement[i][d] = u[nodes->of_vertex[i]][d];
}

static double von_mises(Mat3 stress)
{
  const Mat3 deviator = mat3_plus(stress, -mat3_trace(stress) / 3.0, mat3_identity());

  return sqrt(1.5 * mat3_dot(deviator, deviator));
}

// Stress jumps at the border of tissues: a vertex takes the mean by volume of the cells around it.
void joint_stress(const Joint *joint, double mises[], double pressure[])
{
  const Mesh *mesh = joint->mesh;

  for (PetscInt i = 0; i < mesh->n_owned; i++) mises[i] = pressure[i] = 0.0;
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    MechanicsCell mean;

    mechanics_cell(joint->mechanics, e, &mean);
    for (int a = 0; a < 4; a++) {
      const PetscInt i = mesh->cell[e][a];

      if (i >= mesh->n_owned) continue;
      mises[i] += mesh->volume[e] / joint->around[i] * von_mises(mean.stress);
      pressure[i] -= mesh->volume[e] / joint->around[i] * mat3_trace(mean.stress) / 3.0;
    }
  }
}
