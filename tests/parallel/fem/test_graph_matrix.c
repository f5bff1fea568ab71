// SPDX-License-Identifier: GPL-3.0-or-later
/** Entries of the matrix of a graph stand where they belong on any number of ranks, and are all replaced when the matrix
 * is filled again. Ranks count what is wrong in their rows and judge the sum: none waits in a collective call. */
#include "unit/check.h"

#include "sij/fem/graph.h"
#include "sij/testing/box.h"

// A value that only this row and column have.
static double entry(PetscInt row, PetscInt column, double scale)
{
  return scale * (1000.0 * (double)row + (double)column + 0.5);
}

static void fill(const Graph *graph, Mat matrix, double scale)
{
  const Mesh *mesh = graph->mesh;
  double     *diagonal, (*coupling)[2];

  assert_int_equal(PetscMalloc2(mesh->n_owned, &diagonal, graph->n_edges, &coupling), 0);
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    diagonal[i] = entry(mesh->first + i, mesh->first + i, scale);
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++)
      coupling[k][s] = entry(graph_global_vertex(mesh, graph->edge[k][s]),
                             graph_global_vertex(mesh, graph->edge[k][1 - s]), scale);
  assert_int_equal(graph_matrix_fill(graph, matrix, diagonal, (const double(*)[2])coupling), 0);
  assert_int_equal(PetscFree2(diagonal, coupling), 0);
}

static PetscInt count_entries(const Graph *graph)
{
  PetscInt n = graph->mesh->n_owned;

  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) n += graph->edge[k][s] < graph->mesh->n_owned;
  return n;
}

static void check_rows(const Graph *graph, Mat matrix, double scale)
{
  const Mesh *mesh   = graph->mesh;
  PetscInt    stored = 0;
  int         wrong  = 0, all;

  for (PetscInt i = mesh->first; i < mesh->first + mesh->n_owned; i++) {
    const PetscInt    *column;
    const PetscScalar *value;
    PetscInt           n;

    wrong += MatGetRow(matrix, i, &n, &column, &value) != 0;
    for (PetscInt k = 0; k < n; k++) wrong += value[k] != entry(i, column[k], scale);
    stored += n;
    wrong += MatRestoreRow(matrix, i, &n, &column, &value) != 0;
  }
  wrong += stored != count_entries(graph);
  assert_int_equal(MPI_Allreduce(&wrong, &all, 1, MPI_INT, MPI_SUM, mesh->comm), 0);
  assert_int_equal(all, 0);
}

static void entries_stand_where_they_belong(void **state)
{
  Problems    problems = {0};
  CoarseMesh *coarse;
  Mesh       *mesh = NULL;
  Graph      *graph;
  Mat         matrix;

  (void)state;
  assert_int_equal(
    box_mesh(PETSC_COMM_WORLD, 5, 3, 4, vec3(0, 0, 0), vec3(2, 1, 2), NULL, 0.2, &coarse), 0);
  assert_int_equal(mesh_create(PETSC_COMM_WORLD, coarse, 0, &mesh, &problems), 0);
  assert_int_equal(coarse_destroy(&coarse), 0);
  assert_int_equal(graph_create(mesh, &graph), 0);
  assert_int_equal(graph_matrix(graph, &matrix), 0);
  fill(graph, matrix, 1.0);
  check_rows(graph, matrix, 1.0);
  fill(graph, matrix, -2.0);
  check_rows(graph, matrix, -2.0);
  assert_int_equal(MatDestroy(&matrix), 0);
  assert_int_equal(graph_destroy(&graph), 0);
  assert_int_equal(mesh_destroy(&mesh), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(entries_stand_where_they_belong)};

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests_name("fem/graph_matrix", tests, NULL, NULL);

  return PetscFinalize() || failed;
}
