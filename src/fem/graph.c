// SPDX-License-Identifier: GPL-3.0-or-later
// The edges of the mesh as a graph. Every nodal balance (flow, transport) is assembled on it; ghosts are updated here.
#include "sij/fem/graph.h"

#include "graph_matrix.h"

#include <stdlib.h>

const int ELEMENT_PAIR[6][2] = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};

static int compare_ascending(const void *a, const void *b)
{
  const PetscInt x = *(const PetscInt *)a, y = *(const PetscInt *)b;

  return (x > y) - (x < y);
}

static PetscBool is_local(const Mesh *mesh, PetscInt i, PetscInt j)
{
  return (i < mesh->n_owned || j < mesh->n_owned) ? PETSC_TRUE : PETSC_FALSE;
}

// Larger ends of all edges, sorted by smaller end, with the repetitions that cells bring.
static void bucket_edges(const Mesh *mesh, const PetscInt begin[], PetscInt fill[], PetscInt end[])
{
  for (PetscInt i = 0; i < mesh->n_local; i++) fill[i] = begin[i];
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 6; k++) {
      const PetscInt i = mesh->cell[e][ELEMENT_PAIR[k][0]], j = mesh->cell[e][ELEMENT_PAIR[k][1]];

      if (is_local(mesh, i, j)) end[fill[PetscMin(i, j)]++] = PetscMax(i, j);
    }
}

static void count_repeated(const Mesh *mesh, PetscInt begin[])
{
  for (PetscInt i = 0; i <= mesh->n_local; i++) begin[i] = 0;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 6; k++) {
      const PetscInt i = mesh->cell[e][ELEMENT_PAIR[k][0]], j = mesh->cell[e][ELEMENT_PAIR[k][1]];

      if (is_local(mesh, i, j)) begin[PetscMin(i, j) + 1]++;
    }
  for (PetscInt i = 0; i < mesh->n_local; i++) begin[i + 1] += begin[i];
}

// Sorts each bucket and drops repetitions; returns the number kept and sets their ranges.
static PetscInt drop_repeated(PetscInt n, const PetscInt begin[], PetscInt end[], PetscInt start[])
{
  PetscInt kept = 0;

  for (PetscInt i = 0; i < n; i++) {
    qsort(end + begin[i], (size_t)(begin[i + 1] - begin[i]), sizeof *end, compare_ascending);
    start[i] = kept;
    for (PetscInt k = begin[i]; k < begin[i + 1]; k++)
      if (kept == start[i] || end[kept - 1] != end[k]) end[kept++] = end[k];
  }
  start[n] = kept;
  return kept;
}

PetscErrorCode graph_create(const Mesh *mesh, Graph **graph)
{
  PetscInt *begin, *fill, *end;
  Graph    *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->mesh = mesh;
  PetscCall(PetscMalloc1(mesh->n_local + 1, &made->start));
  PetscCall(PetscMalloc2(mesh->n_local + 1, &begin, mesh->n_local, &fill));
  count_repeated(mesh, begin);
  PetscCall(PetscMalloc1(begin[mesh->n_local], &end));
  bucket_edges(mesh, begin, fill, end);
  made->n_edges = drop_repeated(mesh->n_local, begin, end, made->start);
  PetscCall(PetscMalloc1(made->n_edges, &made->edge));
  for (PetscInt i = 0; i < mesh->n_local; i++)
    for (PetscInt k = made->start[i]; k < made->start[i + 1]; k++) {
      made->edge[k][0] = i;
      made->edge[k][1] = end[k];
    }
  PetscCall(PetscFree(end));
  PetscCall(PetscFree2(begin, fill));
  PetscCall(graph_number_entries(made));
  *graph = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode graph_destroy(Graph **graph)
{
  PetscFunctionBeginUser;
  if (*graph) {
    PetscCall(PetscFree((*graph)->edge));
    PetscCall(PetscFree((*graph)->start));
    PetscCall(PetscFree2((*graph)->diagonal, (*graph)->coupling));
    PetscCall(PetscFree(*graph));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscInt graph_edge(const Graph *graph, PetscInt i, PetscInt j)
{
  const PetscInt smaller = PetscMin(i, j), larger = PetscMax(i, j);
  PetscInt       low = graph->start[smaller], high = graph->start[smaller + 1];

  while (low < high) {
    const PetscInt middle = low + (high - low) / 2;

    if (graph->edge[middle][1] < larger) low = middle + 1;
    else high = middle;
  }
  return low < graph->start[smaller + 1] && graph->edge[low][1] == larger ? low : -1;
}

PetscInt graph_global_vertex(const Mesh *mesh, PetscInt local)
{
  return local < mesh->n_owned ? mesh->first + local : mesh->ghost[local - mesh->n_owned];
}

PetscErrorCode graph_exchange(const Graph *graph, Vec ghosted, double value[])
{
  const Mesh  *mesh = graph->mesh;
  PetscScalar *array;
  Vec          local;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(ghosted, &array));
  PetscCall(PetscArraycpy(array, value, mesh->n_owned));
  PetscCall(VecRestoreArray(ghosted, &array));
  PetscCall(VecGhostUpdateBegin(ghosted, INSERT_VALUES, SCATTER_FORWARD));
  PetscCall(VecGhostUpdateEnd(ghosted, INSERT_VALUES, SCATTER_FORWARD));
  PetscCall(VecGhostGetLocalForm(ghosted, &local));
  PetscCall(VecGetArray(local, &array));
  PetscCall(
    PetscArraycpy(value + mesh->n_owned, array + mesh->n_owned, mesh->n_local - mesh->n_owned));
  PetscCall(VecRestoreArray(local, &array));
  PetscCall(VecGhostRestoreLocalForm(ghosted, &local));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode fem_option_default(const char *option, const char *value)
{
  PetscBool set;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsHasName(NULL, NULL, option, &set));
  if (!set) PetscCall(PetscOptionsSetValue(NULL, option, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}
