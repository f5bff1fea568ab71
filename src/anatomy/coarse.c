// SPDX-License-Identifier: GPL-3.0-or-later
// A draft becomes the coarse mesh: nodes in metres, outer faces with their surfaces, a hash over all arrays.
// Last step of generating and of reading a mesh.
#include "coarse.h"

#include "sij/base/hash.h"
#include "sij/mesh/cell_faces.h"

#include <stdlib.h>
#include <string.h>

static int compare_tagged(const void *a, const void *b)
{
  const TaggedFace *p = a, *q = b;

  for (int k = 0; k < 3; k++)
    if (p->vertex[k] != q->vertex[k]) return p->vertex[k] < q->vertex[k] ? -1 : 1;
  return 0;
}

static PetscErrorCode tag_outer_faces(CoarseMesh *m, int n_tagged, TaggedFace tagged[])
{
  PetscFunctionBeginUser;
  PetscCall(tets_outer_faces(m->n_tets, m->tet, &m->n_triangles, &m->triangle));
  PetscCall(PetscMalloc1((size_t)m->n_triangles, &m->surface));
  if (n_tagged > 0) qsort(tagged, (size_t)n_tagged, sizeof *tagged, compare_tagged);
  for (int i = 0; i < m->n_triangles; i++) {
    TaggedFace wanted = {{m->triangle[3 * i], m->triangle[3 * i + 1], m->triangle[3 * i + 2]}, 0};
    const TaggedFace *found = NULL;

    triangle_sort(wanted.vertex);
    if (n_tagged > 0)
      found = bsearch(&wanted, tagged, (size_t)n_tagged, sizeof wanted, compare_tagged);
    m->surface[i] = found ? found->surface : SURFACE_NONE;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Hash of the hashes of all arrays. */
static PetscErrorCode hash_coarse(CoarseMesh *m)
{
  const size_t n = (size_t)m->n_nodes, t = (size_t)m->n_tets, f = (size_t)m->n_triangles;
  char         part[5][HASH_LENGTH];

  PetscFunctionBeginUser;
  PetscCall(hash_bytes(m->node, 3 * n * sizeof *m->node, part[0]));
  PetscCall(hash_bytes(m->tet, 4 * t * sizeof *m->tet, part[1]));
  PetscCall(hash_bytes(m->region, t * sizeof *m->region, part[2]));
  PetscCall(hash_bytes(m->triangle, 3 * f * sizeof *m->triangle, part[3]));
  PetscCall(hash_bytes(m->surface, f * sizeof *m->surface, part[4]));
  PetscCall(hash_bytes(part, sizeof part, m->hash));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coarse_create(Draft *draft, double unit, int n_tagged, TaggedFace tagged[],
                             CoarseMesh **coarse)
{
  CoarseMesh *m;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&m));
  m->n_nodes = draft->n_nodes;
  m->n_tets  = draft->n_tets;
  m->node    = draft->node;
  m->tet     = draft->tet;
  m->region  = draft->region;
  *draft     = (Draft){0};
  for (int i = 0; i < 3 * m->n_nodes; i++) m->node[i] *= unit;
  m->tags = region_tags();
  PetscCall(tag_outer_faces(m, n_tagged, tagged));
  *coarse = m;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode coarse_close(CoarseMesh *m)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < m->n_triangles; i++)
    if (m->surface[i] == SURFACE_NONE) m->surface[i] = SURFACE_CUT_VENTRAL;
  PetscCall(hash_coarse(m));
  PetscFunctionReturn(PETSC_SUCCESS);
}
