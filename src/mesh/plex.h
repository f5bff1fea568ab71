// SPDX-License-Identifier: GPL-3.0-or-later
/** The steps of mesh_create(), in order; each replaces *dm by the next. All collective.
 *
 * Labels on the way: "region" (cells, and what refinement makes inside them), "surface" (faces of the
 * outer boundary), "interface" (faces and edges of the outer boundary and between two regions).
 */
#pragma once

#include "sij/mesh.h"

#include <petscdmplex.h>

enum { PLEX_INTERFACE = 1 }; // the one value of the label "interface"

/** A serial plex on rank 0, empty elsewhere. */
PetscErrorCode mesh_plex_create(MPI_Comm comm, const CoarseMesh *coarse, DM *dm) SIJ_CHECKED;

/** Cuts it into one part per rank. */
PetscErrorCode mesh_plex_distribute(DM *dm) SIJ_CHECKED;

/** Cuts every tetrahedron into eight; new vertices are projected as the coarse mesh says. */
PetscErrorCode mesh_plex_refine(DM *dm, const CoarseMesh *coarse) SIJ_CHECKED;

/** Adds every cell that shares a vertex with another rank's. */
PetscErrorCode mesh_plex_overlap(DM *dm) SIJ_CHECKED;

/** The four vertex points of a cell, in the order of positive volume. Not collective. */
PetscErrorCode mesh_plex_cell(DM dm, PetscInt cell, PetscInt vertex[4]) SIJ_CHECKED;

/** value[point - start] for the points of the label in [start, end); others keep what they hold.
 * Not collective. */
PetscErrorCode mesh_plex_label(DM dm, const char *name, PetscInt start, PetscInt end,
                               int value[]) SIJ_CHECKED;

/** Fills the plain arrays and, by the second, the faces of a mesh whose dm stands. By point of its
 * chart: remote[p] is 1 if another rank owns it, local_of[p] the local vertex, or negative. */
PetscErrorCode mesh_fill_arrays(Mesh *mesh) SIJ_CHECKED;
PetscErrorCode mesh_fill_faces(Mesh *mesh, const PetscInt remote[],
                               const PetscInt local_of[]) SIJ_CHECKED;
