// SPDX-License-Identifier: GPL-3.0-or-later
// Refines the DMPlex uniformly and moves new vertices onto the exact geometry where no cell suffers from it.
#include "plex.h"
#include "tet.h"

#include <petscdmplextransform.h>
#include <petscsf.h>

// A cell that the exact geometry would leave less than this part of its volume keeps plain midpoints.
static const double LEAST_VOLUME = 0.1;

/** A finer plex whose new vertices find their place. */
typedef struct {
  DM        dm;    // borrowed
  PetscInt  n;     // points
  PetscInt *reset; // [n] 1 where a vertex goes back to its midpoint, the same on every rank
  Vec       plain; // coordinates with every new vertex at its midpoint
  Vec       moved; // borrowed: the coordinates of dm
} Fine;

static PetscErrorCode mark_interface_edges(DM dm, PetscInt start, PetscInt end, int **marked)
{
  const size_t n = (size_t)(end - start);

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, marked));
  PetscCall(mesh_plex_label(dm, "interface", start, end, *marked));
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

static PetscErrorCode find_edge_ends(DM dm, PetscInt edge, const double *x, Vec3 end[2])
{
  const PetscInt *vertex;
  PetscSection    section;

  PetscFunctionBeginUser;
  PetscCall(DMGetCoordinateSection(dm, &section));
  PetscCall(DMPlexGetCone(dm, edge, &vertex));
  for (int i = 0; i < 2; i++) {
    PetscInt at;

    PetscCall(PetscSectionGetOffset(section, vertex[i], &at));
    end[i] = vec3(x[at], x[at + 1], x[at + 2]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Moves the vertex that `transform` puts on each edge of `dm` onto the exact geometry. */
static PetscErrorCode move_vertices(DM dm, DMPlexTransform transform, const CoarseMesh *coarse,
                                    Fine *fine)
{
  PetscInt      start, end, vertex, at;
  PetscSection  section;
  Vec           coordinates;
  const double *x;
  double       *x_fine;
  int          *marked;

  PetscFunctionBeginUser;
  PetscCall(DMPlexGetDepthStratum(dm, 1, &start, &end));
  PetscCall(mark_interface_edges(dm, start, end, &marked));
  PetscCall(DMGetCoordinatesLocal(dm, &coordinates));
  PetscCall(DMGetCoordinateSection(fine->dm, &section));
  PetscCall(VecGetArrayRead(coordinates, &x));
  PetscCall(VecGetArray(fine->moved, &x_fine));
  for (PetscInt edge = start; edge < end; edge++) {
    Vec3 side[2];

    PetscCall(find_edge_ends(dm, edge, x, side));
    PetscCall(DMPlexTransformGetTargetPoint(transform, DM_POLYTOPE_SEGMENT, DM_POLYTOPE_POINT, edge,
                                            0, &vertex));
    PetscCall(PetscSectionGetOffset(section, vertex, &at));
    const Vec3 to =
      project_midpoint(coarse, side[0], side[1], marked[edge - start] == PLEX_INTERFACE);

    for (int d = 0; d < 3; d++) x_fine[at + d] = to.x[d];
  }
  PetscCall(VecRestoreArray(fine->moved, &x_fine));
  PetscCall(VecRestoreArrayRead(coordinates, &x));
  PetscCall(PetscFree(marked));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_volume_at(const double *x, const PetscInt at[4])
{
  return tet_volume(x + at[0], x + at[1], x + at[2], x + at[3]);
}

/** Marks the vertices of every local cell that lost too much of its volume; counts such cells. */
static PetscErrorCode mark_bad_cells(Fine *fine, PetscInt *n_bad)
{
  PetscInt      start, end, vertex[4], at[4];
  PetscSection  section;
  const double *plain, *moved;

  PetscFunctionBeginUser;
  *n_bad = 0;
  PetscCall(DMPlexGetHeightStratum(fine->dm, 0, &start, &end));
  PetscCall(DMGetCoordinateSection(fine->dm, &section));
  PetscCall(VecGetArrayRead(fine->plain, &plain));
  PetscCall(VecGetArrayRead(fine->moved, &moved));
  for (PetscInt c = start; c < end; c++) {
    PetscCall(mesh_plex_cell(fine->dm, c, vertex));
    for (int i = 0; i < 4; i++) PetscCall(PetscSectionGetOffset(section, vertex[i], &at[i]));
    if (measure_volume_at(moved, at) >= LEAST_VOLUME * measure_volume_at(plain, at)) continue;
    for (int i = 0; i < 4; i++) fine->reset[vertex[i]] = 1;
    (*n_bad)++;
  }
  PetscCall(VecRestoreArrayRead(fine->moved, &moved));
  PetscCall(VecRestoreArrayRead(fine->plain, &plain));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What one rank marked, all that share the vertex see. Collective. */
static PetscErrorCode share_marks_over_ranks(Fine *fine)
{
  PetscSF  sf;
  PetscInt n_roots;

  PetscFunctionBeginUser;
  PetscCall(DMGetPointSF(fine->dm, &sf));
  PetscCall(PetscSFGetGraph(sf, &n_roots, NULL, NULL, NULL));
  if (n_roots < 0) PetscFunctionReturn(PETSC_SUCCESS); // one rank
  PetscCall(PetscSFReduceBegin(sf, MPIU_INT, fine->reset, fine->reset, MPI_MAX));
  PetscCall(PetscSFReduceEnd(sf, MPIU_INT, fine->reset, fine->reset, MPI_MAX));
  PetscCall(PetscSFBcastBegin(sf, MPIU_INT, fine->reset, fine->reset, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(sf, MPIU_INT, fine->reset, fine->reset, MPI_REPLACE));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode reset_marked_vertices(Fine *fine)
{
  PetscInt      start, end, at;
  PetscSection  section;
  const double *plain;
  double       *moved;

  PetscFunctionBeginUser;
  PetscCall(DMPlexGetDepthStratum(fine->dm, 0, &start, &end));
  PetscCall(DMGetCoordinateSection(fine->dm, &section));
  PetscCall(VecGetArrayRead(fine->plain, &plain));
  PetscCall(VecGetArray(fine->moved, &moved));
  for (PetscInt v = start; v < end; v++) {
    if (!fine->reset[v]) continue;
    PetscCall(PetscSectionGetOffset(section, v, &at));
    for (int d = 0; d < 3; d++) moved[at + d] = plain[at + d];
  }
  PetscCall(VecRestoreArray(fine->moved, &moved));
  PetscCall(VecRestoreArrayRead(fine->plain, &plain));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Each round resets at least one more vertex of every bad cell, and a cell whose vertices are all at
// their midpoints has an eighth of its parent's volume: the loop ends.
static PetscErrorCode mend_bad_cells(MPI_Comm comm, Fine *fine)
{
  PetscInt n_bad = 1;

  PetscFunctionBeginUser;
  for (int round = 0; n_bad > 0; round++) {
    PetscCall(mark_bad_cells(fine, &n_bad));
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &n_bad, 1, MPIU_INT, MPI_SUM, comm));
    PetscCall(
      PetscInfo(fine->dm, "Refinement, round %d: %" PetscInt_FMT " cells to mend\n", round, n_bad));
    if (n_bad == 0) break;
    PetscCall(share_marks_over_ranks(fine));
    PetscCall(reset_marked_vertices(fine));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode move_new_vertices(DM dm, DMPlexTransform transform, const CoarseMesh *coarse,
                                        DM finer)
{
  Fine     fine = {.dm = finer};
  MPI_Comm comm;
  PetscInt start;

  PetscFunctionBeginUser;
  PetscCall(PetscObjectGetComm((PetscObject)finer, &comm));
  PetscCall(DMPlexGetChart(finer, &start, &fine.n));
  const size_t points = (size_t)fine.n;

  PetscCall(PetscCalloc1(points, &fine.reset));
  PetscCall(DMGetCoordinatesLocal(finer, &fine.moved));
  PetscCall(VecDuplicate(fine.moved, &fine.plain));
  PetscCall(VecCopy(fine.moved, fine.plain));
  PetscCall(move_vertices(dm, transform, coarse, &fine));
  PetscCall(mend_bad_cells(comm, &fine));
  PetscCall(DMSetCoordinatesLocal(finer, fine.moved));
  PetscCall(VecDestroy(&fine.plain));
  PetscCall(PetscFree(fine.reset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_refine(DM *dm, const CoarseMesh *coarse)
{
  DMPlexTransform transform;
  DM              finer;

  PetscFunctionBeginUser;
  PetscCall(DMPlexTransformCreate(PetscObjectComm((PetscObject)*dm), &transform));
  PetscCall(DMPlexTransformSetType(transform, DMPLEXREFINEREGULAR));
  PetscCall(DMPlexTransformSetDM(transform, *dm));
  PetscCall(DMPlexTransformSetUp(transform));
  PetscCall(DMPlexTransformApply(transform, *dm, &finer));
  if (coarse->project) PetscCall(move_new_vertices(*dm, transform, coarse, finer));
  PetscCall(DMPlexTransformDestroy(&transform));
  PetscCall(DMDestroy(dm));
  *dm = finer;
  PetscFunctionReturn(PETSC_SUCCESS);
}
