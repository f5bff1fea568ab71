// SPDX-License-Identifier: GPL-3.0-or-later
// Sparse matrices with one diagonal entry per vertex and two entries per edge of a graph, and where each entry is stored,
// so that they are filled without a search.
#include "graph_matrix.h"

#include <stdlib.h>

// An entry of a row while the row is put in order: its global column, and where its position is to be kept.
typedef struct {
  PetscInt  column;
  PetscInt *position;
} RowEntry;

static int compare_columns(const void *a, const void *b)
{
  const PetscInt x = ((const RowEntry *)a)->column, y = ((const RowEntry *)b)->column;

  return (x > y) - (x < y);
}

// Number of entries before each owned row: its own and one for each of its edges.
static void count_row_entries(const Graph *graph, PetscInt row[])
{
  const PetscInt n_owned = graph->mesh->n_owned;

  for (PetscInt i = 0; i <= n_owned; i++) row[i] = i;
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++)
      if (graph->edge[k][s] < n_owned) row[graph->edge[k][s] + 1]++;
  for (PetscInt i = 0; i < n_owned; i++) row[i + 1] += row[i] - i;
}

static void list_row_entries(Graph *graph, PetscInt fill[], RowEntry entry[])
{
  const Mesh *mesh = graph->mesh;

  for (PetscInt i = 0; i < mesh->n_owned; i++)
    entry[fill[i]++] = (RowEntry){mesh->first + i, &graph->diagonal[i]};
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i < mesh->n_owned)
        entry[fill[i]++] =
          (RowEntry){graph_global_vertex(mesh, graph->edge[k][1 - s]), &graph->coupling[k][s]};
    }
}

// Columns of a row ascend; those of other ranks stand in a block of their own.
static void number_row_entries(const Mesh *mesh, PetscInt n, RowEntry entry[], PetscInt *n_own,
                               PetscInt *n_ghost)
{
  qsort(entry, (size_t)n, sizeof *entry, compare_columns);
  for (PetscInt k = 0; k < n; k++) {
    const bool own =
      entry[k].column >= mesh->first && entry[k].column < mesh->first + mesh->n_owned;

    *entry[k].position = own ? (*n_own)++ : -1 - (*n_ghost)++;
  }
}

PetscErrorCode graph_number_entries(Graph *graph)
{
  const Mesh *mesh = graph->mesh;
  PetscInt   *row, *fill, n_own = 0, n_ghost = 0;
  RowEntry   *entry;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(mesh->n_owned + 1, &row, mesh->n_owned, &fill));
  count_row_entries(graph, row);
  PetscCall(PetscArraycpy(fill, row, mesh->n_owned));
  PetscCall(PetscMalloc1(row[mesh->n_owned], &entry));
  PetscCall(PetscMalloc2(mesh->n_owned, &graph->diagonal, graph->n_edges, &graph->coupling));
  list_row_entries(graph, fill, entry);
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    number_row_entries(mesh, row[i + 1] - row[i], entry + row[i], &n_own, &n_ghost);
  PetscCall(PetscFree(entry));
  PetscCall(PetscFree2(row, fill));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Entries of each owned row: with columns of this rank, and of others.
static void count_blocks(const Graph *graph, PetscInt own[], PetscInt ghost[])
{
  const PetscInt n_owned = graph->mesh->n_owned;

  for (PetscInt i = 0; i < n_owned; i++) {
    own[i]   = 1;
    ghost[i] = 0;
  }
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i < n_owned) (graph->edge[k][1 - s] < n_owned ? own : ghost)[i]++;
    }
}

static PetscErrorCode insert_zeros(const Graph *graph, Mat matrix)
{
  const Mesh *mesh = graph->mesh;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    PetscCall(MatSetValue(matrix, mesh->first + i, mesh->first + i, 0.0, INSERT_VALUES));
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++)
      if (graph->edge[k][s] < mesh->n_owned)
        PetscCall(MatSetValue(matrix, mesh->first + graph->edge[k][s],
                              graph_global_vertex(mesh, graph->edge[k][1 - s]), 0.0,
                              INSERT_VALUES));
  PetscCall(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode graph_matrix(const Graph *graph, Mat *matrix)
{
  const Mesh *mesh = graph->mesh;
  PetscInt   *own, *ghost;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(mesh->n_owned, &own, mesh->n_owned, &ghost));
  count_blocks(graph, own, ghost);
  PetscCall(MatCreate(mesh->comm, matrix));
  PetscCall(MatSetSizes(*matrix, mesh->n_owned, mesh->n_owned, mesh->n_global, mesh->n_global));
  PetscCall(MatSetType(*matrix, MATAIJ));
  PetscCall(MatSeqAIJSetPreallocation(*matrix, 0, own));
  PetscCall(MatMPIAIJSetPreallocation(*matrix, 0, own, 0, ghost));
  PetscCall(insert_zeros(graph, *matrix));
  PetscCall(PetscFree2(own, ghost));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode graph_matrix_parts(Mat matrix, Mat part[2])
{
  PetscBool distributed;

  PetscFunctionBeginUser;
  PetscCall(PetscObjectTypeCompare((PetscObject)matrix, MATMPIAIJ, &distributed));
  part[0] = matrix;
  part[1] = NULL;
  if (distributed) PetscCall(MatMPIAIJGetSeqAIJ(matrix, &part[0], &part[1], NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode graph_matrix_fill(const Graph *graph, Mat matrix, const double diagonal[],
                                 const double coupling[][2])
{
  const PetscInt n_owned = graph->mesh->n_owned;
  PetscScalar   *own, *ghost = NULL;
  Mat            part[2];

  PetscFunctionBeginUser;
  PetscCall(graph_matrix_parts(matrix, part));
  PetscCall(MatSeqAIJGetArrayWrite(part[0], &own));
  if (part[1]) PetscCall(MatSeqAIJGetArrayWrite(part[1], &ghost));
  for (PetscInt i = 0; i < n_owned; i++) own[graph->diagonal[i]] = diagonal[i];
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt at = graph->coupling[k][s];

      if (graph->edge[k][s] >= n_owned) continue;
      *(at < 0 ? &ghost[-1 - at] : &own[at]) = coupling[k][s];
    }
  PetscCall(MatSeqAIJRestoreArrayWrite(part[0], &own));
  if (part[1]) PetscCall(MatSeqAIJRestoreArrayWrite(part[1], &ghost));
  PetscCall(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}
