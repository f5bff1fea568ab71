// SPDX-License-Identifier: GPL-3.0-or-later
/** A box of n^3 cubes of six tetrahedra, dealt out to the ranks in slabs along z: a Mesh by hand, with
 * what the store reads of it, and fields that are functions of place and time. More ranks than slabs
 * leave some with nothing. */
#pragma once

#include "sij/mesh.h"

static const double BOX_SIZE[3] = {0.04, 0.05, 0.06}; // m

typedef struct {
  PetscInt n;           // cubes along each side
  PetscInt first, last; // cube layers of this rank [first, last)
} BoxSlab;

static inline PetscInt box_layer_vertices(PetscInt n)
{
  return (n + 1) * (n + 1);
}

// Vertex layers of this rank: its own cubes' lower ones, and the topmost with the last cubes.
static inline PetscInt box_vertex_layers(BoxSlab slab)
{
  const PetscInt layers = slab.last - slab.first;

  return layers > 0 && slab.last == slab.n ? layers + 1 : layers;
}

static inline PetscInt box_vertex(BoxSlab slab, PetscInt i, PetscInt j, PetscInt k)
{
  return i + (slab.n + 1) * j + box_layer_vertices(slab.n) * (k - slab.first);
}

static inline void box_points(BoxSlab slab, PetscInt n_layers, double (*x)[3])
{
  for (PetscInt k = slab.first; k < slab.first + n_layers; k++)
    for (PetscInt j = 0; j <= slab.n; j++)
      for (PetscInt i = 0; i <= slab.n; i++) {
        double *point = x[box_vertex(slab, i, j, k)];

        point[0] = BOX_SIZE[0] * (double)i / (double)slab.n;
        point[1] = BOX_SIZE[1] * (double)j / (double)slab.n;
        point[2] = BOX_SIZE[2] * (double)k / (double)slab.n;
      }
}

// Kuhn's division: one tetrahedron per order in which the three axes are walked; odd orders are
// turned round, so that all have positive volume.
static inline void box_cube(BoxSlab slab, const PetscInt corner[3], PetscInt (*cell)[4])
{
  static const int ORDER[6][3] = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}};

  for (int t = 0; t < 6; t++) {
    PetscInt at[3] = {corner[0], corner[1], corner[2]};

    cell[t][0] = box_vertex(slab, at[0], at[1], at[2]);
    for (int k = 0; k < 3; k++) {
      at[ORDER[t][k]]++;
      cell[t][t < 3 || k == 2 ? k + 1 : 2 - k] = box_vertex(slab, at[0], at[1], at[2]);
    }
  }
}

static inline void box_cells(BoxSlab slab, PetscInt (*cell)[4])
{
  PetscInt cube = 0;

  for (PetscInt k = slab.first; k < slab.last; k++)
    for (PetscInt j = 0; j < slab.n; j++)
      for (PetscInt i = 0; i < slab.n; i++)
        box_cube(slab, (const PetscInt[3]){i, j, k}, &cell[6 * cube++]);
}

static const char *const BOX_REGIONS[] = {"sacrum", "ilium", "2", "3", "4",
                                          "5",      "6",     "7", "8", "multifidus"};
static const MeshTags    BOX_TAGS      = {.n_regions = 10, .region = BOX_REGIONS};

static inline PetscErrorCode box_create(MPI_Comm comm, PetscInt n, Mesh *mesh)
{
  int     rank, n_ranks;
  BoxSlab slab = {.n = n};

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &n_ranks));
  slab.first            = n * rank / n_ranks;
  slab.last             = n * (rank + 1) / n_ranks;
  const PetscInt layer  = box_layer_vertices(n);
  const PetscInt layers = slab.last > slab.first ? slab.last - slab.first + 1 : 0;

  *mesh         = (Mesh){.comm           = comm,
                         .n_global       = (n + 1) * layer,
                         .n_owned        = box_vertex_layers(slab) * layer,
                         .n_local        = layers * layer,
                         .first          = slab.first * layer,
                         .n_cells_global = 6 * n * n * n,
                         .n_cells_owned  = 6 * n * n * (slab.last - slab.first)};
  mesh->n_cells = mesh->n_cells_owned;
  PetscCall(PetscMalloc4((size_t)mesh->n_local, &mesh->x, (size_t)(mesh->n_local - mesh->n_owned),
                         &mesh->ghost, (size_t)mesh->n_cells, &mesh->cell, (size_t)mesh->n_cells,
                         &mesh->region));
  box_points(slab, layers, mesh->x);
  box_cells(slab, mesh->cell);
  for (PetscInt i = mesh->n_owned; i < mesh->n_local; i++)
    mesh->ghost[i - mesh->n_owned] = mesh->first + i;
  for (PetscInt i = 0; i < mesh->n_cells; i++) {
    const double x = mesh->x[mesh->cell[i][0]][0];

    mesh->region[i] = x < 0.2 * BOX_SIZE[0] ? 0 : x < 0.7 * BOX_SIZE[0] ? 9 : 1;
  }
  mesh->tags = &BOX_TAGS;
  PetscCall(PetscStrncpy(mesh->hash, "0123abcd", sizeof mesh->hash));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_destroy(Mesh *mesh)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree4(mesh->x, mesh->ghost, mesh->cell, mesh->region));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Linear in place and time, so that a reader can check every value. [n_owned][components] */
static inline void box_scalar(const Mesh *mesh, double scale, double t, double value[])
{
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    value[i] =
      scale * (1.0 + 10.0 * mesh->x[i][0] - 20.0 * mesh->x[i][1] + 30.0 * mesh->x[i][2] + t);
}

static inline void box_vector(const Mesh *mesh, double t, double value[])
{
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    value[3 * i]     = mesh->x[i][0] + t;
    value[3 * i + 1] = mesh->x[i][1] * t;
    value[3 * i + 2] = -mesh->x[i][2];
  }
}
