// SPDX-License-Identifier: GPL-3.0-or-later
// Merges the points of a mesh by sorting them by cube and regions, and drops the cells that this makes flat or double.
#include "cluster.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// Points of one cube and of the same regions are one.
typedef struct {
  int64_t  cube[3];
  uint64_t regions; // a bit for each
  int64_t  point;
} Key;

static int compare_places(const Key *a, const Key *b)
{
  for (int k = 0; k < 3; k++)
    if (a->cube[k] != b->cube[k]) return a->cube[k] < b->cube[k] ? -1 : 1;
  return (a->regions > b->regions) - (a->regions < b->regions);
}

static int compare_keys(const void *first, const void *second)
{
  const Key *a = first, *b = second;
  const int  order = compare_places(a, b);

  return order != 0 ? order : (a->point > b->point) - (a->point < b->point);
}

static void fill_keys(double width, const ClusterMesh *mesh, Key key[])
{
  for (int64_t i = 0; i < mesh->n_points; i++) {
    key[i].point = i;
    for (int k = 0; k < 3; k++) key[i].cube[k] = (int64_t)floor(mesh->point[3 * i + k] / width);
  }
  for (int64_t c = 0; c < mesh->n_cells; c++)
    for (int v = 0; v < 4; v++)
      key[(int64_t)mesh->cell[4 * c + v]].regions |= UINT64_C(1) << ((int)mesh->region[c] % 64);
}

// Numbers the clusters: to[i] is that of point i, kept[j] the first point of cluster j.
static int64_t number_clusters(int64_t n, const Key key[], int64_t to[], int64_t kept[])
{
  int64_t count = 0;

  for (int64_t i = 0; i < n; i++) {
    if (i == 0 || compare_places(&key[i - 1], &key[i]) != 0) kept[count++] = key[i].point;
    to[key[i].point] = count - 1;
  }
  return count;
}

static PetscErrorCode average_points(int64_t n_kept, const int64_t to[], ClusterMesh *mesh)
{
  double *sum;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1((size_t)(4 * n_kept), &sum));
  for (int64_t i = 0; i < mesh->n_points; i++) {
    for (int k = 0; k < 3; k++) sum[4 * to[i] + k] += mesh->point[3 * i + k];
    sum[4 * to[i] + 3] += 1.0;
  }
  for (int64_t j = 0; j < n_kept; j++)
    for (int k = 0; k < 3; k++) mesh->point[3 * j + k] = sum[4 * j + k] / sum[4 * j + 3];
  mesh->n_points = n_kept;
  PetscCall(PetscFree(sum));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_volume(const ClusterMesh *mesh, const int64_t p[4])
{
  const double *x = mesh->point;
  double        e[3][3];

  for (int v = 0; v < 3; v++)
    for (int k = 0; k < 3; k++) e[v][k] = x[3 * p[v + 1] + k] - x[3 * p[0] + k];
  return e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1]) -
         e[0][1] * (e[1][0] * e[2][2] - e[1][2] * e[2][0]) +
         e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0]);
}

// A cell after merging: its points in order, to find those that are there twice.
typedef struct {
  int64_t sorted[4], p[4];
  double  region;
} Cell;

static int compare_cells(const void *first, const void *second)
{
  const Cell *a = first, *b = second;

  for (int v = 0; v < 4; v++)
    if (a->sorted[v] != b->sorted[v]) return a->sorted[v] < b->sorted[v] ? -1 : 1;
  return (a->region > b->region) - (a->region < b->region);
}

static int compare_numbers(const void *first, const void *second)
{
  const int64_t a = *(const int64_t *)first, b = *(const int64_t *)second;

  return (a > b) - (a < b);
}

// False if two of its corners have become one. A cell turned inside out is turned back.
static bool map_cell(const ClusterMesh *mesh, const int64_t to[], int64_t c, Cell *cell)
{
  for (int v = 0; v < 4; v++) cell->p[v] = to[(int64_t)mesh->cell[4 * c + v]];
  cell->region = mesh->region[c];
  memcpy(cell->sorted, cell->p, sizeof cell->p);
  qsort(cell->sorted, 4, sizeof cell->sorted[0], compare_numbers);
  for (int v = 0; v < 3; v++)
    if (cell->sorted[v] == cell->sorted[v + 1]) return false;
  if (measure_volume(mesh, cell->p) < 0.0) {
    cell->p[0] = to[(int64_t)mesh->cell[4 * c + 1]];
    cell->p[1] = to[(int64_t)mesh->cell[4 * c]];
  }
  return true;
}

static PetscErrorCode merge_cells(const int64_t to[], ClusterMesh *mesh)
{
  Cell   *cell;
  int64_t n = 0, kept = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_cells, &cell));
  for (int64_t c = 0; c < mesh->n_cells; c++) n += map_cell(mesh, to, c, &cell[n]);
  qsort(cell, (size_t)n, sizeof *cell, compare_cells);
  for (int64_t c = 0; c < n; c++) {
    if (c > 0 && memcmp(cell[c].sorted, cell[c - 1].sorted, sizeof cell->sorted) == 0) continue;
    for (int v = 0; v < 4; v++) mesh->cell[4 * kept + v] = (double)cell[c].p[v];
    mesh->region[kept++] = cell[c].region;
  }
  mesh->n_cells = kept;
  PetscCall(PetscFree(cell));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode cluster_merge(double width, ClusterMesh *mesh, int64_t **kept)
{
  const int64_t n = mesh->n_points;
  int64_t      *to;
  Key          *key;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, kept));
  PetscCall(PetscMalloc1(n, &to));
  PetscCall(PetscCalloc1(n, &key));
  fill_keys(width, mesh, key);
  qsort(key, (size_t)n, sizeof *key, compare_keys);
  PetscCall(average_points(number_clusters(n, key, to, *kept), to, mesh));
  PetscCall(merge_cells(to, mesh));
  PetscCall(PetscFree(key));
  PetscCall(PetscFree(to));
  PetscFunctionReturn(PETSC_SUCCESS);
}
