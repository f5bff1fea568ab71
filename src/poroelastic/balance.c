// SPDX-License-Identifier: GPL-3.0-or-later
// Residuals of both equations, equilibrium of forces and balance of fluid, and the norms of their terms. step.c brings
// them to zero; porosity and conductivity follow the strain here.
#include "state.h"

#include <math.h>

static PetscErrorCode copy_displacement(Poroelastic *poroelastic, Vec owned)
{
  PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(owned, &array));
  PetscCall(PetscArraycpy(array, &poroelastic->u[0][0], 3 * poroelastic->nodes->n_owned));
  PetscCall(VecRestoreArray(owned, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode multiply_divergence(Poroelastic *poroelastic, double volume[])
{
  System            *system = &poroelastic->system;
  const PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(copy_displacement(poroelastic, system->work));
  PetscCall(MatMult(poroelastic->divergence, system->work, system->volumes));
  PetscCall(VecGetArrayRead(system->volumes, &array));
  PetscCall(PetscArraycpy(volume, array, poroelastic->nodes->mesh->n_owned));
  PetscCall(VecRestoreArrayRead(system->volumes, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_set_reference(Poroelastic *poroelastic)
{
  PetscFunctionBeginUser;
  PetscCall(multiply_divergence(poroelastic, poroelastic->pore_volume_rest));
  for (PetscInt e = 0; e < poroelastic->nodes->mesh->n_cells; e++)
    poroelastic->dilation_rest[e] =
      divergence_dilation(poroelastic->nodes, e, (const double(*)[3])poroelastic->u);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_pore_volume(Poroelastic *poroelastic)
{
  PetscFunctionBeginUser;
  PetscCall(multiply_divergence(poroelastic, poroelastic->pore_volume));
  for (PetscInt i = 0; i < poroelastic->nodes->mesh->n_owned; i++)
    poroelastic->pore_volume[i] -= poroelastic->pore_volume_rest[i];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double find_dilation(const Poroelastic *poroelastic, PetscInt e)
{
  return divergence_dilation(poroelastic->nodes, e, (const double(*)[3])poroelastic->u) -
         poroelastic->dilation_rest[e];
}

static double cell_mean(const PetscInt vertex[4], const double p[])
{
  return 0.25 * (p[vertex[0]] + p[vertex[1]] + p[vertex[2]] + p[vertex[3]]);
}

void balance_update_porosity(Poroelastic *poroelastic, const double p[])
{
  const Mesh *mesh = poroelastic->nodes->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    poroelastic->porosity[e] =
      pore_strain_porosity(&poroelastic->law[poroelastic->medium->law[e]],
                           find_dilation(poroelastic, e), cell_mean(mesh->cell[e], p));
}

void balance_update_conductivity(Poroelastic *poroelastic, const double p[])
{
  const Mesh *mesh = poroelastic->nodes->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    poroelastic->factor[e] =
      pore_strain_factor(&poroelastic->law[poroelastic->medium->law[e]],
                         find_dilation(poroelastic, e), cell_mean(mesh->cell[e], p));
}

PetscErrorCode balance_add_fluid_force(Poroelastic *poroelastic, const double p[], double sign,
                                       double (*force)[3])
{
  System            *system = &poroelastic->system;
  const PetscScalar *array;
  PetscScalar       *to;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(system->volumes, &to));
  PetscCall(PetscArraycpy(to, p, poroelastic->nodes->mesh->n_owned));
  PetscCall(VecRestoreArray(system->volumes, &to));
  PetscCall(MatMultTranspose(poroelastic->divergence, system->volumes, system->work));
  PetscCall(VecGetArrayRead(system->work, &array));
  for (PetscInt k = 0; k < 3 * poroelastic->nodes->n_owned; k++)
    force[k / 3][k % 3] += sign * array[k];
  PetscCall(VecRestoreArrayRead(system->work, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_norms(const Poroelastic *poroelastic, const PetscScalar residual[],
                                 ResidualNorms *norms)
{
  const PetscInt n_u    = 3 * poroelastic->nodes->n_owned;
  double         own[5] = {0.0}, all[5];

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < n_u; k++) {
    own[0] += residual[k] * residual[k];
    own[1] += poroelastic->size[k / 3][k % 3] * poroelastic->size[k / 3][k % 3];
  }
  for (PetscInt i = 0; i < poroelastic->nodes->mesh->n_owned; i++)
    own[2] += residual[n_u + i] * residual[n_u + i];
  flow_storage_change(poroelastic->flow, &own[3], &own[4]);
  PetscCallMPI(MPI_Allreduce(own, all, 5, MPI_DOUBLE, MPI_SUM, poroelastic->nodes->mesh->comm));
  norms->force       = sqrt(all[0]);
  norms->force_size  = sqrt(all[1]);
  norms->volume      = sqrt(all[2]);
  norms->volume_size = fmax(fmax(sqrt(all[3]), poroelastic->dt * flow_scale(poroelastic->flow)),
                            BALANCE_SCALE * sqrt(all[4]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_evaluate(Poroelastic *poroelastic, ResidualNorms *norms)
{
  const PetscInt n_u = 3 * poroelastic->nodes->n_owned;
  PetscScalar   *residual;

  PetscFunctionBeginUser;
  PetscCall(balance_pore_volume(poroelastic));
  PetscCall(mechanics_residual(poroelastic->mechanics, (const double(*)[3])poroelastic->u,
                               poroelastic->force, poroelastic->size));
  PetscCall(balance_add_fluid_force(poroelastic, poroelastic->p, -1.0, poroelastic->force));
  PetscCall(VecGetArray(poroelastic->residual, &residual));
  PetscCall(flow_residual(poroelastic->flow, poroelastic->p, residual + n_u));
  for (PetscInt k = 0; k < n_u; k++)
    residual[k] = poroelastic->dirichlet[k / 3][k % 3] ? 0.0 : poroelastic->force[k / 3][k % 3];
  for (PetscInt i = 0; i < poroelastic->nodes->mesh->n_owned; i++)
    residual[n_u + i] *= poroelastic->dt;
  PetscCall(find_norms(poroelastic, residual, norms));
  PetscCall(VecRestoreArray(poroelastic->residual, &residual));
  PetscFunctionReturn(PETSC_SUCCESS);
}
