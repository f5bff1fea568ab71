// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/fem/blocks.h"

#include <stdlib.h>

/** A node in a row, sortable by its global number. */
typedef struct {
  PetscInt global, local;
} Column;

static int by_global(const void *a, const void *b)
{
  const Column *x = a, *y = b;

  return (x->global > y->global) - (x->global < y->global);
}

/** Cells around each owned node, as compressed rows. */
typedef struct {
  PetscInt *start, *cell;
} Around;

static PetscErrorCode around_create(const Nodes *nodes, Around *around)
{
  const PetscInt n = nodes->n_owned, n_cells = nodes->mesh->n_cells;
  PetscInt      *fill;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n + 1, &around->start));
  for (PetscInt e = 0; e < n_cells; e++)
    for (int a = 0; a < NODES_CELL; a++)
      if (nodes->cell[e][a] < n) around->start[nodes->cell[e][a] + 1]++;
  for (PetscInt i = 0; i < n; i++) around->start[i + 1] += around->start[i];
  PetscCall(PetscMalloc1(around->start[n], &around->cell));
  PetscCall(PetscMalloc1(n, &fill));
  PetscCall(PetscArraycpy(fill, around->start, n));
  for (PetscInt e = 0; e < n_cells; e++)
    for (int a = 0; a < NODES_CELL; a++)
      if (nodes->cell[e][a] < n) around->cell[fill[nodes->cell[e][a]]++] = e;
  PetscCall(PetscFree(fill));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The nodes of a row, each once; seen[] remembers the last row a node was met in.
static PetscInt gather_row(const Nodes *nodes, const Around *around, PetscInt row, PetscInt seen[],
                           Column found[])
{
  PetscInt n = 0;

  for (PetscInt k = around->start[row]; k < around->start[row + 1]; k++)
    for (int a = 0; a < NODES_CELL; a++) {
      const PetscInt node = nodes->cell[around->cell[k]][a];

      if (seen[node] == row) continue;
      seen[node] = row;
      if (found) found[n] = (Column){.global = nodes->global[node], .local = node};
      n++;
    }
  return n;
}

static PetscErrorCode find_columns(Blocks *blocks, const Around *around)
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
    const PetscInt n = gather_row(nodes, around, row, seen, NULL);

    longest                = PetscMax(longest, n);
    blocks->start[row + 1] = blocks->start[row] + n;
  }
  PetscCall(PetscMalloc1(blocks->start[nodes->n_owned], &blocks->column));
  PetscCall(PetscMalloc1(longest, &found));
  for (PetscInt i = 0; i < nodes->n_local; i++) seen[i] = -1;
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    const PetscInt n = gather_row(nodes, around, row, seen, found);

    qsort(found, (size_t)n, sizeof *found, by_global);
    for (PetscInt k = 0; k < n; k++) blocks->column[blocks->start[row] + k] = found[k].local;
  }
  PetscCall(PetscFree(found));
  PetscCall(PetscFree(seen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Row by row: at[] holds where the nodes of this row stand, for the cells around it.
static PetscErrorCode find_places(Blocks *blocks, const Around *around)
{
  const Nodes *nodes = blocks->nodes;
  PetscInt    *at;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(nodes->mesh->n_cells, &blocks->place));
  PetscCall(PetscMalloc1(nodes->n_local, &at));
  for (PetscInt e = 0; e < nodes->mesh->n_cells; e++)
    for (int a = 0; a < NODES_CELL; a++)
      for (int b = 0; b < NODES_CELL; b++) blocks->place[e][a][b] = -1;
  for (PetscInt row = 0; row < nodes->n_owned; row++) {
    for (PetscInt k = blocks->start[row]; k < blocks->start[row + 1]; k++)
      at[blocks->column[k]] = k;
    for (PetscInt k = around->start[row]; k < around->start[row + 1]; k++) {
      const PetscInt *node = nodes->cell[around->cell[k]];
      int             a    = 0;

      while (node[a] != row) a++;
      for (int b = 0; b < NODES_CELL; b++) blocks->place[around->cell[k]][a][b] = at[node[b]];
    }
  }
  PetscCall(PetscFree(at));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_create(const Nodes *nodes, Blocks **blocks)
{
  Around around;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(blocks));
  (*blocks)->nodes = nodes;
  PetscCall(around_create(nodes, &around));
  PetscCall(find_columns(*blocks, &around));
  PetscCall(find_places(*blocks, &around));
  PetscCall(PetscFree(around.start));
  PetscCall(PetscFree(around.cell));
  PetscCall(PetscMalloc1(9 * (size_t)(*blocks)->start[nodes->n_owned], &(*blocks)->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode blocks_destroy(Blocks **blocks)
{
  PetscFunctionBeginUser;
  if (!*blocks) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*blocks)->start));
  PetscCall(PetscFree((*blocks)->column));
  PetscCall(PetscFree((*blocks)->place));
  PetscCall(PetscFree((*blocks)->value));
  PetscCall(PetscFree(*blocks));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void blocks_clear(Blocks *blocks)
{
  const size_t n = 9 * (size_t)blocks->start[blocks->nodes->n_owned];

  for (size_t k = 0; k < n; k++) blocks->value[k] = 0.0;
}

/** Entry (row, 0) of the block at index `place` of node row `row`; *stride to its next row. */
static double *block_at(Blocks *blocks, PetscInt row, PetscInt place, size_t *stride)
{
  const PetscInt start = blocks->start[row];

  *stride = 3 * (size_t)(blocks->start[row + 1] - start);
  return blocks->value + 9 * (size_t)start + 3 * (size_t)(place - start);
}

/** One pair of nodes: `entry` points at the first number of its 3 x 3 in a matrix whose rows are
 * `side` long. */
static void add_pair(Blocks *blocks, const PetscInt pair[2], PetscInt place, const bool (*held)[3],
                     const double *entry, size_t side)
{
  size_t  stride;
  double *block = block_at(blocks, pair[0], place, &stride);

  for (size_t i = 0; i < 3; i++)
    for (size_t j = 0; j < 3; j++)
      if (!(held[pair[0]][i] || held[pair[1]][j]) || (pair[0] == pair[1] && i == j))
        block[i * stride + j] += entry[i * side + j];
}

void blocks_add(Blocks *blocks, PetscInt cell, const bool (*held)[3],
                double matrix[BLOCKS_SIDE][BLOCKS_SIDE])
{
  const PetscInt *node = blocks->nodes->cell[cell];

  for (int a = 0; a < NODES_CELL; a++) {
    if (node[a] >= blocks->nodes->n_owned) continue;
    for (int b = 0; b < NODES_CELL; b++)
      add_pair(blocks, (PetscInt[2]){node[a], node[b]}, blocks->place[cell][a][b], held,
               &matrix[3 * a][3 * b], BLOCKS_SIDE);
  }
}

void blocks_add_face(Blocks *blocks, PetscInt cell, const int at[NODES_FACE], const bool (*held)[3],
                     double matrix[BLOCKS_FACE][BLOCKS_FACE])
{
  const PetscInt *node = blocks->nodes->cell[cell];

  for (int a = 0; a < NODES_FACE; a++) {
    if (node[at[a]] >= blocks->nodes->n_owned) continue;
    for (int b = 0; b < NODES_FACE; b++)
      add_pair(blocks, (PetscInt[2]){node[at[a]], node[at[b]]}, blocks->place[cell][at[a]][at[b]],
               held, &matrix[3 * a][3 * b], BLOCKS_FACE);
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

static PetscInt longest_row(const Blocks *blocks)
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
  PetscCall(PetscMalloc1(3 * (size_t)longest_row(blocks), &column));
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
