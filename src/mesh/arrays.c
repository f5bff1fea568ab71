// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the plain arrays of a Mesh from its plex: owned and ghost vertices, cells in an order that suits
// the cache, regions and volumes. Last step of mesh_create().
#include "plex.h"
#include "tet.h"

#include <petscmat.h>

/** What the arrays need of the plex. Cells and vertices are counted from 0. */
typedef struct {
  const Plex *plex; // borrowed
  PetscInt    n_vertices;
  PetscInt (*cell)[4]; // [plex->n_cells]
  PetscInt *remote;    // [plex->n_points] 1 if another rank owns the point
  PetscInt *local_of;  // [n_vertices] local vertex number, -1 outside the arrays
  PetscInt *global;    // [plex->n_points] global number of the vertices among the points
  PetscInt *order;     // [mesh->n_cells] cells of the plex: owned ones first
} Points;

static PetscErrorCode find_remote(Points *points)
{
  PetscSF         sf;
  PetscInt        n_leaves;
  const PetscInt *leaf;

  PetscFunctionBeginUser;
  PetscCall(DMGetPointSF(points->plex->dm, &sf));
  PetscCall(PetscSFGetGraph(sf, NULL, &n_leaves, &leaf, NULL));
  for (PetscInt i = 0; i < n_leaves; i++) points->remote[leaf ? leaf[i] : i] = 1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_points(const Plex *plex, Points *points)
{
  PetscFunctionBeginUser;
  points->plex       = plex;
  points->n_vertices = plex->n_points - plex->n_cells;
  PetscCall(mesh_plex_cells(plex, &points->cell));
  PetscCall(PetscCalloc1(plex->n_points, &points->remote));
  PetscCall(PetscMalloc1(points->n_vertices, &points->local_of));
  PetscCall(PetscCalloc1(plex->n_points, &points->global));
  PetscCall(PetscMalloc1(plex->n_cells, &points->order));
  for (PetscInt v = 0; v < points->n_vertices; v++) points->local_of[v] = -1;
  PetscCall(find_remote(points));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_points(Points *points)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(points->cell));
  PetscCall(PetscFree(points->remote));
  PetscCall(PetscFree(points->local_of));
  PetscCall(PetscFree(points->global));
  PetscCall(PetscFree(points->order));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_remote(const Points *points, PetscInt vertex)
{
  return points->remote[points->plex->n_cells + vertex] != 0;
}

/** True for the cells the arrays keep: owned ones, and those that touch an owned vertex. */
static bool is_kept(const Points *points, PetscInt cell)
{
  bool kept = !points->remote[cell];

  for (int i = 0; i < 4; i++) kept = kept || !is_remote(points, points->cell[cell][i]);
  return kept;
}

/** The graph of cells that share a face, as the pattern of a matrix. */
typedef struct {
  PetscInt *start, *column; // [n + 1], [4 n]: rising in each row
  double   *value;          // [4 n] of no meaning, but no matrix goes without
  Mat       matrix;
} Dual;

static PetscErrorCode create_dual(const Points *points, Dual *dual)
{
  const PetscInt n = points->plex->n_cells, most = 4 * n;
  PetscInt       at = 0;
  PetscInt(*neighbor)[4];

  PetscFunctionBeginUser;
  PetscCall(
    mesh_plex_neighbors(n, points->n_vertices, (const PetscInt(*)[4])points->cell, &neighbor));
  PetscCall(PetscMalloc3(n + 1, &dual->start, most, &dual->column, most, &dual->value));
  for (PetscInt c = 0; c < n; c++) {
    dual->start[c] = at;
    for (int i = 0; i < 4; i++)
      if (neighbor[c][i] >= 0) dual->column[at++] = neighbor[c][i];
    PetscCall(PetscSortInt(at - dual->start[c], dual->column + dual->start[c]));
  }
  dual->start[n] = at;
  PetscCall(PetscArrayzero(dual->value, at));
  PetscCall(PetscFree(neighbor));
  PetscCall(MatCreateSeqAIJWithArrays(PETSC_COMM_SELF, n, n, dual->start, dual->column, dual->value,
                                      &dual->matrix));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_dual(Dual *dual)
{
  PetscFunctionBeginUser;
  PetscCall(MatDestroy(&dual->matrix));
  PetscCall(PetscFree3(dual->start, dual->column, dual->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Reverse Cuthill-McKee on the dual graph: neighbours in space become neighbours in memory.
static PetscErrorCode order_cells(Mesh *mesh, Points *points)
{
  const PetscInt  n = points->plex->n_cells;
  const PetscInt *sorted;
  Dual            dual;
  IS              rows, columns;

  PetscFunctionBeginUser;
  PetscCall(create_dual(points, &dual));
  PetscCall(MatGetOrdering(dual.matrix, MATORDERINGRCM, &rows, &columns));
  PetscCall(destroy_dual(&dual));
  PetscCall(ISGetIndices(rows, &sorted));
  for (int overlap = 0; overlap < 2; overlap++) {
    for (PetscInt i = 0; i < n; i++)
      if (points->remote[sorted[i]] == overlap && is_kept(points, sorted[i]))
        points->order[mesh->n_cells++] = sorted[i];
    if (!overlap) mesh->n_cells_owned = mesh->n_cells;
  }
  PetscCall(ISRestoreIndices(rows, &sorted));
  PetscCall(ISDestroy(&rows));
  PetscCall(ISDestroy(&columns));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Gives the ghosts of a plex the numbers of their owners. Collective. */
static PetscErrorCode share_numbers(Points *points)
{
  PetscSF  sf;
  PetscInt n_roots;

  PetscFunctionBeginUser;
  PetscCall(DMGetPointSF(points->plex->dm, &sf));
  PetscCall(PetscSFGetGraph(sf, &n_roots, NULL, NULL, NULL));
  if (n_roots < 0) PetscFunctionReturn(PETSC_SUCCESS); // one rank
  PetscCall(PetscSFBcastBegin(sf, MPIU_INT, points->global, points->global, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(sf, MPIU_INT, points->global, points->global, MPI_REPLACE));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode number_owned(Mesh *mesh, Points *points)
{
  PetscInt *global = points->global + points->plex->n_cells, last = 0;

  PetscFunctionBeginUser;
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    const PetscInt *vertex = points->cell[points->order[c]];

    for (int i = 0; i < 4; i++)
      if (!is_remote(points, vertex[i]) && points->local_of[vertex[i]] < 0)
        points->local_of[vertex[i]] = mesh->n_owned++;
  }
  PetscCallMPI(MPI_Scan(&mesh->n_owned, &last, 1, MPIU_INT, MPI_SUM, mesh->comm));
  PetscCallMPI(MPI_Allreduce(&mesh->n_owned, &mesh->n_global, 1, MPIU_INT, MPI_SUM, mesh->comm));
  mesh->first = last - mesh->n_owned;
  for (PetscInt v = 0; v < points->n_vertices; v++) global[v] = mesh->first + points->local_of[v];
  PetscCall(share_numbers(points));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Ghosts in the order of their global numbers, so that those of one rank stand together. */
static PetscErrorCode number_ghosts(Mesh *mesh, Points *points)
{
  const PetscInt *global = points->global + points->plex->n_cells;
  const PetscInt  most   = points->n_vertices - mesh->n_owned;
  PetscInt        n      = 0, *ghost;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(most, &mesh->ghost));
  PetscCall(PetscMalloc1(most, &ghost));
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    const PetscInt *vertex = points->cell[points->order[c]];

    for (int i = 0; i < 4; i++) {
      if (points->local_of[vertex[i]] >= 0) continue;
      points->local_of[vertex[i]] = mesh->n_owned + n;
      mesh->ghost[n]              = global[vertex[i]];
      ghost[n++]                  = vertex[i];
    }
  }
  PetscCall(PetscSortIntWithArray(n, mesh->ghost, ghost));
  for (PetscInt i = 0; i < n; i++) points->local_of[ghost[i]] = mesh->n_owned + i;
  mesh->n_local = mesh->n_owned + n;
  PetscCall(PetscFree(ghost));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_vertices(Mesh *mesh, const Points *points)
{
  Vec           coordinates;
  const double *x;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_local, &mesh->x));
  PetscCall(DMGetCoordinatesLocal(points->plex->dm, &coordinates));
  PetscCall(VecGetArrayRead(coordinates, &x));
  for (PetscInt v = 0; v < points->n_vertices; v++) {
    if (points->local_of[v] < 0) continue;
    for (int d = 0; d < 3; d++) mesh->x[points->local_of[v]][d] = x[3 * v + d];
  }
  PetscCall(VecRestoreArrayRead(coordinates, &x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_cells(Mesh *mesh, const Points *points)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_cells, &mesh->cell));
  PetscCall(PetscMalloc1(mesh->n_cells, &mesh->region));
  PetscCall(PetscMalloc1(mesh->n_cells, &mesh->volume));
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    const PetscInt of   = points->order[c];
    PetscInt      *cell = mesh->cell[c];

    mesh->region[c] = points->plex->sides[of].region;
    for (int i = 0; i < 4; i++) cell[i] = points->local_of[points->cell[of][i]];
    mesh->volume[c] =
      tet_volume(mesh->x[cell[0]], mesh->x[cell[1]], mesh->x[cell[2]], mesh->x[cell[3]]);
    PetscCheck(mesh->volume[c] > 0.0, PETSC_COMM_SELF, PETSC_ERR_PLIB,
               "cell %" PetscInt_FMT ": volume %g m^3 after distribution", c, mesh->volume[c]);
  }
  PetscCallMPI(
    MPI_Allreduce(&mesh->n_cells_owned, &mesh->n_cells_global, 1, MPIU_INT, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_fill_arrays(Mesh *mesh, const Plex *plex)
{
  Points points = {0};

  PetscFunctionBeginUser;
  PetscCall(create_points(plex, &points));
  PetscCall(order_cells(mesh, &points));
  PetscCall(number_owned(mesh, &points));
  PetscCall(number_ghosts(mesh, &points));
  PetscCall(fill_vertices(mesh, &points));
  PetscCall(fill_cells(mesh, &points));
  PetscCall(mesh_fill_faces(mesh, plex->sides, points.order));
  PetscCall(destroy_points(&points));
  PetscFunctionReturn(PETSC_SUCCESS);
}
