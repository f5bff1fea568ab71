// SPDX-License-Identifier: GPL-3.0-or-later
/** The steps of mesh_create(), in order. All collective unless they say otherwise.
 *
 * On the way a mesh is a DMPlex of cells and vertices alone: to make all its faces and edges costs forty times what the
 * distribution does. What a cell knows of its faces travels with it.
 */
#pragma once

#include "sij/mesh.h"

#include <petscdmplex.h>
#include <petscsf.h>

/** Of a cell: its region and, by the vertex opposite, what lies beyond each face: another region, or as
 * plex_outside() says. Vertices in the order of mesh_plex_cells(). */
typedef struct {
  int region, beyond[4];
} CellSides;

enum { CELL_SIDES_INTS = 5 };
_Static_assert(sizeof(CellSides) == CELL_SIDES_INTS * sizeof(int), "sent as so many ints");

/** Beyond a face of the outer boundary that bears this surface or MESH_NONE; and back, MESH_NONE for a region. */
static inline int plex_outside(int surface)
{
  return -2 - surface;
}

static inline int plex_surface(int beyond)
{
  return beyond < 0 ? -2 - beyond : MESH_NONE;
}

/** One rank's part. Points of dm: cells [0, n_cells), then vertices up to n_points. Owns: all. */
typedef struct {
  DM       dm;
  PetscInt n_cells, n_points;
  CellSides
    *sides; // [n_points] of which the first n_cells are used: as the star forests of dm count
} Plex;

/** A serial plex on rank 0, empty elsewhere. */
PetscErrorCode mesh_plex_create(MPI_Comm comm, const CoarseMesh *coarse, Plex *plex) SIJ_CHECKED;

/** Cuts it into one part per rank. */
PetscErrorCode mesh_plex_distribute(Plex *plex) SIJ_CHECKED;

/** The same of a large one, cut where it is spread rather than on rank 0. */
PetscErrorCode mesh_plex_distribute_large(Plex *plex, int n_parts) SIJ_CHECKED;

/** part [n_cells] of every cell, on a rank that holds cells. Not collective. */
typedef PetscErrorCode CellParts(const Plex *plex, int n_parts, PetscInt part[]);

/** Moves every cell to the rank of the part that is found for it. */
PetscErrorCode mesh_plex_distribute_by(Plex *plex, int n_parts, CellParts *find) SIJ_CHECKED;

/** Moves every cell to the rank of its part [n_cells]. */
PetscErrorCode mesh_plex_migrate(Plex *plex, int n_parts, const PetscInt part[]) SIJ_CHECKED;

/** share[n_cells]: how many vertices a cell has if each is divided among its cells. Not collective. */
PetscErrorCode mesh_plex_shares(PetscInt n_cells, PetscInt n_vertices, const PetscInt (*cell)[4],
                                double share[]) SIJ_CHECKED;

/** Half of the work goes with tetrahedra (element loops), half with vertices (rows of the solvers): a tetrahedron weighs
 * itself and its share of its vertices, each half being 6 on average. */
static inline int plex_cell_weight(double share, double vertices_per_cell)
{
  return (int)lround(6.0 + 6.0 * share / vertices_per_cell);
}

/** Cuts every tetrahedron into eight; new vertices are projected as the coarse mesh says. */
PetscErrorCode mesh_plex_refine(Plex *plex, const CoarseMesh *coarse) SIJ_CHECKED;

/** Adds every cell that shares a vertex with another rank's. */
PetscErrorCode mesh_plex_overlap(Plex *plex) SIJ_CHECKED;

/** Takes over `dm` (unless NULL) in place of plex->dm; with `sides` [points of dm], or NULL and `moved` to fetch them,
 * which leads from the points of the old one to those of the new. */
PetscErrorCode mesh_plex_replace(Plex *plex, DM dm, CellSides *sides, PetscSF moved) SIJ_CHECKED;

PetscErrorCode mesh_plex_destroy(Plex *plex) SIJ_CHECKED;

/** The vertices of every cell, counted from 0, in the order of positive volume: [n_cells]. Not collective. Owns: caller. */
PetscErrorCode mesh_plex_cells(const Plex *plex, PetscInt (**cell)[4]) SIJ_CHECKED;

/** neighbor[c][i]: the cell beyond the face opposite vertex i, or -1. Vertices in [0, n_vertices).
 * Not collective. Owns: caller. */
PetscErrorCode mesh_plex_neighbors(PetscInt n_cells, PetscInt n_vertices, const PetscInt (*cell)[4],
                                   PetscInt (**neighbor)[4]) SIJ_CHECKED;

/** Fills the plain arrays of a mesh. The second fills its faces; of the cells of a plex, `order` are those of the
 * arrays. */
PetscErrorCode mesh_fill_arrays(Mesh *mesh, const Plex *plex) SIJ_CHECKED;
PetscErrorCode mesh_fill_faces(Mesh *mesh, const CellSides sides[],
                               const PetscInt order[]) SIJ_CHECKED;
