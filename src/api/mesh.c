// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of a mesh: made from a case, read as plain arrays.
#include "handles.h"

PetscErrorCode sij_mesh_of_case(MPI_Comm comm, const SijCase *input, SijMesh **mesh,
                                SijProblems *problems)
{
  Problems    found  = {0};
  CoarseMesh *coarse = NULL;
  Mesh       *made   = NULL;

  PetscFunctionBeginUser;
  *mesh = NULL;
  PetscCall(anatomy_build(comm, input->input, &coarse, &found));
  if (found.count == 0)
    PetscCall(mesh_create(comm, coarse, input->input->meshing.refine, &made, &found));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(problems_hand_over(&found, problems));
  if (!made) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscNew(mesh));
  (*mesh)->mesh = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mesh_destroy(SijMesh **mesh)
{
  PetscFunctionBeginUser;
  if (!*mesh) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(mesh_destroy(&(*mesh)->mesh));
  PetscCall(PetscFree(*mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscInt sij_mesh_n_vertices(const SijMesh *mesh)
{
  return mesh->mesh->n_global;
}

PetscInt sij_mesh_n_owned(const SijMesh *mesh)
{
  return mesh->mesh->n_owned;
}

PetscInt sij_mesh_n_local(const SijMesh *mesh)
{
  return mesh->mesh->n_local;
}

PetscInt sij_mesh_n_cells(const SijMesh *mesh)
{
  return mesh->mesh->n_cells_global;
}

PetscInt sij_mesh_n_cells_owned(const SijMesh *mesh)
{
  return mesh->mesh->n_cells_owned;
}

PetscInt sij_mesh_n_cells_local(const SijMesh *mesh)
{
  return mesh->mesh->n_cells;
}

const double (*sij_mesh_points(const SijMesh *mesh))[3]
{
  return (const double(*)[3])mesh->mesh->x;
}

PetscInt sij_mesh_global(const SijMesh *mesh, PetscInt vertex)
{
  const Mesh *m = mesh->mesh;

  return vertex < m->n_owned ? m->first + vertex : m->ghost[vertex - m->n_owned];
}

const PetscInt (*sij_mesh_cells(const SijMesh *mesh))[4]
{
  return (const PetscInt(*)[4])mesh->mesh->cell;
}

const int *sij_mesh_materials(const SijMesh *mesh)
{
  return mesh->mesh->region;
}

const double *sij_mesh_volumes(const SijMesh *mesh)
{
  return mesh->mesh->volume;
}
