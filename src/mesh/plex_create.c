// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the serial plex of a coarse mesh on rank 0, and finds what lies beyond each face of its cells.
#include "plex.h"
#include "tet.h"

#include "sij/mesh/cell_faces.h"

#include <stdlib.h>

/** The nodes that tetrahedra use: a foreign mesh may hold others, which no plex can carry. */
typedef struct {
  PetscInt  n;
  PetscInt *number; // [coarse n_nodes] or -1
  double   *x;      // [n][3]
} Nodes;

static PetscErrorCode number_nodes(const CoarseMesh *coarse, Nodes *nodes)
{
  const size_t most = (size_t)coarse->n_nodes;

  PetscFunctionBeginUser;
  nodes->n = 0;
  PetscCall(PetscMalloc2(most, &nodes->number, 3 * most, &nodes->x));
  for (int i = 0; i < coarse->n_nodes; i++) nodes->number[i] = -1;
  for (int i = 0; i < 4 * coarse->n_tets; i++) nodes->number[coarse->tet[i]] = 0;
  for (int i = 0; i < coarse->n_nodes; i++) {
    if (nodes->number[i] < 0) continue;
    for (int d = 0; d < 3; d++) nodes->x[3 * nodes->n + d] = coarse->node[3 * i + d];
    nodes->number[i] = nodes->n++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 node_position(const CoarseMesh *coarse, int i)
{
  return vec3(coarse->node[3 * i], coarse->node[3 * i + 1], coarse->node[3 * i + 2]);
}

static double measure_diagonal(const CoarseMesh *coarse, const int tet[4], int partner)
{
  const int  b = partner % 3 + 1, c = b % 3 + 1;
  const Vec3 one = vec3_sum(node_position(coarse, tet[0]), node_position(coarse, tet[partner]));
  const Vec3 two = vec3_sum(node_position(coarse, tet[b]), node_position(coarse, tet[c]));

  return vec3_distance(one, two);
}

// Regular refinement cuts the octahedron left in the middle along the line between the middles of
// edges 0-1 and 2-3, so turning vertices 1, 2, 3 around vertex 0 decides which of its three diagonals
// that is. The shortest gives the best children.
static void order_vertices(const CoarseMesh *coarse, int t, PetscInt cell[4])
{
  const int *tet     = &coarse->tet[4 * t];
  int        partner = 1;

  for (int i = 2; i < 4; i++)
    if (measure_diagonal(coarse, tet, i) < measure_diagonal(coarse, tet, partner)) partner = i;
  cell[0] = tet[0];
  cell[1] = tet[partner];
  cell[2] = tet[partner % 3 + 1];
  cell[3] = tet[(partner + 1) % 3 + 1];
}

/** A triangle of the boundary, its vertices as the plex counts them, in rising order. */
typedef struct {
  int vertex[3], surface;
} Triangle;

static int compare_triangles(const void *a, const void *b)
{
  const int *p = ((const Triangle *)a)->vertex, *q = ((const Triangle *)b)->vertex;

  for (int k = 0; k < 3; k++)
    if (p[k] != q[k]) return p[k] < q[k] ? -1 : 1;
  return 0;
}

static PetscErrorCode sort_triangles(const CoarseMesh *coarse, const PetscInt number[],
                                     Triangle **triangle)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(coarse->n_triangles + 1, triangle));
  for (int t = 0; t < coarse->n_triangles; t++) {
    Triangle *made = *triangle + t;

    for (int i = 0; i < 3; i++) made->vertex[i] = (int)number[coarse->triangle[3 * t + i]];
    made->surface = coarse->surface[t];
    triangle_sort(made->vertex);
  }
  qsort(*triangle, (size_t)coarse->n_triangles, sizeof **triangle, compare_triangles);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The triangle of a face, or NULL. */
static const Triangle *find_triangle(const Triangle triangle[], int n, const PetscInt cell[4],
                                     int opposite)
{
  Triangle wanted = {0};

  for (int i = 0, k = 0; i < 4; i++)
    if (i != opposite) wanted.vertex[k++] = (int)cell[i];
  triangle_sort(wanted.vertex);
  return bsearch(&wanted, triangle, (size_t)n, sizeof *triangle, compare_triangles);
}

/** What lies beyond every face. Each triangle must lie on the outer boundary of the cells. */
static PetscErrorCode fill_sides(const CoarseMesh *coarse, const PetscInt (*cell)[4],
                                 const Triangle    triangle[], const PetscInt (*neighbor)[4],
                                 CellSides         sides[])
{
  int found = 0;

  PetscFunctionBeginUser;
  for (int t = 0; t < coarse->n_tets; t++) {
    PetscCheck(coarse->region[t] >= 0 && coarse->region[t] < coarse->tags->n_regions,
               PETSC_COMM_SELF, PETSC_ERR_PLIB, "tetrahedron %d: region %d is none of %d", t,
               coarse->region[t], coarse->tags->n_regions);
    sides[t].region = coarse->region[t];
    for (int i = 0; i < 4; i++) {
      const Triangle *bears = NULL;

      if (neighbor[t][i] < 0) bears = find_triangle(triangle, coarse->n_triangles, cell[t], i);
      found += bears != NULL;
      sides[t].beyond[i] = neighbor[t][i] >= 0 ? coarse->region[neighbor[t][i]]
                                               : plex_outside(bears ? bears->surface : MESH_NONE);
    }
  }
  PetscCheck(found == coarse->n_triangles, PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "%d of %d triangles are no outer face of the mesh", coarse->n_triangles - found,
             coarse->n_triangles);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_sides(const CoarseMesh *coarse, const Nodes *nodes,
                                   const PetscInt (*cell)[4], CellSides **sides)
{
  const PetscInt n_points = coarse->n_tets + nodes->n;
  Triangle      *triangle;
  PetscInt(*neighbor)[4];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n_points, sides));
  PetscCall(sort_triangles(coarse, nodes->number, &triangle));
  PetscCall(mesh_plex_neighbors(coarse->n_tets, nodes->n, cell, &neighbor));
  PetscCall(fill_sides(coarse, cell, triangle, (const PetscInt(*)[4])neighbor, *sides));
  PetscCall(PetscFree(neighbor));
  PetscCall(PetscFree(triangle));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Turns the cells as PETSc numbers them: its positive tetrahedron is our negative one. */
static PetscErrorCode create_dm(MPI_Comm comm, int n, const Nodes *nodes, PetscInt (*cell)[4],
                                DM *dm)
{
  PetscFunctionBeginUser;
  for (int t = 0; t < n; t++) {
    const PetscInt first = cell[t][0];

    cell[t][0] = cell[t][1];
    cell[t][1] = first;
  }
  PetscCall(DMPlexCreateFromCellListPetsc(comm, 3, n, nodes->n, 4, PETSC_FALSE, (PetscInt *)cell, 3,
                                          nodes->x, dm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_create(MPI_Comm comm, const CoarseMesh *coarse, Plex *plex)
{
  PetscInt(*cell)[4];
  CellSides *sides;
  Nodes      nodes;
  DM         dm;

  PetscFunctionBeginUser;
  PetscCall(number_nodes(coarse, &nodes));
  PetscCall(PetscMalloc1(coarse->n_tets, &cell));
  for (int t = 0; t < coarse->n_tets; t++) order_vertices(coarse, t, cell[t]);
  for (int t = 0; t < coarse->n_tets; t++)
    for (int i = 0; i < 4; i++) cell[t][i] = nodes.number[cell[t][i]];
  PetscCall(create_sides(coarse, &nodes, (const PetscInt(*)[4])cell, &sides));
  PetscCall(create_dm(comm, coarse->n_tets, &nodes, cell, &dm));
  PetscCall(mesh_plex_replace(plex, dm, sides, NULL));
  PetscCall(PetscFree(cell));
  PetscCall(PetscFree2(nodes.number, nodes.x));
  PetscFunctionReturn(PETSC_SUCCESS);
}
