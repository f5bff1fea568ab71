// SPDX-License-Identifier: GPL-3.0-or-later
// The growing mesh: nodes, tetrahedra and their regions, in mm, with volume and quality of a tetrahedron.
// Filled by generate and msh_read, mended by improve, handed on by coarse.
#include "draft.h"

#include "sij/mesh/cell_faces.h"

#include <stdlib.h>
#include <string.h>

static PetscErrorCode reserve_rows(int n, int *capacity, int width, size_t size, void *array)
{
  PetscFunctionBeginUser;
  if (n < *capacity) PetscFunctionReturn(PETSC_SUCCESS);
  *capacity = *capacity > 0 ? 2 * *capacity : 4096;
  PetscCall(PetscRealloc((size_t)*capacity * (size_t)width * size, (void **)array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode draft_add_node(Draft *draft, const double at[3], int *index)
{
  PetscFunctionBeginUser;
  PetscCall(
    reserve_rows(draft->n_nodes, &draft->node_capacity, 3, sizeof *draft->node, &draft->node));
  for (int k = 0; k < 3; k++) draft->node[3 * draft->n_nodes + k] = at[k];
  *index = draft->n_nodes++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 node_at(const double *node, int i)
{
  return vec3(node[3 * i], node[3 * i + 1], node[3 * i + 2]);
}

double tet_volume6(const double *node, const int v[4])
{
  const Vec3 o = node_at(node, v[0]);
  const Vec3 a = vec3_difference(node_at(node, v[1]), o),
             b = vec3_difference(node_at(node, v[2]), o);

  return vec3_dot(vec3_cross(a, b), vec3_difference(node_at(node, v[3]), o));
}

/** Three over the condition number, in the Frobenius norm, of the map from the regular tetrahedron. */
double tet_quality(const double *node, const int v[4])
{
  const double r3 = sqrt(3.0), r6 = sqrt(6.0);
  const Vec3   o = node_at(node, v[0]), a = vec3_difference(node_at(node, v[1]), o);
  const Vec3   b  = vec3_difference(node_at(node, v[2]), o),
             c    = vec3_difference(node_at(node, v[3]), o);
  const Vec3 t[3] = {a, vec3_scaled(vec3_difference(vec3_scaled(b, 2.0), a), 1.0 / r3),
                     vec3_scaled(vec3_difference(vec3_scaled(c, 3.0), vec3_sum(a, b)), 1.0 / r6)};
  const Vec3 m[3] = {vec3_cross(t[1], t[2]), vec3_cross(t[2], t[0]), vec3_cross(t[0], t[1])};
  double     norm = 0.0, adjugate = 0.0;

  for (int i = 0; i < 3; i++) {
    norm += vec3_dot(t[i], t[i]);
    adjugate += vec3_dot(m[i], m[i]);
  }
  return adjugate > 0.0 ? 3.0 * vec3_dot(t[0], m[0]) / sqrt(norm * adjugate) : 0.0;
}

PetscErrorCode draft_add_tet(Draft *draft, const int vertex[4], Region region)
{
  const int capacity = draft->tet_capacity;
  int       regions  = capacity;

  PetscFunctionBeginUser;
  PetscCall(reserve_rows(draft->n_tets, &draft->tet_capacity, 4, sizeof *draft->tet, &draft->tet));
  PetscCall(reserve_rows(draft->n_tets, &regions, 1, sizeof *draft->region, &draft->region));

  int *tet = draft->tet + 4 * draft->n_tets;

  for (int k = 0; k < 4; k++) tet[k] = vertex[k];
  if (tet_volume6(draft->node, tet) < 0.0) {
    tet[2] = vertex[3];
    tet[3] = vertex[2];
  }
  draft->region[draft->n_tets++] = region;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sort_by_region(Draft *d)
{
  int *tet, *region, n = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(4 * (size_t)d->n_tets, &tet, (size_t)d->n_tets, &region));
  for (int wanted = 0; wanted < REGION_COUNT; wanted++)
    for (int e = 0; e < d->n_tets; e++)
      if (d->region[e] == wanted) {
        memcpy(tet + 4 * n, d->tet + 4 * e, 4 * sizeof *tet);
        region[n++] = wanted;
      }
  PetscCheck(n == d->n_tets, PETSC_COMM_SELF, PETSC_ERR_PLIB, "%d of %d tetrahedra have no region",
             d->n_tets - n, d->n_tets);
  memcpy(d->tet, tet, 4 * (size_t)n * sizeof *tet);
  memcpy(d->region, region, (size_t)n * sizeof *region);
  PetscCall(PetscFree2(tet, region));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode draft_tidy(Draft *d)
{
  int *index, n = 0;

  PetscFunctionBeginUser;
  PetscCall(sort_by_region(d));
  PetscCall(PetscMalloc1((size_t)d->n_nodes, &index));
  for (int i = 0; i < d->n_nodes; i++) index[i] = -1;
  for (int k = 0; k < 4 * d->n_tets; k++) index[d->tet[k]] = 0;
  for (int i = 0; i < d->n_nodes; i++) {
    if (index[i] < 0) continue;
    memmove(d->node + 3 * n, d->node + 3 * i, 3 * sizeof *d->node);
    index[i] = n++;
  }
  for (int k = 0; k < 4 * d->n_tets; k++) d->tet[k] = index[d->tet[k]];
  d->n_nodes = n;
  PetscCall(PetscFree(index));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode draft_destroy(Draft *d)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(d->node));
  PetscCall(PetscFree(d->tet));
  PetscCall(PetscFree(d->region));
  *d = (Draft){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A face: its vertices sorted, and as they stand seen from outside the tetrahedron. */
typedef struct {
  int key[3], vertex[3];
} Face;

static int compare_faces(const void *a, const void *b)
{
  return memcmp(((const Face *)a)->key, ((const Face *)b)->key, sizeof(((const Face *)a)->key));
}

static Face face_of(const int v[4], int opposite)
{
  static const int around[4][3] = {{1, 2, 3}, {0, 3, 2}, {0, 1, 3}, {0, 2, 1}};
  Face             face;

  for (int k = 0; k < 3; k++) face.key[k] = face.vertex[k] = v[around[opposite][k]];
  triangle_sort(face.key);
  return face;
}

PetscErrorCode tets_outer_faces(int n_tets, const int tet[], int *n_faces, int **face)
{
  const size_t n = 4 * (size_t)n_tets;
  Face        *all;
  int          found = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &all));
  for (int e = 0; e < n_tets; e++)
    for (int k = 0; k < 4; k++) all[4 * e + k] = face_of(tet + 4 * e, k);
  qsort(all, n, sizeof *all, compare_faces);
  for (size_t i = 0, j; i < n; i = j) {
    for (j = i + 1; j < n && compare_faces(&all[i], &all[j]) == 0; j++) continue;
    if (j == i + 1) all[found++] = all[i];
  }
  PetscCall(PetscMalloc1(3 * (size_t)found, face));
  for (int i = 0; i < found; i++) memcpy(*face + 3 * i, all[i].vertex, sizeof all[i].vertex);
  *n_faces = found;
  PetscCall(PetscFree(all));
  PetscFunctionReturn(PETSC_SUCCESS);
}
