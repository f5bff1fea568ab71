// SPDX-License-Identifier: GPL-3.0-or-later
// Partitions the coarse mesh with METIS, weighted by elements and vertices, and distributes the DMPlex.
#include "plex.h"

#include <petscpartitioner.h>

#include <metis.h>

// Ours, because this PETSc may be built without METIS. METIS runs where the coarse mesh is, rank 0.
_Static_assert(sizeof(idx_t) >= sizeof(int), "METIS must number what a coarse mesh holds");

typedef struct {
  idx_t  n;
  idx_t *start;    // [n + 1]
  idx_t *neighbor; // [start[n]]
  idx_t *weight;   // [n]
} Dual;

static void join_dual_graph(PetscInt n, const PetscInt (*neighbor)[4], Dual *dual)
{
  idx_t at = 0;

  for (PetscInt c = 0; c < n; c++) {
    dual->start[c] = at;
    for (int i = 0; i < 4; i++)
      if (neighbor[c][i] >= 0) dual->neighbor[at++] = (idx_t)neighbor[c][i];
  }
  dual->start[n] = at;
}

// Half of the work goes with tetrahedra (element loops), half with vertices (rows of the solvers): a
// tetrahedron weighs itself and its share of its vertices, each half being 6 on average.
static PetscErrorCode weight_dual_graph(PetscInt n, PetscInt n_vertices, const PetscInt (*cell)[4],
                                        Dual *dual)
{
  const double per_vertex = 6.0 * (double)n / (double)n_vertices;
  PetscInt    *degree;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n_vertices, &degree));
  for (PetscInt c = 0; c < n; c++)
    for (int i = 0; i < 4; i++) degree[cell[c][i]]++;
  for (PetscInt c = 0; c < n; c++) {
    double share = 0.0;

    for (int i = 0; i < 4; i++) share += 1.0 / (double)degree[cell[c][i]];
    dual->weight[c] = (idx_t)lround(6.0 + per_vertex * share);
  }
  PetscCall(PetscFree(degree));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_dual_graph(const Plex *plex, Dual *dual)
{
  const PetscInt n = plex->n_cells, n_vertices = plex->n_points - n, most = 4 * n;
  PetscInt(*cell)[4], (*neighbor)[4];

  PetscFunctionBeginUser;
  PetscCheck((double)n * 4.0 < (double)IDX_MAX, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "%" PetscInt_FMT " tetrahedra are more than this METIS can number", n);
  dual->n = (idx_t)n;
  PetscCall(PetscMalloc3(n + 1, &dual->start, most, &dual->neighbor, n, &dual->weight));
  PetscCall(mesh_plex_cells(plex, &cell));
  PetscCall(mesh_plex_neighbors(n, n_vertices, (const PetscInt(*)[4])cell, &neighbor));
  join_dual_graph(n, (const PetscInt(*)[4])neighbor, dual);
  PetscCall(weight_dual_graph(n, n_vertices, (const PetscInt(*)[4])cell, dual));
  PetscCall(PetscFree(neighbor));
  PetscCall(PetscFree(cell));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A fixed seed: the same mesh on as many ranks is cut in the same way each time.
static PetscErrorCode cut_dual_graph(Dual *dual, idx_t n_parts, idx_t part[])
{
  idx_t options[METIS_NOPTIONS], n_weights = 1, n_cut = 0;

  PetscFunctionBeginUser;
  PetscCheck(METIS_SetDefaultOptions(options) == METIS_OK, PETSC_COMM_SELF, PETSC_ERR_LIB,
             "METIS: default options failed");
  options[METIS_OPTION_SEED]      = 1;
  options[METIS_OPTION_NUMBERING] = 0;
  const int verdict =
    METIS_PartGraphKway(&dual->n, &n_weights, dual->start, dual->neighbor, dual->weight, NULL, NULL,
                        &n_parts, NULL, NULL, options, &n_cut, part);
  PetscCheck(verdict == METIS_OK, PETSC_COMM_SELF, PETSC_ERR_LIB,
             "METIS: METIS_PartGraphKway gave %d", verdict);
  PetscCall(PetscInfo(NULL, "METIS: %d parts, %d faces cut\n", (int)n_parts, (int)n_cut));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// With few cells per rank METIS leaves parts empty: each takes one cell of the largest part.
static void fill_empty_parts(PetscInt n, const idx_t n_parts, idx_t part[], PetscInt size[])
{
  for (PetscInt c = 0; c < n; c++) size[part[c]]++;
  for (idx_t p = 0; p < n_parts; p++) {
    idx_t    largest = 0;
    PetscInt c       = 0;

    if (size[p] > 0) continue;
    for (idx_t q = 1; q < n_parts; q++)
      if (size[q] > size[largest]) largest = q;
    while (part[c] != largest) c++;
    part[c] = p;
    size[largest]--;
    size[p]++;
  }
}

static void sort_cells_by_part(PetscInt n, const idx_t part[], int n_parts, const PetscInt size[],
                               PetscInt next[], PetscInt point[])
{
  next[0] = 0;
  for (int p = 1; p < n_parts; p++) next[p] = next[p - 1] + size[p - 1];
  for (PetscInt c = 0; c < n; c++) point[next[part[c]]++] = c;
}

/** size[n_parts] and the cells of each part in turn, on a rank that holds cells. */
static PetscErrorCode partition_cells(const Plex *plex, int n_parts, PetscInt size[],
                                      PetscInt point[])
{
  const PetscInt n = plex->n_cells;
  Dual           dual;
  idx_t         *part;
  PetscInt      *next;

  PetscFunctionBeginUser;
  PetscCall(create_dual_graph(plex, &dual));
  PetscCall(PetscMalloc2(n, &part, n_parts, &next));
  PetscCall(cut_dual_graph(&dual, n_parts, part));
  fill_empty_parts(n, n_parts, part, size);
  sort_cells_by_part(n, part, n_parts, size, next, point);
  PetscCall(PetscFree2(part, next));
  PetscCall(PetscFree3(dual.start, dual.neighbor, dual.weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_partition(const Plex *plex, int n_parts)
{
  PetscPartitioner partitioner;
  PetscInt        *size, *point;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n_parts, &size));
  PetscCall(PetscMalloc1(plex->n_cells, &point));
  if (plex->n_cells > 0) PetscCall(partition_cells(plex, n_parts, size, point));
  PetscCall(DMPlexGetPartitioner(plex->dm, &partitioner));
  PetscCall(PetscPartitionerSetType(partitioner, PETSCPARTITIONERSHELL));
  PetscCall(PetscPartitionerShellSetPartition(partitioner, n_parts, size, point));
  PetscCall(PetscFree(size));
  PetscCall(PetscFree(point));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_distribute(Plex *plex)
{
  DM       parts = NULL;
  PetscSF  moved;
  MPI_Comm comm;
  int      size;

  PetscFunctionBeginUser;
  PetscCall(PetscObjectGetComm((PetscObject)plex->dm, &comm));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  if (size == 1) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(set_partition(plex, size));
  // Else the higher rank owns all it shares: 7 % more rows on the last of four ranks than on average.
  PetscCall(DMPlexSetPartitionBalance(plex->dm, PETSC_TRUE));
  PetscCall(DMPlexDistribute(plex->dm, 0, &moved, &parts));
  PetscCall(mesh_plex_replace(plex, parts, NULL, moved));
  PetscCall(PetscSFDestroy(&moved));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_overlap(Plex *plex)
{
  DM      wider = NULL;
  PetscSF moved = NULL;

  PetscFunctionBeginUser;
  PetscCall(DMSetBasicAdjacency(plex->dm, PETSC_FALSE, PETSC_TRUE));
  PetscCall(DMPlexDistributeOverlap(plex->dm, 1, &moved, &wider));
  PetscCall(mesh_plex_replace(plex, wider, NULL, moved));
  PetscCall(PetscSFDestroy(&moved));
  PetscFunctionReturn(PETSC_SUCCESS);
}
