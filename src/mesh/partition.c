// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a plex into one part per rank and moves it there: a serial one by METIS, weighted by elements and vertices.
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

PetscErrorCode mesh_plex_shares(PetscInt n_cells, PetscInt n_vertices, const PetscInt (*cell)[4],
                                double share[])
{
  PetscInt *degree;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n_vertices, &degree));
  for (PetscInt c = 0; c < n_cells; c++)
    for (int i = 0; i < 4; i++) degree[cell[c][i]]++;
  for (PetscInt c = 0; c < n_cells; c++) {
    share[c] = 0.0;
    for (int i = 0; i < 4; i++) share[c] += 1.0 / (double)degree[cell[c][i]];
  }
  PetscCall(PetscFree(degree));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode weight_dual_graph(PetscInt n, PetscInt n_vertices, const PetscInt (*cell)[4],
                                        Dual *dual)
{
  double *share;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &share));
  PetscCall(mesh_plex_shares(n, n_vertices, cell, share));
  for (PetscInt c = 0; c < n; c++)
    dual->weight[c] = plex_cell_weight(share[c], (double)n_vertices / (double)n);
  PetscCall(PetscFree(share));
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
static PetscErrorCode fill_empty_parts(PetscInt n, int n_parts, PetscInt part[])
{
  PetscInt *size;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n_parts, &size));
  for (PetscInt c = 0; c < n; c++) size[part[c]]++;
  for (int p = 0; p < n_parts; p++) {
    int      largest = 0;
    PetscInt c       = 0;

    if (size[p] > 0) continue;
    for (int q = 1; q < n_parts; q++)
      if (size[q] > size[largest]) largest = q;
    while (part[c] != largest) c++;
    part[c] = p;
    size[largest]--;
    size[p]++;
  }
  PetscCall(PetscFree(size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The part of every cell, on a rank that holds cells. */
static PetscErrorCode cut_serial(const Plex *plex, int n_parts, PetscInt part[])
{
  const PetscInt n = plex->n_cells;
  Dual           dual;
  idx_t         *found;

  PetscFunctionBeginUser;
  PetscCall(create_dual_graph(plex, &dual));
  PetscCall(PetscMalloc1(n, &found));
  PetscCall(cut_dual_graph(&dual, n_parts, found));
  for (PetscInt c = 0; c < n; c++) part[c] = (PetscInt)found[c];
  PetscCall(fill_empty_parts(n, n_parts, part));
  PetscCall(PetscFree(found));
  PetscCall(PetscFree3(dual.start, dual.neighbor, dual.weight));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void sort_cells_by_part(PetscInt n, const PetscInt part[], int n_parts, PetscInt size[],
                               PetscInt next[], PetscInt point[])
{
  for (PetscInt c = 0; c < n; c++) size[part[c]]++;
  next[0] = 0;
  for (int p = 1; p < n_parts; p++) next[p] = next[p - 1] + size[p - 1];
  for (PetscInt c = 0; c < n; c++) point[next[part[c]]++] = c;
}

static PetscErrorCode set_partition(const Plex *plex, int n_parts, const PetscInt part[])
{
  PetscPartitioner partitioner;
  PetscInt        *size, *next, *point;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n_parts, &size));
  PetscCall(PetscMalloc2(n_parts, &next, plex->n_cells, &point));
  sort_cells_by_part(plex->n_cells, part, n_parts, size, next, point);
  PetscCall(DMPlexGetPartitioner(plex->dm, &partitioner));
  PetscCall(PetscPartitionerSetType(partitioner, PETSCPARTITIONERSHELL));
  PetscCall(PetscPartitionerShellSetPartition(partitioner, n_parts, size, point));
  PetscCall(PetscFree2(next, point));
  PetscCall(PetscFree(size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_migrate(Plex *plex, int n_parts, const PetscInt part[])
{
  DM      parts = NULL;
  PetscSF moved = NULL;

  PetscFunctionBeginUser;
  PetscCall(set_partition(plex, n_parts, part));
  // Else the higher rank owns all it shares: 7 % more rows on the last of four ranks than on average.
  PetscCall(DMPlexSetPartitionBalance(plex->dm, PETSC_TRUE));
  PetscCall(DMPlexDistribute(plex->dm, 0, &moved, &parts));
  PetscCall(mesh_plex_replace(plex, parts, NULL, moved));
  PetscCall(PetscSFDestroy(&moved));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_distribute_by(Plex *plex, int n_parts, CellParts *find)
{
  PetscInt *part;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(plex->n_cells, &part));
  if (plex->n_cells > 0) PetscCall(find(plex, n_parts, part));
  PetscCall(mesh_plex_migrate(plex, n_parts, part));
  PetscCall(PetscFree(part));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// From a million tetrahedra METIS and its graph would keep all ranks waiting for seconds, and take half a gigabyte on one.
static PetscErrorCode check_large(MPI_Comm comm, PetscInt n_cells, bool *large)
{
  PetscInt from = 1000000;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-mesh_partition_parallel_from", &from, NULL));
  PetscCallMPI(MPI_Bcast(&n_cells, 1, MPIU_INT, 0, comm));
#if defined(PETSC_HAVE_PTSCOTCH)
  *large = n_cells >= from;
#else
  *large = false;
#endif
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_distribute(Plex *plex)
{
  const MPI_Comm comm  = PetscObjectComm((PetscObject)plex->dm);
  bool           large = false;
  int            size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  if (size == 1) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_large(comm, plex->n_cells, &large));
  if (large) PetscCall(mesh_plex_distribute_large(plex, size));
  else PetscCall(mesh_plex_distribute_by(plex, size, cut_serial));
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
