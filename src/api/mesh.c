// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of a mesh: made from a case, read as plain arrays; names of its regions and surfaces.
#include "handles.h"

#include <string.h>

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

static PetscErrorCode destroy_names(int n, char ***name)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) PetscCall(PetscFree((*name)[i]));
  PetscCall(PetscFree(*name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mesh_destroy(SijMesh **mesh)
{
  PetscFunctionBeginUser;
  if (!*mesh) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(mesh_destroy(&(*mesh)->mesh));
  PetscCall(destroy_names((*mesh)->tags.n_regions, &(*mesh)->region_name));
  PetscCall(destroy_names((*mesh)->tags.n_surfaces, &(*mesh)->surface_name));
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

const int *sij_mesh_regions(const SijMesh *mesh)
{
  return mesh->mesh->region;
}

const double *sij_mesh_volumes(const SijMesh *mesh)
{
  return mesh->mesh->volume;
}

static const char *name_of(int n, const char *const name[], int i)
{
  return i >= 0 && i < n ? name[i] : NULL;
}

static int number_of(int n, const char *const name[], const char *wanted)
{
  for (int i = 0; i < n; i++)
    if (strcmp(name[i], wanted) == 0) return i;
  return -1;
}

int sij_mesh_region_count(const SijMesh *mesh)
{
  return mesh->mesh->tags->n_regions;
}

const char *sij_mesh_region_name(const SijMesh *mesh, int region)
{
  return name_of(mesh->mesh->tags->n_regions, mesh->mesh->tags->region, region);
}

int sij_mesh_region(const SijMesh *mesh, const char *name)
{
  return number_of(mesh->mesh->tags->n_regions, mesh->mesh->tags->region, name);
}

int sij_mesh_surface_count(const SijMesh *mesh)
{
  return mesh->mesh->tags->n_surfaces;
}

const char *sij_mesh_surface_name(const SijMesh *mesh, int surface)
{
  return name_of(mesh->mesh->tags->n_surfaces, mesh->mesh->tags->surface, surface);
}

int sij_mesh_surface(const SijMesh *mesh, const char *name)
{
  return number_of(mesh->mesh->tags->n_surfaces, mesh->mesh->tags->surface, name);
}
