// SPDX-License-Identifier: GPL-3.0-or-later
/** The edges of the mesh as a graph: where nodal equations couple, and their sparse matrices.
 *
 * Every operator here is a diagonal and two numbers per edge. An edge is local if one of its ends is
 * owned; the overlap of the mesh makes everything that contributes to it local too.
 *
 * Shapes: edge      [n_edges][2]  local vertices, the smaller first
 *         diagonal  [n_owned]
 *         coupling  [n_edges][2]  entries (i,j) and (j,i) of edge i-j; those of a ghost row are unused
 */
#pragma once

#include "sij/mesh.h"

#include <petscksp.h>

typedef struct {
  const Mesh *mesh; // borrowed
  PetscInt    n_edges;
  PetscInt (*edge)[2];
  PetscInt *start; // [n_local + 1] edges are sorted by their smaller vertex: its range
  // Where a graph_matrix() stores its entries: from 0 on among those with a column of this rank, -1 - k for the k-th of
  // those with a column of another rank.
  PetscInt *diagonal; // [n_owned]
  PetscInt (*coupling)
    [2]; // [n_edges] of the rows of edge[0] and edge[1]; undefined for a row of another rank
} Graph;

/** Pairs of vertices of a tetrahedron: its edges. */
extern const int ELEMENT_PAIR[6][2];

/** Collective. Borrows mesh. Owns: caller, graph_destroy(). */
PetscErrorCode graph_create(const Mesh *mesh, Graph **graph) SIJ_CHECKED;
PetscErrorCode graph_destroy(Graph **graph) SIJ_CHECKED;

/** Index of the edge between two local vertices; -1 if it is not local. Not collective. */
PetscInt graph_edge(const Graph *graph, PetscInt i, PetscInt j);

/** Global number of a local vertex. Not collective. */
PetscInt graph_global_vertex(const Mesh *mesh, PetscInt local);

/** A matrix with the sparsity of the graph. Collective. Owns: caller. */
PetscErrorCode graph_matrix(const Graph *graph, Mat *matrix) SIJ_CHECKED;

/** Sets every entry of a graph_matrix(): diagonal [n_owned]; coupling [n_edges], the entries (edge[0], edge[1]) and
 * (edge[1], edge[0]). Collective. */
PetscErrorCode graph_matrix_fill(const Graph *graph, Mat matrix, const double diagonal[],
                                 const double coupling[][2]) SIJ_CHECKED;

/** Copies owned values into the ghosts of other ranks: value [n_local]. Collective.
 * `ghosted` is any mesh_vector() used as carrier. */
PetscErrorCode graph_exchange(const Graph *graph, Vec ghosted, double value[]) SIJ_CHECKED;

/** Sets the default of a PETSc option: a value that the user has set stays. */
PetscErrorCode fem_option_default(const char *option, const char *value) SIJ_CHECKED;
