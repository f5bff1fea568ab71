// SPDX-License-Identifier: GPL-3.0-or-later
// Refines the plex uniformly and moves new vertices onto the exact geometry where no cell suffers from it.
#include "plex.h"
#include "tet.h"

#include <petscdmplextransform.h>

// A cell that the exact geometry would leave less than this part of its volume keeps plain midpoints.
static const double LEAST_VOLUME = 0.1;

/** A finer plex whose new vertices find their place. Its vertices are counted from 0. */
typedef struct {
  Plex     plex;
  PetscInt n_vertices;
  PetscInt (*cell)[4]; // [n_cells]
  PetscInt (*ends)
    [2]; // [n_vertices] of the edge that the vertex halves, in the coarser plex; of an old one, itself twice
  PetscInt
    *boundary; // [n_points] 1 at a vertex of a face to another region or the outside, on every rank
  PetscInt *reset; // [n_points] 1 where a vertex goes back to its midpoint, on every rank
  double   *plain; // [3 n_vertices] with every new vertex at its midpoint
  double   *moved; // [3 n_vertices] borrowed: the coordinates of the plex
} Fine;

static PetscErrorCode find_ends(DM whole, PetscInt n_cells, DMPlexTransform transform, Fine *fine)
{
  PetscInt start, end, vertex;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(fine->n_vertices, &fine->ends));
  PetscCall(DMPlexGetDepthStratum(whole, 0, &start, &end));
  for (PetscInt v = start; v < end; v++) {
    PetscCall(DMPlexTransformGetTargetPoint(transform, DM_POLYTOPE_POINT, DM_POLYTOPE_POINT, v, 0,
                                            &vertex));
    for (int i = 0; i < 2; i++) fine->ends[vertex - fine->plex.n_cells][i] = v - n_cells;
  }
  PetscCall(DMPlexGetDepthStratum(whole, 1, &start, &end));
  for (PetscInt edge = start; edge < end; edge++) {
    const PetscInt *cone;

    PetscCall(DMPlexGetCone(whole, edge, &cone));
    PetscCall(DMPlexTransformGetTargetPoint(transform, DM_POLYTOPE_SEGMENT, DM_POLYTOPE_POINT, edge,
                                            0, &vertex));
    for (int i = 0; i < 2; i++) fine->ends[vertex - fine->plex.n_cells][i] = cone[i] - n_cells;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Bit i: the parent's vertex i is one that this vertex lies between. */
static int find_parents(const PetscInt end[2], const PetscInt parent[4])
{
  int bits = 0;

  for (int i = 0; i < 4; i++)
    if (end[0] == parent[i] || end[1] == parent[i]) bits |= 1 << i;
  return bits;
}

/** Beyond a child's face lies what does beyond the parent's face that holds it, else the parent. */
static void inherit_sides(const PetscInt parent[4], const CellSides *from, const Fine *fine,
                          PetscInt child)
{
  CellSides *sides = &fine->plex.sides[child];
  int        bits[4];

  for (int k = 0; k < 4; k++) bits[k] = find_parents(fine->ends[fine->cell[child][k]], parent);
  sides->region = from->region;
  for (int k = 0; k < 4; k++) {
    const int held = bits[(k + 1) & 3] | bits[(k + 2) & 3] | bits[(k + 3) & 3];

    sides->beyond[k] = from->region;
    for (int i = 0; i < 4; i++)
      if (held == (15 & ~(1 << i))) sides->beyond[k] = from->beyond[i];
  }
}

static PetscErrorCode fill_sides(const Plex *coarser, DMPlexTransform transform, Fine *fine)
{
  PetscInt(*cell)[4], child;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(fine->plex.n_points, &fine->plex.sides));
  PetscCall(mesh_plex_cells(coarser, &cell));
  for (PetscInt c = 0; c < coarser->n_cells; c++)
    for (int r = 0; r < 8; r++) {
      PetscCall(DMPlexTransformGetTargetPoint(transform, DM_POLYTOPE_TETRAHEDRON,
                                              DM_POLYTOPE_TETRAHEDRON, c, r, &child));
      inherit_sides(cell[c], &coarser->sides[c], fine, child);
    }
  PetscCall(PetscFree(cell));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What one rank marked, all that share the vertex see. Collective. */
static PetscErrorCode share_marks(const Fine *fine, PetscInt mark[])
{
  PetscSF  sf;
  PetscInt n_roots;

  PetscFunctionBeginUser;
  PetscCall(DMGetPointSF(fine->plex.dm, &sf));
  PetscCall(PetscSFGetGraph(sf, &n_roots, NULL, NULL, NULL));
  if (n_roots < 0) PetscFunctionReturn(PETSC_SUCCESS); // one rank
  PetscCall(PetscSFReduceBegin(sf, MPIU_INT, mark, mark, MPI_MAX));
  PetscCall(PetscSFReduceEnd(sf, MPIU_INT, mark, mark, MPI_MAX));
  PetscCall(PetscSFBcastBegin(sf, MPIU_INT, mark, mark, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(sf, MPIU_INT, mark, mark, MPI_REPLACE));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode mark_boundary(Fine *fine)
{
  const PetscInt n = fine->plex.n_cells;

  PetscFunctionBeginUser;
  for (PetscInt c = 0; c < n; c++)
    for (int i = 0; i < 4; i++) {
      if (fine->plex.sides[c].beyond[i] == fine->plex.sides[c].region) continue;
      for (int k = 0; k < 4; k++)
        if (k != i) fine->boundary[n + fine->cell[c][k]] = 1;
    }
  PetscCall(share_marks(fine, fine->boundary));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int is_before(Vec3 a, Vec3 b)
{
  for (int d = 0; d < 3; d++)
    if (a.x[d] != b.x[d]) return a.x[d] < b.x[d];
  return 0;
}

// The answer must not hang on the order in which a rank, or a run on fewer ranks, lists the ends.
static Vec3 project_midpoint(const CoarseMesh *coarse, Vec3 a, Vec3 b, bool boundary)
{
  return is_before(a, b) ? coarse->project(a, b, boundary, coarse->geometry)
                         : coarse->project(b, a, boundary, coarse->geometry);
}

static Vec3 find_place(const double *x, PetscInt vertex)
{
  return vec3(x[3 * vertex], x[3 * vertex + 1], x[3 * vertex + 2]);
}

/** Moves every new vertex onto the exact geometry. */
static PetscErrorCode move_vertices(DM coarser, const CoarseMesh *coarse, Fine *fine)
{
  Vec           coordinates;
  const double *x;

  PetscFunctionBeginUser;
  PetscCall(DMGetCoordinatesLocal(coarser, &coordinates));
  PetscCall(VecGetArrayRead(coordinates, &x));
  for (PetscInt v = 0; v < fine->n_vertices; v++) {
    const PetscInt *end = fine->ends[v];

    if (end[0] == end[1]) continue;
    const Vec3 to = project_midpoint(coarse, find_place(x, end[0]), find_place(x, end[1]),
                                     fine->boundary[fine->plex.n_cells + v] != 0);

    for (int d = 0; d < 3; d++) fine->moved[3 * v + d] = to.x[d];
  }
  PetscCall(VecRestoreArrayRead(coordinates, &x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_volume_at(const double *x, const PetscInt vertex[4])
{
  return tet_volume(x + 3 * vertex[0], x + 3 * vertex[1], x + 3 * vertex[2], x + 3 * vertex[3]);
}

/** Marks the vertices of every local cell that lost too much of its volume; counts such cells. */
static PetscInt mark_bad_cells(Fine *fine)
{
  PetscInt n_bad = 0;

  for (PetscInt c = 0; c < fine->plex.n_cells; c++) {
    const PetscInt *vertex = fine->cell[c];

    if (measure_volume_at(fine->moved, vertex) >=
        LEAST_VOLUME * measure_volume_at(fine->plain, vertex))
      continue;
    for (int i = 0; i < 4; i++) fine->reset[fine->plex.n_cells + vertex[i]] = 1;
    n_bad++;
  }
  return n_bad;
}

static void reset_marked_vertices(Fine *fine)
{
  for (PetscInt v = 0; v < fine->n_vertices; v++) {
    if (!fine->reset[fine->plex.n_cells + v]) continue;
    for (int d = 0; d < 3; d++) fine->moved[3 * v + d] = fine->plain[3 * v + d];
  }
}

// Each round resets at least one more vertex of every bad cell, and a cell whose vertices are all at
// their midpoints has an eighth of its parent's volume: the loop ends.
static PetscErrorCode mend_bad_cells(Fine *fine)
{
  const MPI_Comm comm = PetscObjectComm((PetscObject)fine->plex.dm);

  PetscFunctionBeginUser;
  for (int round = 0;; round++) {
    PetscInt n_bad = mark_bad_cells(fine);

    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &n_bad, 1, MPIU_INT, MPI_SUM, comm));
    PetscCall(PetscInfo(fine->plex.dm, "Refinement, round %d: %" PetscInt_FMT " cells to mend\n",
                        round, n_bad));
    if (n_bad == 0) break;
    PetscCall(share_marks(fine, fine->reset));
    reset_marked_vertices(fine);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode move_new_vertices(DM coarser, const CoarseMesh *coarse, Fine *fine)
{
  const PetscInt n = 3 * fine->n_vertices;
  Vec            coordinates;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(fine->plex.n_points, &fine->boundary, fine->plex.n_points, &fine->reset));
  PetscCall(PetscMalloc1(n, &fine->plain));
  PetscCall(mark_boundary(fine));
  PetscCall(DMGetCoordinatesLocal(fine->plex.dm, &coordinates));
  PetscCall(VecGetArray(coordinates, &fine->moved));
  PetscCall(PetscArraycpy(fine->plain, fine->moved, n));
  PetscCall(move_vertices(coarser, coarse, fine));
  PetscCall(mend_bad_cells(fine));
  PetscCall(VecRestoreArray(coordinates, &fine->moved));
  PetscCall(DMSetCoordinatesLocal(fine->plex.dm, coordinates));
  PetscCall(PetscFree(fine->plain));
  PetscCall(PetscFree2(fine->boundary, fine->reset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The faces and edges of the coarser plex, of which the new points are made, live no longer than this. */
static PetscErrorCode create_fine(const Plex *coarser, Fine *fine)
{
  DMPlexTransform transform;
  DM              whole, finer;

  PetscFunctionBeginUser;
  PetscCall(DMPlexInterpolate(coarser->dm, &whole));
  PetscCall(DMPlexTransformCreate(PetscObjectComm((PetscObject)whole), &transform));
  PetscCall(DMPlexTransformSetType(transform, DMPLEXREFINEREGULAR));
  PetscCall(DMPlexTransformSetDM(transform, whole));
  PetscCall(DMPlexTransformSetUp(transform));
  PetscCall(DMPlexTransformApply(transform, whole, &finer));
  PetscCall(DMPlexUninterpolate(finer, &fine->plex.dm));
  PetscCall(DMPlexCopyCoordinates(finer, fine->plex.dm));
  PetscCall(DMDestroy(&finer));
  PetscCall(DMPlexGetHeightStratum(fine->plex.dm, 0, NULL, &fine->plex.n_cells));
  PetscCall(DMPlexGetChart(fine->plex.dm, NULL, &fine->plex.n_points));
  fine->n_vertices = fine->plex.n_points - fine->plex.n_cells;
  PetscCall(mesh_plex_cells(&fine->plex, &fine->cell));
  PetscCall(find_ends(whole, coarser->n_cells, transform, fine));
  PetscCall(fill_sides(coarser, transform, fine));
  PetscCall(DMPlexTransformDestroy(&transform));
  PetscCall(DMDestroy(&whole));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_refine(Plex *plex, const CoarseMesh *coarse)
{
  Fine fine = {0};

  PetscFunctionBeginUser;
  PetscCall(create_fine(plex, &fine));
  if (coarse->project) PetscCall(move_new_vertices(plex->dm, coarse, &fine));
  PetscCall(PetscFree(fine.cell));
  PetscCall(PetscFree(fine.ends));
  PetscCall(mesh_plex_replace(plex, fine.plex.dm, fine.plex.sides, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}
