// SPDX-License-Identifier: GPL-3.0-or-later
/** Faces of the tetrahedra of a coarse mesh, listed so that the same face of two cells stands side by side.
 *
 * Errors: none but of memory. Not collective; rank 0.
 */
#pragma once

#include "sij/mesh/coarse.h"

/** Puts the vertices of a triangle in rising order. */
static inline void triangle_sort(int vertex[3])
{
  for (int i = 0; i < 2; i++)
    for (int k = 0; k < 2 - i; k++)
      if (vertex[k] > vertex[k + 1]) {
        const int larger = vertex[k];
        vertex[k]        = vertex[k + 1];
        vertex[k + 1]    = larger;
      }
}

/** A face of a tetrahedron, its vertices in rising order. */
typedef struct {
  int vertex[3], opposite, cell;
} CellFace;

/** All faces of all tetrahedra, [4 n_tets], in the order of vertices, opposite vertex, cell. Owns: caller, PetscFree(). */
PetscErrorCode cell_faces(const CoarseMesh *coarse, CellFace **face) SIJ_CHECKED;

/** True if both faces have the same vertices. */
bool cell_face_same(const CellFace *a, const CellFace *b);

/** How many of n sorted faces have these vertices, in any order: 1 on the outer boundary, 2 inside. */
int cell_face_count(const CellFace face[], size_t n, const int vertex[3]);
