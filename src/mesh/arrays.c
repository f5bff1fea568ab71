// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the plain arrays of a Mesh from its DMPlex: owned and ghost vertices, cells in an order that suits
// the cache, regions and volumes. Last step of mesh_create().
#include "plex.h"
#include "tet.h"

#include <petscsf.h>

/** What the arrays need of the plex, by point. */
typedef struct {
  DM        dm; // borrowed
  PetscInt  c_start, c_end, v_start, v_end;
  PetscInt *remote;   // [chart] 1 if another rank owns the point
  PetscInt *local_of; // [chart] local vertex number, -1 outside the arrays
  PetscInt *global;   // [chart] global vertex number
  PetscInt *order;    // [n_cells] cell points: owned ones first
} Points;

static PetscErrorCode find_remote(Points *points)
{
  PetscSF         sf;
  PetscInt        n_leaves;
  const PetscInt *leaf;

  PetscFunctionBeginUser;
  PetscCall(DMGetPointSF(points->dm, &sf));
  PetscCall(PetscSFGetGraph(sf, NULL, &n_leaves, &leaf, NULL));
  for (PetscInt i = 0; i < n_leaves; i++) points->remote[leaf ? leaf[i] : i] = 1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_points(DM dm, Points *points)
{
  PetscInt start, end;

  PetscFunctionBeginUser;
  points->dm = dm;
  PetscCall(DMPlexGetChart(dm, &start, &end));
  PetscCall(DMPlexGetHeightStratum(dm, 0, &points->c_start, &points->c_end));
  PetscCall(DMPlexGetDepthStratum(dm, 0, &points->v_start, &points->v_end));
  const size_t n = (size_t)end, n_cells = (size_t)(points->c_end - points->c_start);

  PetscCall(PetscCalloc1(n, &points->remote));
  PetscCall(PetscMalloc1(n, &points->local_of));
  PetscCall(PetscCalloc1(n, &points->global));
  PetscCall(PetscMalloc1(n_cells, &points->order));
  for (PetscInt p = 0; p < end; p++) points->local_of[p] = -1;
  PetscCall(find_remote(points));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_points(Points *points)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(points->remote));
  PetscCall(PetscFree(points->local_of));
  PetscCall(PetscFree(points->global));
  PetscCall(PetscFree(points->order));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** True for the cells the arrays keep: owned ones, and those that touch an owned vertex. */
static PetscErrorCode check_kept(const Points *points, PetscInt cell, bool *kept)
{
  PetscInt vertex[4];

  PetscFunctionBeginUser;
  PetscCall(mesh_plex_cell(points->dm, cell, vertex));
  *kept = !points->remote[cell];
  for (int i = 0; i < 4; i++) *kept = *kept || !points->remote[vertex[i]];
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Reverse Cuthill-McKee on the dual graph: neighbours in space become neighbours in memory.
static PetscErrorCode order_cells(Mesh *mesh, Points *points)
{
  const PetscInt  n = points->c_end - points->c_start;
  const PetscInt *position;
  const size_t    cells = (size_t)n;
  PetscInt       *sorted;
  IS              ordering;

  PetscFunctionBeginUser;
  PetscCall(DMPlexGetOrdering(points->dm, MATORDERINGRCM, NULL, &ordering));
  PetscCall(PetscMalloc1(cells, &sorted));
  PetscCall(ISGetIndices(ordering, &position));
  for (PetscInt c = 0; c < n; c++) sorted[position[points->c_start + c]] = points->c_start + c;
  PetscCall(ISRestoreIndices(ordering, &position));
  PetscCall(ISDestroy(&ordering));
  for (int overlap = 0; overlap < 2; overlap++) {
    for (PetscInt i = 0; i < n; i++) {
      bool kept = points->remote[sorted[i]] == overlap;

      if (kept) PetscCall(check_kept(points, sorted[i], &kept));
      if (kept) points->order[mesh->n_cells++] = sorted[i];
    }
    if (!overlap) mesh->n_cells_owned = mesh->n_cells;
  }
  PetscCall(PetscFree(sorted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Gives the ghosts of a plex the numbers of their owners. Collective. */
static PetscErrorCode share_numbers(Points *points)
{
  PetscSF  sf;
  PetscInt n_roots;

  PetscFunctionBeginUser;
  PetscCall(DMGetPointSF(points->dm, &sf));
  PetscCall(PetscSFGetGraph(sf, &n_roots, NULL, NULL, NULL));
  if (n_roots < 0) PetscFunctionReturn(PETSC_SUCCESS); // one rank
  PetscCall(PetscSFBcastBegin(sf, MPIU_INT, points->global, points->global, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(sf, MPIU_INT, points->global, points->global, MPI_REPLACE));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode number_owned(Mesh *mesh, Points *points)
{
  PetscInt vertex[4], last = 0;

  PetscFunctionBeginUser;
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    PetscCall(mesh_plex_cell(points->dm, points->order[c], vertex));
    for (int i = 0; i < 4; i++)
      if (!points->remote[vertex[i]] && points->local_of[vertex[i]] < 0)
        points->local_of[vertex[i]] = mesh->n_owned++;
  }
  PetscCallMPI(MPI_Scan(&mesh->n_owned, &last, 1, MPIU_INT, MPI_SUM, mesh->comm));
  PetscCallMPI(MPI_Allreduce(&mesh->n_owned, &mesh->n_global, 1, MPIU_INT, MPI_SUM, mesh->comm));
  mesh->first = last - mesh->n_owned;
  for (PetscInt v = points->v_start; v < points->v_end; v++)
    points->global[v] = mesh->first + points->local_of[v];
  PetscCall(share_numbers(points));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Ghosts in the order of their global numbers, so that those of one rank stand together. */
static PetscErrorCode number_ghosts(Mesh *mesh, Points *points)
{
  const size_t most = (size_t)(points->v_end - points->v_start);
  PetscInt     vertex[4], n = 0, *point;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(most, &mesh->ghost));
  PetscCall(PetscMalloc1(most, &point));
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    PetscCall(mesh_plex_cell(points->dm, points->order[c], vertex));
    for (int i = 0; i < 4; i++) {
      if (points->local_of[vertex[i]] >= 0) continue;
      points->local_of[vertex[i]] = mesh->n_owned + n;
      mesh->ghost[n]              = points->global[vertex[i]];
      point[n++]                  = vertex[i];
    }
  }
  PetscCall(PetscSortIntWithArray(n, mesh->ghost, point));
  for (PetscInt i = 0; i < n; i++) points->local_of[point[i]] = mesh->n_owned + i;
  mesh->n_local = mesh->n_owned + n;
  PetscCall(PetscFree(point));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_vertices(Mesh *mesh, const Points *points)
{
  const size_t  n = (size_t)mesh->n_local;
  PetscSection  section;
  Vec           coordinates;
  const double *x;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &mesh->x));
  PetscCall(DMGetCoordinatesLocal(points->dm, &coordinates));
  PetscCall(DMGetCoordinateSection(points->dm, &section));
  PetscCall(VecGetArrayRead(coordinates, &x));
  for (PetscInt v = points->v_start; v < points->v_end; v++) {
    PetscInt at;

    if (points->local_of[v] < 0) continue;
    PetscCall(PetscSectionGetOffset(section, v, &at));
    for (int d = 0; d < 3; d++) mesh->x[points->local_of[v]][d] = x[at + d];
  }
  PetscCall(VecRestoreArrayRead(coordinates, &x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_regions(Mesh *mesh, const Points *points)
{
  const size_t all = (size_t)(points->c_end - points->c_start), n = (size_t)mesh->n_cells;
  int         *region;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(all, &region));
  PetscCall(PetscMalloc1(n, &mesh->region));
  PetscCall(mesh_plex_label(points->dm, "region", points->c_start, points->c_end, region));
  for (PetscInt c = 0; c < mesh->n_cells; c++)
    mesh->region[c] = region[points->order[c] - points->c_start];
  PetscCall(PetscFree(region));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_cells(Mesh *mesh, const Points *points)
{
  const size_t n = (size_t)mesh->n_cells;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &mesh->cell));
  PetscCall(PetscMalloc1(n, &mesh->volume));
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    PetscInt *cell = mesh->cell[c];

    PetscCall(mesh_plex_cell(points->dm, points->order[c], cell));
    for (int i = 0; i < 4; i++) cell[i] = points->local_of[cell[i]];
    mesh->volume[c] =
      tet_volume(mesh->x[cell[0]], mesh->x[cell[1]], mesh->x[cell[2]], mesh->x[cell[3]]);
    PetscCheck(mesh->volume[c] > 0.0, PETSC_COMM_SELF, PETSC_ERR_PLIB,
               "cell %" PetscInt_FMT ": volume %g m^3 after distribution", c, mesh->volume[c]);
  }
  PetscCallMPI(
    MPI_Allreduce(&mesh->n_cells_owned, &mesh->n_cells_global, 1, MPIU_INT, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_fill_arrays(Mesh *mesh)
{
  Points points = {0};

  PetscFunctionBeginUser;
  PetscCall(create_points(mesh->dm, &points));
  PetscCall(order_cells(mesh, &points));
  PetscCall(number_owned(mesh, &points));
  PetscCall(number_ghosts(mesh, &points));
  PetscCall(fill_vertices(mesh, &points));
  PetscCall(fill_regions(mesh, &points));
  PetscCall(fill_cells(mesh, &points));
  PetscCall(mesh_fill_faces(mesh, points.remote, points.local_of));
  PetscCall(destroy_points(&points));
  PetscFunctionReturn(PETSC_SUCCESS);
}
