// SPDX-License-Identifier: GPL-3.0-or-later
// Lists the faces of a coarse mesh, for what asks which cells share one: the checks of a mesh, and outer boundaries.
#include "sij/mesh/cell_faces.h"

#include <stdlib.h>

static int compare_vertices(const int a[3], const int b[3])
{
  for (int k = 0; k < 3; k++)
    if (a[k] != b[k]) return a[k] < b[k] ? -1 : 1;
  return 0;
}

static int compare_faces(const void *a, const void *b)
{
  const CellFace *p = a, *q = b;
  const int       order = compare_vertices(p->vertex, q->vertex);

  if (order != 0) return order;
  if (p->opposite != q->opposite) return p->opposite < q->opposite ? -1 : 1;
  return (p->cell > q->cell) - (p->cell < q->cell);
}

bool cell_face_same(const CellFace *a, const CellFace *b)
{
  return compare_vertices(a->vertex, b->vertex) == 0;
}

PetscErrorCode cell_faces(const CoarseMesh *coarse, CellFace **face)
{
  const size_t n = 4 * (size_t)coarse->n_tets;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n + 1, face));
  for (int e = 0; e < coarse->n_tets; e++)
    for (int k = 0; k < 4; k++) {
      CellFace *made = *face + 4 * (size_t)e + k;

      made->cell     = e;
      made->opposite = coarse->tet[4 * e + k];
      for (int i = 0, j = 0; i < 4; i++)
        if (i != k) made->vertex[j++] = coarse->tet[4 * e + i];
      triangle_sort(made->vertex);
    }
  if (n > 0) qsort(*face, n, sizeof **face, compare_faces);
  PetscFunctionReturn(PETSC_SUCCESS);
}

int cell_face_count(const CellFace face[], size_t n, const int vertex[3])
{
  int    wanted[3] = {vertex[0], vertex[1], vertex[2]}, count = 0;
  size_t low = 0, high = n;

  triangle_sort(wanted);
  while (low < high) {
    const size_t middle = low + (high - low) / 2;

    if (compare_vertices(face[middle].vertex, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  for (; low < n && compare_vertices(face[low].vertex, wanted) == 0; low++) count++;
  return count;
}
