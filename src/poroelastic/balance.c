// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with both balances, and how large their parts are.
#include "state.h"

#include <math.h>

// Where hardly any water moves any more, its balances are measured by this share of what came before.
static const double REST_SHARE = 1e-3;

static PetscErrorCode to_vector(Poroelastic *coupled, Vec owned)
{
  PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(owned, &array));
  PetscCall(PetscArraycpy(array, &coupled->u[0][0], 3 * coupled->nodes->n_owned));
  PetscCall(VecRestoreArray(owned, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_room(Poroelastic *coupled, double room[])
{
  System            *system = &coupled->system;
  const PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(to_vector(coupled, system->work));
  PetscCall(MatMult(coupled->room_whole, system->work, system->volumes));
  PetscCall(VecGetArrayRead(system->volumes, &array));
  PetscCall(PetscArraycpy(room, array, coupled->nodes->mesh->n_owned));
  PetscCall(VecRestoreArrayRead(system->volumes, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_rest(Poroelastic *coupled)
{
  PetscFunctionBeginUser;
  PetscCall(find_room(coupled, coupled->room_rest));
  for (PetscInt e = 0; e < coupled->nodes->mesh->n_cells; e++)
    coupled->dilation_rest[e] = room_dilation(coupled->nodes, e, (const double(*)[3])coupled->u);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_room(Poroelastic *coupled)
{
  PetscFunctionBeginUser;
  PetscCall(find_room(coupled, coupled->room));
  for (PetscInt i = 0; i < coupled->nodes->mesh->n_owned; i++)
    coupled->room[i] -= coupled->room_rest[i];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double dilation(const Poroelastic *coupled, PetscInt e)
{
  return room_dilation(coupled->nodes, e, (const double(*)[3])coupled->u) -
         coupled->dilation_rest[e];
}

static double mean(const PetscInt vertex[4], const double p[])
{
  return 0.25 * (p[vertex[0]] + p[vertex[1]] + p[vertex[2]] + p[vertex[3]]);
}

void balance_pores(Poroelastic *coupled, const double p[])
{
  const Mesh *mesh = coupled->nodes->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    coupled->porosity[e] = pore_strain_porosity(&coupled->law[coupled->medium->law[e]],
                                                dilation(coupled, e), mean(mesh->cell[e], p));
}

void balance_conduct(Poroelastic *coupled, const double p[])
{
  const Mesh *mesh = coupled->nodes->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    coupled->factor[e] = pore_strain_factor(&coupled->law[coupled->medium->law[e]],
                                            dilation(coupled, e), mean(mesh->cell[e], p));
}

// The pull of the fluid, B^T p, into force [n_owned][3].
static PetscErrorCode add_fluid(Poroelastic *coupled, const double p[], double sign,
                                double (*force)[3])
{
  System            *system = &coupled->system;
  const PetscScalar *array;
  PetscScalar       *to;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(system->volumes, &to));
  PetscCall(PetscArraycpy(to, p, coupled->nodes->mesh->n_owned));
  PetscCall(VecRestoreArray(system->volumes, &to));
  PetscCall(MatMultTranspose(coupled->room_whole, system->volumes, system->work));
  PetscCall(VecGetArrayRead(system->work, &array));
  for (PetscInt k = 0; k < 3 * coupled->nodes->n_owned; k++) force[k / 3][k % 3] += sign * array[k];
  PetscCall(VecRestoreArrayRead(system->work, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_fluid_force(Poroelastic *coupled, double (*force)[3])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(force, coupled->nodes->n_owned));
  PetscCall(add_fluid(coupled, flow_pressure(coupled->flow), 1.0, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode norms(const Poroelastic *coupled, const PetscScalar residual[],
                            Standing *standing)
{
  const PetscInt n_u    = 3 * coupled->nodes->n_owned;
  double         own[5] = {0.0}, all[5];

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < n_u; k++) {
    own[0] += residual[k] * residual[k];
    own[1] += coupled->size[k / 3][k % 3] * coupled->size[k / 3][k % 3];
  }
  for (PetscInt i = 0; i < coupled->nodes->mesh->n_owned; i++)
    own[2] += residual[n_u + i] * residual[n_u + i];
  flow_storage_change(coupled->flow, &own[3], &own[4]);
  PetscCallMPI(MPI_Allreduce(own, all, 5, MPI_DOUBLE, MPI_SUM, coupled->nodes->mesh->comm));
  standing->force      = sqrt(all[0]);
  standing->force_size = sqrt(all[1]);
  standing->volume     = sqrt(all[2]);
  standing->volume_size =
    fmax(fmax(sqrt(all[3]), coupled->dt * flow_scale(coupled->flow)), REST_SHARE * sqrt(all[4]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_stand(Poroelastic *coupled, Standing *standing)
{
  const PetscInt n_u = 3 * coupled->nodes->n_owned;
  PetscScalar   *residual;

  PetscFunctionBeginUser;
  PetscCall(balance_room(coupled));
  PetscCall(mechanics_forces(coupled->mechanics, (const double(*)[3])coupled->u, coupled->force,
                             coupled->size));
  PetscCall(add_fluid(coupled, coupled->p, -1.0, coupled->force));
  PetscCall(VecGetArray(coupled->residual, &residual));
  PetscCall(flow_residual(coupled->flow, coupled->p, residual + n_u));
  for (PetscInt k = 0; k < n_u; k++)
    residual[k] = coupled->held[k / 3][k % 3] ? 0.0 : coupled->force[k / 3][k % 3];
  for (PetscInt i = 0; i < coupled->nodes->mesh->n_owned; i++) residual[n_u + i] *= coupled->dt;
  PetscCall(norms(coupled, residual, standing));
  PetscCall(VecRestoreArray(coupled->residual, &residual));
  PetscFunctionReturn(PETSC_SUCCESS);
}
