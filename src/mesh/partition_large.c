// SPDX-License-Identifier: GPL-3.0-or-later
// Distributes a large plex: spread in blocks along a curve through space, cut by PT-Scotch where it then lies, moved once more.
#include "plex.h"

#include <petscmat.h>

enum { BITS = 10 }; // of each coordinate along the curve: a thousand steps, enough for blocks

/** Bits of x, y and z in turn: cells near on this curve (Morton's) are near in space. */
static PetscInt find_place_on_curve(const double x[3], const double low[3], double extent)
{
  PetscInt place = 0;

  for (int bit = BITS - 1; bit >= 0; bit--)
    for (int d = 0; d < 3; d++) {
      const int step = (int)((x[d] - low[d]) / extent * ((1 << BITS) - 1));

      place = 2 * place + ((step >> bit) & 1);
    }
  return place;
}

static double find_bounds(PetscInt n, const double x[], double low[3])
{
  double extent = 0.0;

  for (int d = 0; d < 3; d++) {
    double high = x[d];

    low[d] = x[d];
    for (PetscInt v = 0; v < n; v++) {
      low[d] = fmin(low[d], x[3 * v + d]);
      high   = fmax(high, x[3 * v + d]);
    }
    extent = fmax(extent, high - low[d]);
  }
  return extent;
}

/** Blocks of as many cells along the curve, on a rank that holds cells. */
static PetscErrorCode choose_blocks(const Plex *plex, int n_parts, PetscInt part[])
{
  const PetscInt n = plex->n_cells, n_vertices = plex->n_points - n;
  Vec            coordinates;
  const double  *x;
  double         low[3];
  PetscInt      *place, *sorted;
  PetscInt(*cell)[4];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(n, &place, n, &sorted));
  PetscCall(mesh_plex_cells(plex, &cell));
  PetscCall(DMGetCoordinatesLocal(plex->dm, &coordinates));
  PetscCall(VecGetArrayRead(coordinates, &x));
  const double extent = find_bounds(n_vertices, x, low);

  for (PetscInt c = 0; c < n; c++) {
    place[c]  = find_place_on_curve(x + 3 * cell[c][0], low, extent);
    sorted[c] = c;
  }
  PetscCall(VecRestoreArrayRead(coordinates, &x));
  PetscCall(PetscSortIntWithArray(n, place, sorted));
  for (PetscInt k = 0; k < n; k++) part[sorted[k]] = (PetscInt)((PetscInt64)k * n_parts / n);
  PetscCall(PetscFree(cell));
  PetscCall(PetscFree2(place, sorted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A part with the layer of other ranks' cells around it, which knows all neighbours of its own cells. */
typedef struct {
  Plex      plex;
  PetscInt *global; // [plex.n_points] of every cell, contiguous per rank
  PetscInt (*cell)[4], (*neighbor)[4];
  double *share; // [plex.n_cells] right for own cells
} Wide;

static PetscErrorCode number_cells(const Plex *plex, PetscSF moved, PetscInt first, Wide *wide)
{
  PetscInt *number;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(plex->n_points, &number));
  PetscCall(PetscMalloc1(wide->plex.n_points, &wide->global));
  for (PetscInt p = 0; p < plex->n_points; p++) number[p] = first + p;
  PetscCall(PetscSFBcastBegin(moved, MPIU_INT, number, wide->global, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(moved, MPIU_INT, number, wide->global, MPI_REPLACE));
  PetscCall(PetscFree(number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_wide(const Plex *plex, PetscInt first, Wide *wide)
{
  PetscSF  moved;
  PetscInt n_vertices;

  PetscFunctionBeginUser;
  PetscCall(DMSetBasicAdjacency(plex->dm, PETSC_FALSE, PETSC_TRUE));
  PetscCall(DMPlexDistributeOverlap(plex->dm, 1, &moved, &wide->plex.dm));
  PetscCall(DMPlexGetHeightStratum(wide->plex.dm, 0, NULL, &wide->plex.n_cells));
  PetscCall(DMPlexGetChart(wide->plex.dm, NULL, &wide->plex.n_points));
  PetscCall(number_cells(plex, moved, first, wide));
  PetscCall(PetscSFDestroy(&moved));
  n_vertices = wide->plex.n_points - wide->plex.n_cells;
  PetscCall(mesh_plex_cells(&wide->plex, &wide->cell));
  PetscCall(mesh_plex_neighbors(wide->plex.n_cells, n_vertices, (const PetscInt(*)[4])wide->cell,
                                &wide->neighbor));
  PetscCall(PetscMalloc1(wide->plex.n_cells, &wide->share));
  PetscCall(mesh_plex_shares(wide->plex.n_cells, n_vertices, (const PetscInt(*)[4])wide->cell,
                             wide->share));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_wide(Wide *wide)
{
  PetscFunctionBeginUser;
  PetscCall(mesh_plex_destroy(&wide->plex));
  PetscCall(PetscFree(wide->global));
  PetscCall(PetscFree(wide->cell));
  PetscCall(PetscFree(wide->neighbor));
  PetscCall(PetscFree(wide->share));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** of[c - first]: the wide cell of every own one. */
static PetscErrorCode find_own_cells(const Wide *wide, PetscInt first, PetscInt n, PetscInt **of)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, of));
  for (PetscInt c = 0; c < wide->plex.n_cells; c++) {
    const PetscInt own = wide->global[c] - first;

    if (own >= 0 && own < n) (*of)[own] = c;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_graph(MPI_Comm comm, const Wide *wide, PetscInt n, PetscInt n_global,
                                   const PetscInt of[], Mat *graph)
{
  const PetscInt most = 4 * n;
  PetscInt      *start, *column, at = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n + 1, &start));
  PetscCall(PetscMalloc1(most, &column));
  for (PetscInt c = 0; c < n; c++) {
    start[c] = at;
    for (int i = 0; i < 4; i++)
      if (wide->neighbor[of[c]][i] >= 0) column[at++] = wide->global[wide->neighbor[of[c]][i]];
    PetscCall(PetscSortInt(at - start[c], column + start[c]));
  }
  start[n] = at;
  PetscCall(MatCreateMPIAdj(comm, n, n_global, start, column, NULL, graph)); // takes both arrays
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_weights(MPI_Comm comm, const Wide *wide, PetscInt n, PetscInt n_global,
                                     const PetscInt of[], PetscInt **weight)
{
  double n_vertices = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt c = 0; c < n; c++) n_vertices += wide->share[of[c]];
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &n_vertices, 1, MPI_DOUBLE, MPI_SUM, comm));
  PetscCall(PetscMalloc1(n, weight));
  for (PetscInt c = 0; c < n; c++)
    (*weight)[c] = plex_cell_weight(wide->share[of[c]], n_vertices / (double)n_global);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode apply_scotch(MPI_Comm comm, Mat graph, PetscInt weight[], int n_parts,
                                   IS *part)
{
  MatPartitioning partitioning;

  PetscFunctionBeginUser;
  PetscCall(MatPartitioningCreate(comm, &partitioning));
  PetscCall(MatPartitioningSetAdjacency(partitioning, graph));
  PetscCall(MatPartitioningSetType(partitioning, MATPARTITIONINGPTSCOTCH));
  PetscCall(MatPartitioningSetNParts(partitioning, n_parts));
  PetscCall(MatPartitioningSetVertexWeights(partitioning, weight)); // takes the array
  PetscCall(MatPartitioningApply(partitioning, part));
  PetscCall(MatPartitioningDestroy(&partitioning));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The part of every cell of a plex that lies on all ranks. Collective. Owns: caller. */
static PetscErrorCode cut_parallel(const Plex *plex, int n_parts, IS *part)
{
  const MPI_Comm comm  = PetscObjectComm((PetscObject)plex->dm);
  const PetscInt n     = plex->n_cells;
  PetscInt       first = 0, n_global = 0, *of, *weight;
  Wide           wide = {0};
  Mat            graph;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Scan(&n, &first, 1, MPIU_INT, MPI_SUM, comm));
  PetscCallMPI(MPI_Allreduce(&n, &n_global, 1, MPIU_INT, MPI_SUM, comm));
  first -= n;
  PetscCall(create_wide(plex, first, &wide));
  PetscCall(find_own_cells(&wide, first, n, &of));
  PetscCall(create_graph(comm, &wide, n, n_global, of, &graph));
  PetscCall(create_weights(comm, &wide, n, n_global, of, &weight));
  PetscCall(PetscFree(of));
  PetscCall(destroy_wide(&wide));
  PetscCall(apply_scotch(comm, graph, weight, n_parts, part));
  PetscCall(MatDestroy(&graph));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_all_filled(MPI_Comm comm, PetscInt n, int n_parts,
                                       const PetscInt part[], bool *filled)
{
  PetscInt *size;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n_parts, &size));
  for (PetscInt c = 0; c < n; c++) size[part[c]]++;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, size, n_parts, MPIU_INT, MPI_SUM, comm));
  *filled = true;
  for (int p = 0; p < n_parts; p++) *filled = *filled && size[p] > 0;
  PetscCall(PetscFree(size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_distribute_large(Plex *plex, int n_parts)
{
  const MPI_Comm  comm   = PetscObjectComm((PetscObject)plex->dm);
  bool            filled = false;
  IS              cut;
  const PetscInt *part;

  PetscFunctionBeginUser;
  PetscCall(mesh_plex_distribute_by(plex, n_parts, choose_blocks));
  PetscCall(cut_parallel(plex, n_parts, &cut));
  PetscCall(ISGetIndices(cut, &part));
  PetscCall(check_all_filled(comm, plex->n_cells, n_parts, part, &filled));
  // With few cells per rank a part may be empty: then the blocks stay, of which none is.
  if (filled) PetscCall(mesh_plex_migrate(plex, n_parts, part));
  PetscCall(PetscInfo(NULL, "PT-Scotch: %d parts, %s\n", n_parts, filled ? "taken" : "one empty"));
  PetscCall(ISRestoreIndices(cut, &part));
  PetscCall(ISDestroy(&cut));
  PetscFunctionReturn(PETSC_SUCCESS);
}
