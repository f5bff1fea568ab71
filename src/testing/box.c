// SPDX-License-Identifier: GPL-3.0-or-later
// A box of bricks, each cut into six Kuhn tetrahedra, as a coarse mesh: nodes, materials, sides, jitter, map.
#include "sij/testing/box.h"

#include <string.h>

static const char *const MATERIALS[BOX_MATERIALS] = {
  "material_0",  "material_1",  "material_2",  "material_3", "material_4",  "material_5",
  "material_6",  "material_7",  "material_8",  "material_9", "material_10", "material_11",
  "material_12", "material_13", "material_14", "material_15"};

static const char *const SIDES[BOX_SIDES] = {
  [BOX_X_MIN] = "x_min", [BOX_X_MAX] = "x_max", [BOX_Y_MIN] = "y_min",
  [BOX_Y_MAX] = "y_max", [BOX_Z_MIN] = "z_min", [BOX_Z_MAX] = "z_max"};

static const MeshTags TAGS = {.n_regions  = BOX_MATERIALS,
                              .n_surfaces = BOX_SIDES,
                              .region     = MATERIALS,
                              .surface    = SIDES};

const MeshTags *box_tags(void)
{
  return &TAGS;
}

static int box_vertex(const Box *box, int i, int j, int k)
{
  return i + (box->n[0] + 1) * (j + (box->n[1] + 1) * k);
}

double box_noise(unsigned i)
{
  i = (i ^ (i >> 16)) * 0x45d9f3bU + 0x9e3779b9U;
  i = (i ^ (i >> 16)) * 0x45d9f3bU;
  i ^= i >> 16;
  return (double)i / 2147483648.0 - 1.0;
}

static double box_spacing(const Box *box, int axis)
{
  return (box->hi.x[axis] - box->lo.x[axis]) / box->n[axis];
}

static void box_fill_nodes(const Box *box, CoarseMesh *coarse)
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

double box_tet_volume(const CoarseMesh *coarse, const int tet[4])
{
  Vec3 x[4];

  for (int i = 0; i < 4; i++) memcpy(x[i].x, &coarse->node[3 * tet[i]], sizeof x[i].x);
  return vec3_dot(vec3_difference(x[1], x[0]),
                  vec3_cross(vec3_difference(x[2], x[0]), vec3_difference(x[3], x[0]))) /
         6.0;
}

/** Kuhn: from one corner to the opposite one along the axes, in each of the six orders. */
static void box_fill_brick(const Box *box, const int at[3], CoarseMesh *coarse)
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

static void box_fill_tets(const Box *box, CoarseMesh *coarse)
{
  for (int k = 0; k < box->n[2]; k++)
    for (int j = 0; j < box->n[1]; j++)
      for (int i = 0; i < box->n[0]; i++) box_fill_brick(box, (const int[]){i, j, k}, coarse);
  for (int t = 0; t < coarse->n_tets; t++) {
    Vec3 centroid = vec3(0, 0, 0);

    for (int i = 0; i < 4; i++)
      for (int d = 0; d < 3; d++)
        centroid.x[d] += 0.25 * coarse->node[3 * coarse->tet[4 * t + i] + d];
    coarse->region[t] = box->region_at ? box->region_at(centroid) : BOX_MATERIAL;
  }
}

static const int SIDE[3][2] = {{BOX_X_MIN, BOX_X_MAX},
                               {BOX_Y_MIN, BOX_Y_MAX},
                               {BOX_Z_MIN, BOX_Z_MAX}};

/** Both triangles of one brick's side; `axis` is across it. */
static void box_fill_side(const Box *box, int axis, int end, CoarseMesh *coarse)
{
  const int u = (axis + 1) % 3, v = (axis + 2) % 3;

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
        coarse->surface[coarse->n_triangles++] =
          box->closed[axis][end] ? BOX_CLOSED : SIDE[axis][end];
      }
    }
}

static PetscErrorCode box_jitter(const Box *box, CoarseMesh *coarse)
{
  int *seen; // region around a node, or -2 where regions meet and on the sides

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)coarse->n_nodes, &seen));
  for (int i = 0; i < coarse->n_nodes; i++) seen[i] = MESH_NONE;
  for (int i = 0; i < 4 * coarse->n_tets; i++) {
    int *here = &seen[coarse->tet[i]];

    if (*here == MESH_NONE) *here = coarse->region[i / 4];
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

// After the jitter: a map takes the sides and the interfaces along.
static PetscErrorCode box_carry(const Box *box, CoarseMesh *coarse)
{
  PetscFunctionBeginUser;
  if (!box->map) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < coarse->n_nodes; i++) {
    const double *x  = &coarse->node[3 * i];
    const Vec3    to = box->map(vec3(x[0], x[1], x[2]));

    memcpy(&coarse->node[3 * i], to.x, sizeof to.x);
  }
  for (int t = 0; t < coarse->n_tets; t++)
    PetscCheck(box_tet_volume(coarse, &coarse->tet[4 * t]) > 0.0, PETSC_COMM_SELF,
               PETSC_ERR_ARG_OUTOFRANGE, "box: the map inverts tetrahedron %d", t);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode box_fill(const Box *box, CoarseMesh *coarse)
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
  box_fill_tets(box, coarse);
  for (int axis = 0; axis < 3; axis++)
    for (int end = 0; end < 2; end++) box_fill_side(box, axis, end, coarse);
  PetscCall(box_jitter(box, coarse));
  PetscCall(box_carry(box, coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode box_build(MPI_Comm comm, const Box *box, CoarseMesh **coarse)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscCalloc1(1, coarse));
  memset((*coarse)->hash, '0', sizeof((*coarse)->hash) - 1);
  (*coarse)->tags = &TAGS;
  if (rank == 0) PetscCall(box_fill(box, *coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode box_mesh(MPI_Comm comm, int nx, int ny, int nz, Vec3 lo, Vec3 hi,
                        BoxRegion *region_at, double jitter, CoarseMesh **coarse)
{
  const Box box = {.n = {nx, ny, nz}, .lo = lo, .hi = hi, .jitter = jitter, .region_at = region_at};

  PetscFunctionBeginUser;
  PetscCall(box_build(comm, &box, coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}
