// SPDX-License-Identifier: GPL-3.0-or-later
// Sparse matrices of 3 x 3 blocks on the nodes of P2 tetrahedra: sparsity, element assembly, and transfer to
// PETSc. Mechanics assembles its tangent here.
#include "sij/fem/blocks.h"

#include <stdlib.h>

/** A node in a row, sortable by its global number. */
typedef struct {
  PetscInt global, local;
} Column;

static int compare_global(const void *a, const void *b)
{
  const Column *x = a, *y = b;

  return (x->global > y->global) - (x->global < y->global);
}

/** Cells around each owned node, as compressed rows. */
typedef struct {
  PetscInt *start, *cell;
} NodeCells;

static PetscErrorCode list_node_cells(const Nodes *nodes, NodeCells *node_cells)
{
  const PetscInt n = nodes->n_owned, n_cells = nodes->mesh->n_cells;
  PetscInt      *fill;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n + 1, &node_cells->start));
  for (PetscInt e = 0; e < n_cells; e++)
    for (int a = 0; a < NODES_CELL; a++)
      if (nodes->cell[e][a] < n) node_cells->start[nodes->cell[e][a] + 1]++;
  for (PetscInt i = 0; i < n; i++) node_cells->start[i + 1] += node_cells->start[i];
  PetscCall(PetscMalloc1(node_cells->start[n], &node_cells->cell));
  PetscCall(PetscMalloc1(n, &fill));
  PetscCall(PetscArraycpy(fill, node_cells->start, n));
  for (PetscInt e = 0; e < n_cells; e++)
    for (int a = 0; a < NODES_CELL; a++)
      if (nodes->cell[e][a] < n) node_cells->cell[fill[nodes->cell[e][a]]++] = e;
  PetscCall(PetscFree(fill));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The nodes of a row, each once; seen[node] is the last row that has it.
static PetscInt gather_row(const Nodes *nodes, const NodeCells *node_cells, PetscInt row,
                           PetscInt seen[], Column found[])
{
  PetscInt n = 0;

  for (PetscInt k = node_cells->start[row]; k < node_cells->start[row + 1]; k++)
    for (int a = 0; a < NODES_CELL; a++) {
      const PetscInt node = nodes->cell[node_cells->cell[k]][a];

      if (seen[node] == row) continue;
      seen[node] = row;
      if (found) found[n] = (Column){.global = nodes->global[node], .local = node};
      n++;
    }
  return n;
}

static PetscErrorCode find_columns(Blocks *blocks, const NodeCells *node_cells)
{
  const Nodes *nodes   = blocks->nodes;
  PetscInt     longest = 0;
  PetscInt    *seen;
  Column      *found;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(nodes->n_local, &seen));
  PetscCall(PetscMalloc1(nodes->n_owned + 1, &blocks->start));
  for (PetscInt i = 0; i < nodes->n_local; i++) seen[i] = -1;
  blocks->start[0] = 0;
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    const PetscInt n = gather_row(nodes, node_cells, row, seen, NULL);

    longest                = PetscMax(longest, n);
    blocks->start[row + 1] = blocks->start[row] + n;
  }
  PetscCall(PetscMalloc1(blocks->start[nodes->n_owned], &blocks->column));
  PetscCall(PetscMalloc1(longest, &found));
  for (PetscInt i = 0; i < nodes->n_local; i++) seen[i] = -1;
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    const PetscInt n = gather_row(nodes, node_cells, row, seen, found);

    qsort(found, (size_t)n, sizeof *found, compare_global);
    for (PetscInt k = 0; k < n; k++) blocks->column[blocks->start[row] + k] = found[k].local;
  }
  PetscCall(PetscFree(found));
  PetscCall(PetscFree(seen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// For each row: at[node] is the index of its column, looked up by the cells of the row's node.
static PetscErrorCode find_positions(Blocks *blocks, const NodeCells *node_cells)
{
  const Nodes *nodes = blocks->nodes;
  PetscInt    *at;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(nodes->mesh->n_cells, &blocks->position));
  PetscCall(PetscMalloc1(nodes->n_local, &at));
  for (PetscInt e = 0; e < nodes->mesh->n_cells; e++)
    for (int a = 0; a < NODES_CELL; a++)
      for (int b = 0; b < NODES_CELL; b++) blocks->position[e][a][b] = -1;
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    for (PetscInt k = blocks->start[row]; k < blocks->start[row + 1]; k++)
      at[blocks->column[k]] = k;
    for (PetscInt k = node_cells->start[row]; k < node_cells->start[row + 1]; k++) {
      const PetscInt *node = nodes->cell[node_cells->cell[k]];
      int             a    = 0;

      while (node[a] != row) a++;
      for (int b = 0; b < NODES_CELL; b++)
        blocks->position[node_cells->cell[k]][a][b] = at[node[b]];
    }
  }
  PetscCall(PetscFree(at));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_create(const Nodes *nodes, Blocks **blocks)
{
  NodeCells node_cells;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(blocks));
  (*blocks)->nodes = nodes;
  PetscCall(list_node_cells(nodes, &node_cells));
  PetscCall(find_columns(*blocks, &node_cells));
  PetscCall(find_positions(*blocks, &node_cells));
  PetscCall(PetscFree(node_cells.start));
  PetscCall(PetscFree(node_cells.cell));
  PetscCall(PetscMalloc1(9 * (size_t)(*blocks)->start[nodes->n_owned], &(*blocks)->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_destroy(Blocks **blocks)
{
  PetscFunctionBeginUser;
  if (!*blocks) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*blocks)->start));
  PetscCall(PetscFree((*blocks)->column));
  PetscCall(PetscFree((*blocks)->position));
  PetscCall(PetscFree((*blocks)->value));
  PetscCall(PetscFree(*blocks));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void blocks_clear(Blocks *blocks)
{
  const size_t n = 9 * (size_t)blocks->start[blocks->nodes->n_owned];

  for (size_t k = 0; k < n; k++) blocks->value[k] = 0.0;
}

/** Entry (row, 0) of the block at index `position` of node row `row`; *stride to its next row. */
static double *find_block(Blocks *blocks, PetscInt row, PetscInt position, size_t *stride)
{
  const PetscInt start = blocks->start[row];

  *stride = 3 * (size_t)(blocks->start[row + 1] - start);
  return blocks->value + 9 * (size_t)start + 3 * (size_t)(position - start);
}

/** One pair of nodes: `entry` points at the first number of its 3 x 3 in a matrix whose rows are
 * `side` long. */
static void add_pair(Blocks *blocks, const PetscInt pair[2], PetscInt position,
                     const bool (*dirichlet)[3], const double *entry, size_t side)
{
  size_t  stride;
  double *block = find_block(blocks, pair[0], position, &stride);

  for (size_t i = 0; i < 3; i++)
    for (size_t j = 0; j < 3; j++)
      if (!(dirichlet[pair[0]][i] || dirichlet[pair[1]][j]) || (pair[0] == pair[1] && i == j))
        block[i * stride + j] += entry[i * side + j];
}

void blocks_add(Blocks *blocks, PetscInt cell, const bool (*dirichlet)[3],
                double matrix[BLOCKS_SIDE][BLOCKS_SIDE])
{
  const PetscInt *node = blocks->nodes->cell[cell];

  for (int a = 0; a < NODES_CELL; a++) {
    if (node[a] >= blocks->nodes->n_owned) continue;
    for (int b = 0; b < NODES_CELL; b++)
      add_pair(blocks, (PetscInt[2]){node[a], node[b]}, blocks->position[cell][a][b], dirichlet,
               &matrix[3 * a][3 * b], BLOCKS_SIDE);
  }
}

void blocks_add_face(Blocks *blocks, PetscInt cell, const int at[NODES_FACE],
                     const bool (*dirichlet)[3], double matrix[BLOCKS_FACE][BLOCKS_FACE])
{
  const PetscInt *node = blocks->nodes->cell[cell];

  for (int a = 0; a < NODES_FACE; a++) {
    if (node[at[a]] >= blocks->nodes->n_owned) continue;
    for (int b = 0; b < NODES_FACE; b++)
      add_pair(blocks, (PetscInt[2]){node[at[a]], node[at[b]]},
               blocks->position[cell][at[a]][at[b]], dirichlet, &matrix[3 * a][3 * b], BLOCKS_FACE);
  }
}

PetscErrorCode blocks_matrix(const Blocks *blocks, Mat *matrix)
{
  const Nodes *nodes = blocks->nodes;
  PetscInt    *here, *elsewhere;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(nodes->n_owned, &here, nodes->n_owned, &elsewhere));
  for (PetscInt row = 0; row < nodes->n_owned; row++)
    for (PetscInt k = blocks->start[row]; k < blocks->start[row + 1]; k++)
      (blocks->column[k] < nodes->n_owned ? here : elsewhere)[row]++;
  PetscCall(MatCreate(nodes->mesh->comm, matrix));
  PetscCall(MatSetSizes(*matrix, 3 * nodes->n_owned, 3 * nodes->n_owned, 3 * nodes->n_global,
                        3 * nodes->n_global));
  PetscCall(MatSetType(*matrix, MATAIJ));
  PetscCall(MatXAIJSetPreallocation(*matrix, 3, here, elsewhere, NULL, NULL));
  PetscCall(MatSetOption(*matrix, MAT_NEW_NONZERO_ALLOCATION_ERR, PETSC_TRUE));
  PetscCall(PetscFree2(here, elsewhere));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscInt find_longest_row(const Blocks *blocks)
{
  PetscInt longest = 0;

  for (PetscInt row = 0; row < blocks->nodes->n_owned; row++)
    longest = PetscMax(longest, blocks->start[row + 1] - blocks->start[row]);
  return longest;
}

PetscErrorCode blocks_fill(const Blocks *blocks, Mat matrix)
{
  const Nodes *nodes = blocks->nodes;
  PetscInt    *column;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(3 * (size_t)find_longest_row(blocks), &column));
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    const PetscInt start = blocks->start[row], n = 3 * (blocks->start[row + 1] - start);

    for (PetscInt k = 0; k < n; k++)
      column[k] = 3 * nodes->global[blocks->column[start + k / 3]] + k % 3;
    for (int i = 0; i < 3; i++) {
      const PetscInt scalar = 3 * (nodes->first + row) + i;

      PetscCall(MatSetValues(matrix, 1, &scalar, n, column,
                             blocks->value + 9 * (size_t)start + (size_t)(i * n), INSERT_VALUES));
    }
  }
  PetscCall(PetscFree(column));
  PetscCall(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}
