// SPDX-License-Identifier: GPL-3.0-or-later
// Sparse matrices of 3 x 3 blocks on the nodes of P2 tetrahedra: sparsity, and element assembly into the rows
// of PETSc. Mechanics assembles its tangent here.
#include "sij/fem/blocks.h"

#include "graph_matrix.h"

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

// Where PETSc stores each row: columns ascend, and those of other ranks stand apart.
static PetscErrorCode locate_rows(Blocks *blocks)
{
  const Nodes *nodes = blocks->nodes;
  PetscInt     n     = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc3(nodes->n_owned, &blocks->below, nodes->n_owned, &blocks->here,
                         nodes->n_owned, &blocks->before));
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    blocks->before[row] = n;
    for (PetscInt k = blocks->start[row]; k < blocks->start[row + 1]; k++) {
      const PetscInt node = blocks->column[k];

      if (node < nodes->n_owned) blocks->here[row]++;
      else if (nodes->global[node] < nodes->first) blocks->below[row]++;
    }
    n += blocks->here[row];
  }
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
  PetscCall(locate_rows(*blocks));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_destroy(Blocks **blocks)
{
  PetscFunctionBeginUser;
  if (!*blocks) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*blocks)->start));
  PetscCall(PetscFree((*blocks)->column));
  PetscCall(PetscFree((*blocks)->position));
  PetscCall(PetscFree3((*blocks)->below, (*blocks)->here, (*blocks)->before));
  PetscCall(PetscFree(*blocks));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Entry (row, 0) of the block at index `position` of node row `row`; *stride to its next row. */
static double *find_block(const Blocks *blocks, PetscInt row, PetscInt position, size_t *stride)
{
  const PetscInt start = blocks->start[row], n = blocks->start[row + 1] - start;
  const PetscInt at = position - start, here = blocks->here[row], below = blocks->below[row];

  if (at >= below && at < below + here) {
    *stride = 3 * (size_t)here;
    return blocks->own + 9 * (size_t)blocks->before[row] + 3 * (size_t)(at - below);
  }
  *stride = 3 * (size_t)(n - here);
  return blocks->ghost + 9 * (size_t)(start - blocks->before[row]) +
         3 * (size_t)(at < below ? at : at - here);
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

static PetscInt find_longest_row(const Blocks *blocks)
{
  PetscInt longest = 0;

  for (PetscInt row = 0; row < blocks->nodes->n_owned; row++)
    longest = PetscMax(longest, blocks->start[row + 1] - blocks->start[row]);
  return longest;
}

static PetscErrorCode insert_zeros(const Blocks *blocks, Mat matrix)
{
  const Nodes *nodes   = blocks->nodes;
  const size_t longest = (size_t)find_longest_row(blocks);
  PetscInt    *column;
  PetscScalar *zero;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(longest, &column, 9 * longest, &zero));
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    const PetscInt start = blocks->start[row], n = blocks->start[row + 1] - start;
    const PetscInt global = nodes->first + row;

    for (PetscInt k = 0; k < n; k++) column[k] = nodes->global[blocks->column[start + k]];
    PetscCall(MatSetValuesBlocked(matrix, 1, &global, n, column, zero, INSERT_VALUES));
  }
  PetscCall(PetscFree2(column, zero));
  PetscCall(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_matrix(const Blocks *blocks, Mat *matrix)
{
  const Nodes *nodes = blocks->nodes;
  PetscInt    *elsewhere;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(nodes->n_owned, &elsewhere));
  for (PetscInt row = 0; row < nodes->n_owned; row++)
    elsewhere[row] = blocks->start[row + 1] - blocks->start[row] - blocks->here[row];
  PetscCall(MatCreate(nodes->mesh->comm, matrix));
  PetscCall(MatSetSizes(*matrix, 3 * nodes->n_owned, 3 * nodes->n_owned, 3 * nodes->n_global,
                        3 * nodes->n_global));
  PetscCall(MatSetType(*matrix, MATAIJ));
  PetscCall(MatXAIJSetPreallocation(*matrix, 3, blocks->here, elsewhere, NULL, NULL));
  PetscCall(MatSetOption(*matrix, MAT_NEW_NONZERO_ALLOCATION_ERR, PETSC_TRUE));
  PetscCall(insert_zeros(blocks, *matrix));
  PetscCall(PetscFree(elsewhere));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_open(Blocks *blocks, Mat matrix)
{
  Mat part[2];

  PetscFunctionBeginUser;
  PetscCall(MatZeroEntries(matrix));
  PetscCall(graph_matrix_parts(matrix, part));
  PetscCall(MatSeqAIJGetArray(part[0], &blocks->own));
  if (part[1]) PetscCall(MatSeqAIJGetArray(part[1], &blocks->ghost));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The assembly has nothing to send: it tells PETSc that the values are new.
PetscErrorCode blocks_close(Blocks *blocks, Mat matrix)
{
  Mat part[2];

  PetscFunctionBeginUser;
  PetscCall(graph_matrix_parts(matrix, part));
  PetscCall(MatSeqAIJRestoreArray(part[0], &blocks->own));
  if (part[1]) PetscCall(MatSeqAIJRestoreArray(part[1], &blocks->ghost));
  PetscCall(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}
