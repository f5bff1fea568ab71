// SPDX-License-Identifier: GPL-3.0-or-later
/** Nodes of quadratic (P2) tetrahedra: the vertices of the mesh and the mid-edge nodes, "middles".
 *
 * Local nodes: those this rank owns come first, its vertices in the order of the mesh and then its
 * middles; after them every other node of a local cell. The owner of an edge is the owner of that end
 * whose global number is smaller, so every cell around an owned node is local, and an owner completes its
 * rows without communication. Global numbers are contiguous per rank, first + local for owned nodes.
 *
 * Nodes of a cell: its four vertices, then the middles of the pairs 01 02 03 12 13 23.
 */
#pragma once

#include "sij/mesh.h"

enum { NODES_CELL = 10, NODES_FACE = 6 };

typedef struct {
  const Mesh *mesh; // borrowed
  PetscInt    n_global, n_owned, n_local, first;
  PetscInt   *global;    // [n_local]
  PetscInt   *of_vertex; // [mesh->n_local] node of a vertex
  PetscInt (
    *end)[2]; // [n_local] local vertices on both sides of a middle; twice itself of a vertex
  PetscInt (*cell)[NODES_CELL]; // [mesh->n_cells]
  PetscInt  n_edges;            // of local cells
  PetscInt *edge_start;         // [mesh->n_local + 1] edges by their smaller local vertex
  PetscInt *edge_other;         // [n_edges] the larger one, increasing
  PetscInt *of_edge;            // [n_edges] node
} Nodes;

/** Collective. Borrows mesh. Owns: caller, nodes_destroy(). */
PetscErrorCode nodes_create(const Mesh *mesh, Nodes **nodes) SIJ_CHECKED;
PetscErrorCode nodes_destroy(Nodes **nodes) SIJ_CHECKED;

/** Nodes of face `face` of mesh->faces: its vertices, then the middles of 01 12 20. Not collective. */
void nodes_face(const Nodes *nodes, PetscInt face, PetscInt node[NODES_FACE]);

/** Position of a local node, edges being straight                        m. */
Vec3 nodes_position(const Nodes *nodes, PetscInt node);

/** A vector of three numbers per node, with ghosts. Collective. Owns: caller. */
PetscErrorCode nodes_vector(const Nodes *nodes, Vec *vector) SIJ_CHECKED;

/** Copies owned values into the ghosts of value [n_local][3]. Collective.
 * `carrier` is any nodes_vector(). */
PetscErrorCode nodes_exchange(const Nodes *nodes, Vec carrier, double (*value)[3]) SIJ_CHECKED;
