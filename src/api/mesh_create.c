// SPDX-License-Identifier: GPL-3.0-or-later
// A mesh from the caller's arrays: checked and copied into a coarse mesh on rank 0, which is then distributed.
#include "handles.h"

#include "sij/base/vec3.h"
#include "sij/mesh/cell_faces.h"

#include <string.h>

static Vec3 node_at(const SijMeshArrays *arrays, int node)
{
  const double *x = &arrays->node[3 * (size_t)node];

  return vec3(x[0], x[1], x[2]);
}

static double signed_volume(const SijMeshArrays *arrays, const int cell[4])
{
  const Vec3 origin = node_at(arrays, cell[0]);
  const Vec3 a      = vec3_difference(node_at(arrays, cell[1]), origin);
  const Vec3 b      = vec3_difference(node_at(arrays, cell[2]), origin);
  const Vec3 c      = vec3_difference(node_at(arrays, cell[3]), origin);

  return vec3_dot(a, vec3_cross(b, c)) / 6.0;
}

// One sentence for the first number of a list that is out of its range.
static PetscErrorCode check_range(const char *what, size_t n, const int value[], int end,
                                  Problems *problems)
{
  PetscFunctionBeginUser;
  for (size_t k = 0; k < n; k++) {
    if (value[k] >= 0 && value[k] < end) continue;
    PetscCall(problems_add(problems, "", "mesh: %s[%zu] is %d, wanted 0 to %d", what, k, value[k],
                           end - 1));
    break;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_ranges(const SijMeshArrays *arrays, Problems *problems)
{
  const size_t cells = (size_t)arrays->n_cells, triangles = (size_t)arrays->n_triangles;

  PetscFunctionBeginUser;
  PetscCall(check_range("cell", 4 * cells, arrays->cell, arrays->n_nodes, problems));
  PetscCall(check_range("region", cells, arrays->region, arrays->n_regions, problems));
  PetscCall(check_range("triangle", 3 * triangles, arrays->triangle, arrays->n_nodes, problems));
  PetscCall(check_range("surface", triangles, arrays->surface, arrays->n_surfaces, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_triangles(const CoarseMesh *coarse, Problems *problems)
{
  CellFace *face;

  PetscFunctionBeginUser;
  PetscCall(cell_faces(coarse, &face));
  for (int t = 0; t < coarse->n_triangles; t++) {
    if (cell_face_count(face, 4 * (size_t)coarse->n_tets, coarse->triangle + 3 * (size_t)t) == 1)
      continue;
    PetscCall(problems_add(problems, "", "mesh: triangle %d is no face of the outer boundary", t));
    break;
  }
  PetscCall(PetscFree(face));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_array(size_t n, const int from[], int **to)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, to));
  PetscCall(PetscArraycpy(*to, from, n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Cells of the coarse mesh have a positive volume.
static PetscErrorCode fill_coarse(const SijMeshArrays *arrays, CoarseMesh *coarse)
{
  const size_t nodes = (size_t)arrays->n_nodes, cells = (size_t)arrays->n_cells,
               triangles = (size_t)arrays->n_triangles;

  PetscFunctionBeginUser;
  coarse->n_nodes     = arrays->n_nodes;
  coarse->n_tets      = arrays->n_cells;
  coarse->n_triangles = arrays->n_triangles;
  PetscCall(PetscMalloc1(3 * nodes, &coarse->node));
  PetscCall(PetscArraycpy(coarse->node, arrays->node, 3 * nodes));
  PetscCall(copy_array(4 * cells, arrays->cell, &coarse->tet));
  PetscCall(copy_array(cells, arrays->region, &coarse->region));
  PetscCall(copy_array(3 * triangles, arrays->triangle, &coarse->triangle));
  PetscCall(copy_array(triangles, arrays->surface, &coarse->surface));
  for (size_t e = 0; e < cells; e++) {
    int *cell = &coarse->tet[4 * e];

    if (signed_volume(arrays, cell) > 0.0) continue;
    cell[2] = arrays->cell[4 * e + 3];
    cell[3] = arrays->cell[4 * e + 2];
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_names(int n, const char *const from[], char ***to)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, to));
  for (int i = 0; i < n; i++) PetscCall(PetscStrallocpy(from[i], &(*to)[i]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The mesh borrows the names, so the handle is there first.
static PetscErrorCode copy_tags(const SijMeshArrays *arrays, SijMesh *mesh)
{
  PetscFunctionBeginUser;
  PetscCall(copy_names(arrays->n_regions, arrays->region_name, &mesh->region_name));
  PetscCall(copy_names(arrays->n_surfaces, arrays->surface_name, &mesh->surface_name));
  mesh->tags = (MeshTags){.n_regions  = arrays->n_regions,
                          .n_surfaces = arrays->n_surfaces,
                          .region     = (const char *const *)mesh->region_name,
                          .surface    = (const char *const *)mesh->surface_name};
  PetscFunctionReturn(PETSC_SUCCESS);
}

// On rank 0, the others have the names alone. A problem leaves the coarse mesh where it is.
static PetscErrorCode create_coarse(MPI_Comm comm, const SijMeshArrays *arrays,
                                    const MeshTags *tags, CoarseMesh **coarse, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscNew(coarse));
  memset((*coarse)->hash, '0', sizeof(*coarse)->hash - 1);
  (*coarse)->tags = tags;
  if (rank == 0) {
    PetscCall(check_ranges(arrays, problems));
    if (problems->count == 0) PetscCall(fill_coarse(arrays, *coarse));
    if (problems->count == 0) PetscCall(coarse_check(*coarse, "mesh", problems));
    if (problems->count == 0) PetscCall(check_triangles(*coarse, problems));
  }
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_mesh_create(MPI_Comm comm, const SijMeshArrays *arrays, int refinements,
                               SijMesh **mesh, SijProblems *problems)
{
  Problems    found = {0};
  CoarseMesh *coarse;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(mesh));
  PetscCall(copy_tags(arrays, *mesh));
  PetscCall(create_coarse(comm, arrays, &(*mesh)->tags, &coarse, &found));
  if (found.count == 0) PetscCall(mesh_create(comm, coarse, refinements, &(*mesh)->mesh, &found));
  PetscCall(coarse_destroy(&coarse));
  if (!(*mesh)->mesh) PetscCall(sij_mesh_destroy(mesh));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
