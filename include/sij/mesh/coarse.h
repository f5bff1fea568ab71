// SPDX-License-Identifier: GPL-3.0-or-later
/** The coarse mesh: tagged tetrahedra on rank 0, as a generator or a file makes them, before distribution.
 *
 * Cells carry the number of a region, boundary triangles that of a surface; the mesh knows names for both
 * and no more of what they stand for. Regions bound the materials of an equation, surfaces its boundary
 * conditions.
 */
#pragma once

#include "sij/base/foreign.h"
#include "sij/base/problems.h"
#include "sij/base/vec3.h"

#include <stdbool.h>

enum { MESH_NONE = -1 }; // no region beyond a boundary face; no surface on an interior one

/** Names of regions and surfaces by their numbers, for messages and files. Static tables. */
typedef struct {
  int                n_regions, n_surfaces;
  const char *const *region;  // [n_regions]
  const char *const *surface; // [n_surfaces]
} MeshTags;

/** Projection onto the exact geometry: where the midpoint of the edge a-b belongs [m]. `boundary`: the edge
 * lies on the outer boundary or between two regions. Must not depend on the order of a and b beyond rounding. */
typedef Vec3 MeshProjection(Vec3 a, Vec3 b, bool boundary, const void *geometry);

/** A whole mesh, on rank 0 only; every other rank holds zeros but for hash, tags and projection. */
typedef struct {
  int             n_nodes, n_tets, n_triangles;
  double         *node;     // [n_nodes][3]         m
  int            *tet;      // [n_tets][4]          positive volume
  int            *region;   // [n_tets]             of tags
  int            *triangle; // [n_triangles][3]     outer boundary only
  int            *surface;  // [n_triangles]        of tags
  char            hash[65]; // of the content, on every rank
  const MeshTags *tags;     // borrowed, on every rank
  MeshProjection *project;  // of new nodes, on every rank; NULL: edges are straight
  const void     *geometry; // borrowed, for `project`
} CoarseMesh;

PetscErrorCode coarse_destroy(CoarseMesh **coarse) SIJ_CHECKED;

/** The tetrahedron that holds x, and its barycentric weights; -1 if none does. Searches all of them; rank 0. */
int coarse_locate(const CoarseMesh *coarse, Vec3 x, double weight[4]);

/** Whether equations may be solved on it: every tetrahedron with a volume and once, faces shared by two or on the
 * boundary, neighbours on both sides of their face, no coincident nodes, no overlap, one part, no hole whose faces
 * bear no surface (MESH_NONE). Each kind of fault is one sentence with its count, its first place and a cure; `source`
 * is put before it. Needs node, tet, region, triangle, surface and tags. Rank 0; not collective. */
PetscErrorCode coarse_check(const CoarseMesh *coarse, const char *source,
                            Problems *problems) SIJ_CHECKED;
