// SPDX-License-Identifier: GPL-3.0-or-later
/** A sparse matrix with three unknowns at each node of quadratic tetrahedra.
 *
 * The sparsity is found once, with the position of each cell's blocks, so that adding an element matrix
 * needs no search. Rows of owned nodes only: every cell around them is local. Element matrices are added
 * to the rows that PETSc stores.
 *
 * Order: blocks_create; blocks_matrix; blocks_open, blocks_add for each cell, blocks_close, any number of times;
 * blocks_destroy.
 */
#pragma once

#include "sij/fem/nodes.h"

#include <petscksp.h>

#include <stdbool.h>

enum { BLOCKS_SIDE = 3 * NODES_CELL, BLOCKS_FACE = 3 * NODES_FACE };

typedef struct {
  const Nodes *nodes;  // borrowed
  PetscInt    *start;  // [nodes->n_owned + 1]
  PetscInt    *column; // [start[n_owned]] local nodes of each row, by global number
  PetscInt (
    *position)[NODES_CELL][NODES_CELL]; // [n_cells] index in column; -1 in a row of another rank
  PetscInt *below,
    *here; // [n_owned] columns of each row: of lower ranks, which come first, and of this one
  PetscInt    *before; // [n_owned] and columns of this rank in all rows before
  PetscScalar *own,
    *ghost; // values of an open matrix in columns of this rank and of others: three scalar rows a node
} Blocks;

/** Collective. Borrows nodes. Owns: caller, blocks_destroy(). */
PetscErrorCode blocks_create(const Nodes *nodes, Blocks **blocks) SIJ_CHECKED;
PetscErrorCode blocks_destroy(Blocks **blocks) SIJ_CHECKED;

/** Adds the matrix of one cell: row and column 3 a + i, component i of its node a. Rows and columns
 * of Dirichlet dofs (dirichlet [n_local][3]) get their own diagonal only. */
void blocks_add(Blocks *blocks, PetscInt cell, const bool (*dirichlet)[3],
                double matrix[BLOCKS_SIDE][BLOCKS_SIDE]);

/** The same for a face of the cell, whose node a is the cell's node at[a]. */
void blocks_add_face(Blocks *blocks, PetscInt cell, const int at[NODES_FACE],
                     const bool (*dirichlet)[3], double matrix[BLOCKS_FACE][BLOCKS_FACE]);

/** A zero matrix of this sparsity (AIJ, block size 3). Collective. Owns: caller. */
PetscErrorCode blocks_matrix(const Blocks *blocks, Mat *matrix) SIJ_CHECKED;

/** Sets it to zero, so that element matrices may be added; and ends that. One at a time. Collective. */
PetscErrorCode blocks_open(Blocks *blocks, Mat matrix) SIJ_CHECKED;
PetscErrorCode blocks_close(Blocks *blocks, Mat matrix) SIJ_CHECKED;
