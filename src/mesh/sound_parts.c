// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a coarse mesh: tetrahedra that hang together by faces, shells of the boundary that hang together by edges, and
// nodes that stand in one place. A part of coarse_check().
#include "sound.h"

#include <stdlib.h>
#include <string.h>

/** Sets that are joined, each named by one of its members. */
static int find_root(int parent[], int i)
{
  while (parent[i] != i) {
    parent[i] = parent[parent[i]];
    i         = parent[i];
  }
  return i;
}

static void join_sets(int parent[], int a, int b)
{
  parent[find_root(parent, a)] = find_root(parent, b);
}

static PetscErrorCode create_sets(int n, int **parent)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)n + 1, parent));
  for (int i = 0; i < n; i++) (*parent)[i] = i;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The root of the set with the most members.
static PetscErrorCode find_largest_set(int n, int parent[], int *largest)
{
  int *size;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1((size_t)n + 1, &size));
  *largest = 0;
  for (int i = 0; i < n; i++) {
    const int root = find_root(parent, i);

    if (++size[root] > size[*largest]) *largest = root;
  }
  PetscCall(PetscFree(size));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode find_detached(const CoarseMesh *coarse, const CellFace face[], FaultSite *site)
{
  int *parent, largest = 0;

  PetscFunctionBeginUser;
  PetscCall(create_sets(coarse->n_tets, &parent));
  for (size_t i = 1; i < 4 * (size_t)coarse->n_tets; i++)
    if (cell_face_same(&face[i - 1], &face[i])) join_sets(parent, face[i - 1].cell, face[i].cell);
  PetscCall(find_largest_set(coarse->n_tets, parent, &largest));
  for (int e = 0; e < coarse->n_tets; e++)
    if (find_root(parent, e) != find_root(parent, largest))
      fault_site_add(site, coarse_node(coarse, coarse->tet[4 * e]));
  PetscCall(PetscFree(parent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** An edge of a triangle of the boundary. */
typedef struct {
  int node[2], triangle;
} Edge;

static int compare_edges(const void *a, const void *b)
{
  const Edge *p = a, *q = b;

  if (p->node[0] != q->node[0]) return p->node[0] < q->node[0] ? -1 : 1;
  return (p->node[1] > q->node[1]) - (p->node[1] < q->node[1]);
}

// Shells are triangles that hang together by edges.
static PetscErrorCode join_shells(const CoarseMesh *coarse, int parent[])
{
  const size_t n = 3 * (size_t)coarse->n_triangles;
  Edge        *edge;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n + 1, &edge));
  for (int f = 0; f < coarse->n_triangles; f++)
    for (int k = 0; k < 3; k++) {
      const int a = coarse->triangle[3 * f + k], b = coarse->triangle[3 * f + (k + 1) % 3];

      edge[3 * f + k] = (Edge){{a < b ? a : b, a < b ? b : a}, f};
    }
  if (n > 0) qsort(edge, n, sizeof *edge, compare_edges);
  for (size_t i = 1; i < n; i++)
    if (compare_edges(&edge[i - 1], &edge[i]) == 0)
      join_sets(parent, edge[i - 1].triangle, edge[i].triangle);
  PetscCall(PetscFree(edge));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The outermost shell holds the node that lies furthest to one side.
static int find_outermost_triangle(const CoarseMesh *coarse)
{
  int    found = 0;
  double least = INFINITY;

  for (int k = 0; k < 3 * coarse->n_triangles; k++) {
    const double x = coarse->node[3 * (size_t)coarse->triangle[k]];

    if (x < least) {
      least = x;
      found = k / 3;
    }
  }
  return found;
}

PetscErrorCode find_holes(const CoarseMesh *coarse, FaultSite *site)
{
  int *parent;

  PetscFunctionBeginUser;
  if (coarse->n_triangles == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(create_sets(coarse->n_triangles, &parent));
  PetscCall(join_shells(coarse, parent));
  const int outer = find_root(parent, find_outermost_triangle(coarse));

  for (int f = 0; f < coarse->n_triangles; f++)
    if (coarse->surface[f] == MESH_NONE && find_root(parent, f) != outer)
      fault_site_add(site, coarse_node(coarse, coarse->triangle[3 * f]));
  PetscCall(PetscFree(parent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

typedef struct {
  double x[3];
  int    node;
} Placed;

static int compare_placed(const void *a, const void *b)
{
  const Placed *p = a, *q = b;

  return (p->x[0] > q->x[0]) - (p->x[0] < q->x[0]);
}

static bool is_near(const Placed *a, const Placed *b, double distance)
{
  for (int k = 0; k < 3; k++)
    if (!(fabs(a->x[k] - b->x[k]) <= distance)) return false;
  return true;
}

static double measure_extent(const CoarseMesh *coarse)
{
  double extent = 0.0;

  for (int i = 0; i < coarse->n_nodes; i++)
    extent = fmax(extent, vec3_distance(coarse_node(coarse, i), coarse_node(coarse, 0)));
  return extent;
}

// Nodes in rising order of a direction that no mesh is aligned to; those that coincide stand near each other in it.
PetscErrorCode find_coincident_nodes(const CoarseMesh *coarse, FaultSite *site)
{
  const double distance = 1e-9 * measure_extent(coarse);
  const int    n        = coarse->n_nodes;
  Placed      *placed;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)n + 1, &placed));
  for (int i = 0; i < n; i++) {
    const double *x = coarse->node + 3 * (size_t)i;

    placed[i] = (Placed){{x[0] + 0.6180339887 * x[1] + 0.4142135623 * x[2], x[1], x[2]}, i};
  }
  qsort(placed, (size_t)n, sizeof *placed, compare_placed);
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n && placed[j].x[0] - placed[i].x[0] <= 4.0 * distance; j++)
      if (is_near(&placed[i], &placed[j], 4.0 * distance)) {
        fault_site_add(site, coarse_node(coarse, placed[j].node));
        break;
      }
  PetscCall(PetscFree(placed));
  PetscFunctionReturn(PETSC_SUCCESS);
}
