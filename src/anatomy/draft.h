// SPDX-License-Identifier: GPL-3.0-or-later
/** A mesh in the making: grows, holds mm, becomes a CoarseMesh. */
#pragma once

#include "sij/casefile.h"
#include "sij/mesh/coarse.h"

typedef struct {
  int     n_nodes, node_capacity;
  double *node; // [n_nodes][3]      mm
  int     n_tets, tet_capacity;
  int    *tet;    // [n_tets][4]
  int    *region; // [n_tets]        Region
} Draft;

PetscErrorCode draft_add_node(Draft *draft, const double at[3], int *index) SIJ_CHECKED;

/** Adds a tetrahedron, its vertices reordered to a positive volume. */
PetscErrorCode draft_add_tet(Draft *draft, const int vertex[4], Region region) SIJ_CHECKED;

/** Drops nodes of no tetrahedron, and sorts tetrahedra by region. */
PetscErrorCode draft_tidy(Draft *draft) SIJ_CHECKED;

PetscErrorCode draft_destroy(Draft *draft) SIJ_CHECKED;

/** Six times the signed volume. */
double tet_volume6(const double *node, const int vertex[4]);

/** SICN: 1 regular, 0 flat, negative inverted. */
double tet_quality(const double *node, const int vertex[4]);

/** Outer faces of a mesh, turned outwards. Owns: caller, PetscFree(). */
PetscErrorCode tets_outer_faces(int n_tets, const int tet[], int *n_faces, int **face) SIJ_CHECKED;
