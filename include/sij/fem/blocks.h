// SPDX-License-Identifier: GPL-3.0-or-later
/** A sparse matrix with three unknowns at each node of quadratic tetrahedra.
 *
 * The sparsity is found once, with the position of each cell's blocks, so that adding an element matrix
 * needs no search. Rows of owned nodes only: every cell around them is local.
 *
 * Order: blocks_create; blocks_clear, blocks_add for each cell, blocks_fill, any number of times;
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
  double *value; // [9 start[n_owned]] of node row r: three scalar rows of 3 (start[r+1] - start[r])
} Blocks;

/** Collective. Borrows nodes. Owns: caller, blocks_destroy(). */
PetscErrorCode blocks_create(const Nodes *nodes, Blocks **blocks) SIJ_CHECKED;
PetscErrorCode blocks_destroy(Blocks **blocks) SIJ_CHECKED;

void blocks_clear(Blocks *blocks);

/** Adds the matrix of one cell: row and column 3 a + i, component i of its node a. Rows and columns
 * of Dirichlet dofs (dirichlet [n_local][3]) get their own diagonal only. */
void blocks_add(Blocks *blocks, PetscInt cell, const bool (*dirichlet)[3],
                double matrix[BLOCKS_SIDE][BLOCKS_SIDE]);

/** The same for a face of the cell, whose node a is the cell's node at[a]. */
void blocks_add_face(Blocks *blocks, PetscInt cell, const int at[NODES_FACE],
                     const bool (*dirichlet)[3], double matrix[BLOCKS_FACE][BLOCKS_FACE]);

/** An empty matrix of this sparsity (AIJ, block size 3), and its values. Collective. Owns: caller. */
PetscErrorCode blocks_matrix(const Blocks *blocks, Mat *matrix) SIJ_CHECKED;
PetscErrorCode blocks_fill(const Blocks *blocks, Mat matrix) SIJ_CHECKED;
