// SPDX-License-Identifier: GPL-3.0-or-later
// mesh_create(): distributes a coarse mesh over the ranks, refines it, adds the overlap and fills the arrays.
#include "plex.h"

static PetscErrorCode check_ranks(MPI_Comm comm, int n_tets, bool *enough, Problems *problems)
{
  int size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCallMPI(MPI_Bcast(&n_tets, 1, MPI_INT, 0, comm));
  *enough = size <= n_tets;
  if (!*enough)
    PetscCall(problems_add(problems, "",
                           "mesh: %d ranks for %d tetrahedra, each rank needs one: "
                           "start at most %d ranks or make the mesh finer",
                           size, n_tets, n_tets));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode build_mesh(MPI_Comm comm, const CoarseMesh *coarse, int refinements,
                                 Mesh *mesh)
{
  Plex plex = {0};

  PetscFunctionBeginUser;
  mesh->comm = comm;
  mesh->tags = coarse->tags;
  PetscCall(PetscStrncpy(mesh->hash, coarse->hash, sizeof mesh->hash));
  PetscCall(mesh_plex_create(comm, coarse, &plex));
  PetscCall(mesh_plex_distribute(&plex));
  for (int level = 0; level < refinements; level++) PetscCall(mesh_plex_refine(&plex, coarse));
  PetscCall(mesh_plex_overlap(&plex));
  PetscCall(mesh_fill_arrays(mesh, &plex));
  PetscCall(mesh_plex_destroy(&plex));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_create(MPI_Comm comm, const CoarseMesh *coarse, int refinements, Mesh **mesh,
                           Problems *problems)
{
  bool  enough  = false;
  Mesh *created = NULL;

  PetscFunctionBeginUser;
  *mesh = NULL;
  PetscCall(check_ranks(comm, coarse->n_tets, &enough, problems));
  if (!enough) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscCalloc1(1, &created));
  PetscCall(build_mesh(comm, coarse, refinements, created));
  *mesh = created;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_destroy(Mesh **mesh)
{
  PetscFunctionBeginUser;
  if (!*mesh) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*mesh)->ghost));
  PetscCall(PetscFree((*mesh)->x));
  PetscCall(PetscFree((*mesh)->cell));
  PetscCall(PetscFree((*mesh)->region));
  PetscCall(PetscFree((*mesh)->volume));
  PetscCall(PetscFree((*mesh)->faces.vertex));
  PetscCall(PetscFree((*mesh)->faces.side));
  PetscCall(PetscFree((*mesh)->faces.surface));
  PetscCall(PetscFree(*mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_vector(const Mesh *mesh, Vec *vector)
{
  PetscFunctionBeginUser;
  PetscCall(VecCreateGhost(mesh->comm, mesh->n_owned, mesh->n_global, mesh->n_local - mesh->n_owned,
                           mesh->ghost, vector));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const char *mesh_region_name(const Mesh *mesh, int region)
{
  return region >= 0 && region < mesh->tags->n_regions ? mesh->tags->region[region] : "none";
}

const char *mesh_surface_name(const Mesh *mesh, int surface)
{
  return surface >= 0 && surface < mesh->tags->n_surfaces ? mesh->tags->surface[surface] : "none";
}
