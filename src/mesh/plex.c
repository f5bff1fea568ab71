// SPDX-License-Identifier: GPL-3.0-or-later
// The plex on its way: what its cells carry from one to the next, their vertices, and which of them share a face.
#include "plex.h"

static PetscErrorCode fetch_sides(const Plex *plex, PetscSF moved, CellSides sides[])
{
  MPI_Datatype type;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Type_contiguous(CELL_SIDES_INTS, MPI_INT, &type));
  PetscCallMPI(MPI_Type_commit(&type));
  PetscCall(PetscSFBcastBegin(moved, type, plex->sides, sides, MPI_REPLACE));
  PetscCall(PetscSFBcastEnd(moved, type, plex->sides, sides, MPI_REPLACE));
  PetscCallMPI(MPI_Type_free(&type));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_replace(Plex *plex, DM dm, CellSides *sides, PetscSF moved)
{
  PetscInt start, end, n_points;

  PetscFunctionBeginUser;
  if (!dm) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(DMPlexGetChart(dm, NULL, &n_points));
  PetscCall(DMPlexGetHeightStratum(dm, 0, &start, &end));
  PetscCheck(start == 0, PETSC_COMM_SELF, PETSC_ERR_PLIB, "cells begin at %" PetscInt_FMT, start);
  if (moved) {
    PetscCall(PetscMalloc1(n_points, &sides));
    PetscCall(fetch_sides(plex, moved, sides));
  }
  PetscCall(mesh_plex_destroy(plex));
  *plex = (Plex){.dm = dm, .n_cells = end, .n_points = n_points, .sides = sides};
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_destroy(Plex *plex)
{
  PetscFunctionBeginUser;
  PetscCall(DMDestroy(&plex->dm));
  PetscCall(PetscFree(plex->sides));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_cells(const Plex *plex, PetscInt (**cell)[4])
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(plex->n_cells, cell));
  for (PetscInt c = 0; c < plex->n_cells; c++) {
    const PetscInt *cone;

    PetscCall(DMPlexGetCone(plex->dm, c, &cone));
    // PETSc's positive tetrahedron is our negative one.
    (*cell)[c][0] = cone[1] - plex->n_cells;
    (*cell)[c][1] = cone[0] - plex->n_cells;
    (*cell)[c][2] = cone[2] - plex->n_cells;
    (*cell)[c][3] = cone[3] - plex->n_cells;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A face by three numbers that do not hang on the order of its vertices. */
typedef struct {
  PetscInt sum, least, largest;
} FaceKey;

static FaceKey find_face_key(const PetscInt cell[4], int opposite)
{
  const PetscInt a = cell[(opposite + 1) & 3], b = cell[(opposite + 2) & 3],
                 c = cell[(opposite + 3) & 3];

  return (FaceKey){
    .sum = a + b + c, .least = PetscMin(a, PetscMin(b, c)), .largest = PetscMax(a, PetscMax(b, c))};
}

/** Faces met once wait in the list of their sum: few do at a time, for most meet their twin soon. */
typedef struct {
  const PetscInt (*cell)[4];
  PetscInt *first; // [3 n_vertices] face 4 c + i, or -1
  PetscInt *next;  // [4 n_cells]
} Waiting;

/** The twin of a face leaves its list; without one the face joins it, and -1 returns. */
static PetscInt match_face(Waiting *waiting, PetscInt face)
{
  const FaceKey key  = find_face_key(waiting->cell[face / 4], (int)(face % 4));
  PetscInt     *link = &waiting->first[key.sum];

  for (; *link >= 0; link = &waiting->next[*link]) {
    const PetscInt twin  = *link;
    const FaceKey  other = find_face_key(waiting->cell[twin / 4], (int)(twin % 4));

    if (other.least != key.least || other.largest != key.largest) continue;
    *link = waiting->next[twin];
    return twin;
  }
  waiting->next[face]     = waiting->first[key.sum];
  waiting->first[key.sum] = face;
  return -1;
}

PetscErrorCode mesh_plex_neighbors(PetscInt n_cells, PetscInt n_vertices, const PetscInt (*cell)[4],
                                   PetscInt (**neighbor)[4])
{
  const PetscInt n_sums = 3 * n_vertices, n_faces = 4 * n_cells;
  Waiting        waiting = {.cell = cell};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n_cells, neighbor));
  PetscCall(PetscMalloc2(n_sums, &waiting.first, n_faces, &waiting.next));
  for (PetscInt s = 0; s < n_sums; s++) waiting.first[s] = -1;
  for (PetscInt face = 0; face < n_faces; face++) {
    const PetscInt twin = match_face(&waiting, face);

    (*neighbor)[face / 4][face % 4] = twin < 0 ? -1 : twin / 4;
    if (twin >= 0) (*neighbor)[twin / 4][twin % 4] = face / 4;
  }
  PetscCall(PetscFree2(waiting.first, waiting.next));
  PetscFunctionReturn(PETSC_SUCCESS);
}
