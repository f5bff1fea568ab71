/** A box of Kuhn tetrahedra as a CoarseMesh, for tests: each of nx * ny * nz bricks is cut into six.
 *
 * Regions are decided at the centroid of each tetrahedron before the jitter. Vertices inside one
 * region move by up to `jitter` times the spacing along each axis (at most 0.2 keeps volumes
 * positive); those on the box's sides and between regions stay, so volumes and areas are exact.
 * Sides: x- midline, x+ lateral, y- skin, y+ ventral, z- caudal, z+ cranial.
 */
#pragma once

#include "sij/anatomy.h"

#include <string.h>

typedef Region BoxRegion(Vec3 x);

typedef struct {
  int    n[3]; // bricks
  Vec3   lo, hi;
  double jitter; // of the spacing
} Box;

static inline int box_vertex(const Box *box, int i, int j, int k)
{
  return i + (box->n[0] + 1) * (j + (box->n[1] + 1) * k);
}

/** One number of [-1, 1) for each i, the same on every machine. */
static inline double box_noise(unsigned i)
{
  i = (i ^ (i >> 16)) * 0x45d9f3bU + 0x9e3779b9U;
  i = (i ^ (i >> 16)) * 0x45d9f3bU;
  i ^= i >> 16;
  return (double)i / 2147483648.0 - 1.0;
}

static inline double box_spacing(const Box *box, int axis)
{
  return (box->hi.x[axis] - box->lo.x[axis]) / box->n[axis];
}

static inline void box_fill_nodes(const Box *box, CoarseMesh *coarse)
{
  for (int k = 0; k <= box->n[2]; k++)
    for (int j = 0; j <= box->n[1]; j++)
      for (int i = 0; i <= box->n[0]; i++) {
        const int step[3] = {i, j, k};
        double   *x       = &coarse->node[3 * box_vertex(box, i, j, k)];

        for (int d = 0; d < 3; d++)
          x[d] = step[d] == box->n[d] ? box->hi.x[d] : box->lo.x[d] + step[d] * box_spacing(box, d);
      }
}

static inline double box_tet_volume(const CoarseMesh *coarse, const int tet[4])
{
  Vec3 x[4];

  for (int i = 0; i < 4; i++) memcpy(x[i].x, &coarse->node[3 * tet[i]], sizeof x[i].x);
  return vec3_dot(vec3_difference(x[1], x[0]),
                  vec3_cross(vec3_difference(x[2], x[0]), vec3_difference(x[3], x[0]))) /
         6.0;
}

/** Kuhn: from one corner to the opposite one along the axes, in each of the six orders. */
static inline void box_fill_brick(const Box *box, const int at[3], CoarseMesh *coarse)
{
  static const int order[6][3] = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}};

  for (int o = 0; o < 6; o++) {
    int  step[3] = {at[0], at[1], at[2]};
    int *tet     = &coarse->tet[4 * coarse->n_tets++];

    tet[0] = box_vertex(box, step[0], step[1], step[2]);
    for (int i = 0; i < 3; i++) {
      step[order[o][i]]++;
      tet[i + 1] = box_vertex(box, step[0], step[1], step[2]);
    }
    if (o >= 3) {
      const int swap = tet[1];

      tet[1] = tet[2];
      tet[2] = swap;
    }
  }
}

static inline void box_fill_tets(const Box *box, BoxRegion *region_at, CoarseMesh *coarse)
{
  for (int k = 0; k < box->n[2]; k++)
    for (int j = 0; j < box->n[1]; j++)
      for (int i = 0; i < box->n[0]; i++) box_fill_brick(box, (const int[]){i, j, k}, coarse);
  for (int t = 0; t < coarse->n_tets; t++) {
    Vec3 centroid = vec3(0, 0, 0);

    for (int i = 0; i < 4; i++)
      for (int d = 0; d < 3; d++)
        centroid.x[d] += 0.25 * coarse->node[3 * coarse->tet[4 * t + i] + d];
    coarse->region[t] = region_at ? (int)region_at(centroid) : REGION_FAT;
  }
}

/** Both triangles of one brick's side; `axis` is across it. */
static inline void box_fill_side(const Box *box, int axis, int end, CoarseMesh *coarse)
{
  static const Surface surface[3][2] = {{SURFACE_CUT_MIDLINE, SURFACE_CUT_LATERAL},
                                        {SURFACE_SKIN, SURFACE_CUT_VENTRAL},
                                        {SURFACE_CUT_CAUDAL, SURFACE_CUT_CRANIAL}};
  const int            u = (axis + 1) % 3, v = (axis + 2) % 3;

  for (int j = 0; j < box->n[v]; j++)
    for (int i = 0; i < box->n[u]; i++) {
      int corner[4]; // (0,0) (1,0) (0,1) (1,1) along u, v; Kuhn's diagonal joins first and last

      for (int c = 0; c < 4; c++) {
        int at[3];

        at[axis]  = end ? box->n[axis] : 0;
        at[u]     = i + c % 2;
        at[v]     = j + c / 2;
        corner[c] = box_vertex(box, at[0], at[1], at[2]);
      }
      for (int t = 0; t < 2; t++) {
        const int triangle[3] = {corner[0], corner[1 + t], corner[3]};

        memcpy(&coarse->triangle[3 * coarse->n_triangles], triangle, sizeof triangle);
        coarse->surface[coarse->n_triangles++] = (int)surface[axis][end];
      }
    }
}

static inline PetscErrorCode box_jitter(const Box *box, CoarseMesh *coarse)
{
  int *seen; // region around a node, or -2 where regions meet and on the sides

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)coarse->n_nodes, &seen));
  for (int i = 0; i < coarse->n_nodes; i++) seen[i] = REGION_NONE;
  for (int i = 0; i < 4 * coarse->n_tets; i++) {
    int *here = &seen[coarse->tet[i]];

    if (*here == REGION_NONE) *here = coarse->region[i / 4];
    if (*here != coarse->region[i / 4]) *here = -2;
  }
  for (int i = 0; i < 3 * coarse->n_triangles; i++) seen[coarse->triangle[i]] = -2;
  for (int i = 0; i < 3 * coarse->n_nodes; i++)
    if (seen[i / 3] != -2)
      coarse->node[i] += box->jitter * box_spacing(box, i % 3) * box_noise((unsigned)i);
  PetscCall(PetscFree(seen));
  for (int t = 0; t < coarse->n_tets; t++)
    PetscCheck(box_tet_volume(coarse, &coarse->tet[4 * t]) > 0.0, PETSC_COMM_SELF,
               PETSC_ERR_ARG_OUTOFRANGE, "box: jitter %g inverts tetrahedron %d", box->jitter, t);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_fill(const Box *box, BoxRegion *region_at, CoarseMesh *coarse)
{
  const size_t nx = (size_t)box->n[0], ny = (size_t)box->n[1], nz = (size_t)box->n[2];
  const size_t n_nodes = (nx + 1) * (ny + 1) * (nz + 1), n_tets = 6 * nx * ny * nz;
  const size_t n_triangles = 4 * (nx * ny + ny * nz + nz * nx);

  PetscFunctionBeginUser;
  coarse->n_nodes = (int)n_nodes;
  PetscCall(PetscMalloc1(3 * n_nodes, &coarse->node));
  PetscCall(PetscMalloc1(4 * n_tets, &coarse->tet));
  PetscCall(PetscMalloc1(n_tets, &coarse->region));
  PetscCall(PetscMalloc1(3 * n_triangles, &coarse->triangle));
  PetscCall(PetscMalloc1(n_triangles, &coarse->surface));
  box_fill_nodes(box, coarse);
  box_fill_tets(box, region_at, coarse);
  for (int axis = 0; axis < 3; axis++)
    for (int end = 0; end < 2; end++) box_fill_side(box, axis, end, coarse);
  PetscCall(box_jitter(box, coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The box, on rank 0; the other ranks hold zeros. region_at NULL: fat everywhere. Collective.
 * Owns: caller, box_destroy(). */
static inline PetscErrorCode box_mesh(MPI_Comm comm, int nx, int ny, int nz, Vec3 lo, Vec3 hi,
                                      BoxRegion *region_at, double jitter, CoarseMesh **coarse)
{
  const Box box = {.n = {nx, ny, nz}, .lo = lo, .hi = hi, .jitter = jitter};
  int       rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscCalloc1(1, coarse));
  memset((*coarse)->hash, '0', sizeof(*coarse)->hash - 1);
  if (rank == 0) PetscCall(box_fill(&box, region_at, *coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_destroy(CoarseMesh **coarse)
{
  PetscFunctionBeginUser;
  if (!*coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree((*coarse)->node));
  PetscCall(PetscFree((*coarse)->tet));
  PetscCall(PetscFree((*coarse)->region));
  PetscCall(PetscFree((*coarse)->triangle));
  PetscCall(PetscFree((*coarse)->surface));
  PetscCall(PetscFree(*coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}
