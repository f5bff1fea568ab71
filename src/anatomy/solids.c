// SPDX-License-Identifier: GPL-3.0-or-later
// All tissues as solids that share faces: bones, ligaments, surroundings, the joint's layers, one fragmentation.
// generate meshes what is built here.
#include "solids.h"

#include "bones.h"
#include "ligaments.h"
#include "surroundings.h"

#include <gmshc.h>

/** The L and the twelve sectors of the ring around it, two for each corner: arc, then edge. */
static PetscErrorCode draw_slab(const Reference *r, int face[SLAB_PIECES])
{
  Drawing inner, outer;
  int     spoke[SLAB_SECTORS];

  PetscFunctionBeginUser;
  PetscCall(occ_draw(&r->auricle.outline, r->level[0], &inner));
  PetscCall(occ_draw(&r->auricle.ring, r->level[0], &outer));
  PetscCall(occ_face(inner.n_curves, inner.curve, &face[0]));
  for (int i = 0; i < SLAB_SECTORS; i++) {
    const int from = i % 2 ? inner.out[i / 2] : inner.in[i / 2];
    const int to   = i % 2 ? outer.out[i / 2] : outer.in[i / 2];

    SijCallGmsh(spoke[i] = gmshModelOccAddLine(from, to, -1, &ierr));
  }
  for (int i = 0; i < SLAB_SECTORS; i++) {
    const int loop[4] = {inner.curve[i], spoke[(i + 1) % SLAB_SECTORS], outer.curve[i], spoke[i]};

    PetscCall(occ_face(4, loop, &face[i + 1]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode build_slab(const Reference *r, Parts *parts)
{
  int face[SLAB_PIECES], top[SLAB_PIECES];

  PetscFunctionBeginUser;
  PetscCall(draw_slab(r, face));
  for (int k = 0; k < SLAB_LAYERS; k++) {
    OccVolumes made = {0};

    PetscCall(
      occ_sweep(SLAB_PIECES, face, vec3(r->level[k + 1] - r->level[k], 0.0, 0.0), &made, top));
    for (int i = 0; i < SLAB_PIECES; i++) {
      parts->slab[k][i] = made.tag[i];
      face[i]           = top[i];
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int list_volumes(const Parts *parts, int pairs[2 * OCC_CAPACITY])
{
  int n = 0;

  for (int k = 0; k < SLAB_LAYERS; k++)
    for (int i = 0; i < SLAB_PIECES; i++) {
      pairs[n++] = 3;
      pairs[n++] = parts->slab[k][i];
    }
  for (int region = 0; region < REGION_COUNT; region++)
    for (int i = 0; i < parts->region[region].n; i++) {
      pairs[n++] = 3;
      pairs[n++] = parts->region[region].tag[i];
    }
  return n;
}

/** Replaces every volume by what the fragmentation made of it, row by row of Gmsh's map. */
static PetscErrorCode relabel_volumes(Parts *parts, int *const *map, const size_t *n_map)
{
  int row = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < SLAB_LAYERS; k++)
    for (int i = 0; i < SLAB_PIECES; i++, row++) {
      PetscCheck(n_map[row] == 2, PETSC_COMM_SELF, PETSC_ERR_LIB,
                 "a piece of the joint became %zu solids", n_map[row] / 2);
      parts->slab[k][i] = map[row][1];
    }
  for (int region = 0; region < REGION_COUNT; region++) {
    OccVolumes made = {0};
    const int  n    = parts->region[region].n;

    for (int i = 0; i < n; i++, row++)
      for (size_t j = 0; j < n_map[row]; j += 2)
        if (map[row][j] == 3 && made.n < OCC_CAPACITY) made.tag[made.n++] = map[row][j + 1];
    parts->region[region] = made;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fragment_all(Parts *parts)
{
  int       pairs[2 * OCC_CAPACITY], *out, **map;
  size_t    n_out, *n_map, n_rows;
  const int n = list_volumes(parts, pairs);

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelOccFragment(pairs, 2, pairs + 2, (size_t)n - 2, &out, &n_out, &map, &n_map,
                                   &n_rows, -1, 1, 1, &ierr));
  PetscCall(relabel_volumes(parts, map, n_map));
  for (size_t i = 0; i < n_rows; i++) gmshFree(map[i]);
  gmshFree(map);
  gmshFree(n_map);
  gmshFree(out);
  SijCallGmsh(gmshModelOccSynchronize(&ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solids_build(const Reference *r, Parts *parts)
{
  OccVolumes hull = {0};

  PetscFunctionBeginUser;
  *parts = (Parts){0};
  PetscCall(occ_prism(&r->auricle.ring, r->level[0], r->level[SLAB_LAYERS], &hull));
  PetscCall(bones_build(r, parts));
  PetscCall(ligaments_build(r, &hull, parts));
  PetscCall(surroundings_build(r, &hull, parts));
  PetscCall(occ_remove(&hull));
  PetscCall(build_slab(r, parts));
  PetscCall(fragment_all(parts));
  PetscFunctionReturn(PETSC_SUCCESS);
}
