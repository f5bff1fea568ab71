// SPDX-License-Identifier: GPL-3.0-or-later
/* Nodes, cells and boundary triangles of a box; each part of the arrays has its function. */
#include "box.h"

static const char *const SIDES[BOX_SIDES] = {"x_min", "x_max", "y_min", "y_max", "z_min", "z_max"};

static int node_of(const Box *box, const int at[3])
{
  return at[0] + (box->n[0] + 1) * (at[1] + (box->n[1] + 1) * at[2]);
}

/* Place of node or brick i in a lattice of that many along each axis. */
static void unpack(int i, const int count[3], int at[3])
{
  at[0] = i % count[0];
  at[1] = i / count[0] % count[1];
  at[2] = i / (count[0] * count[1]);
}

static PetscErrorCode create_nodes(const Box *box, SijMeshArrays *arrays)
{
  const int count[3] = {box->n[0] + 1, box->n[1] + 1, box->n[2] + 1};
  double   *node;

  PetscFunctionBeginUser;
  arrays->n_nodes = count[0] * count[1] * count[2];
  PetscCall(PetscMalloc1(3 * arrays->n_nodes, &node));
  for (int i = 0; i < arrays->n_nodes; i++) {
    int at[3];

    unpack(i, count, at);
    for (int d = 0; d < 3; d++) node[3 * i + d] = box->size[d] * at[d] / box->n[d];
  }
  arrays->node = node;
  PetscFunctionReturn(0);
}

/* From one corner of a brick to the opposite one along the axes, in each of the six orders. */
static void fill_brick(const Box *box, const int at[3], int cell[6][4])
{
  static const int order[6][3] = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}};

  for (int o = 0; o < 6; o++) {
    int step[3] = {at[0], at[1], at[2]};

    cell[o][0] = node_of(box, step);
    for (int i = 0; i < 3; i++) {
      step[order[o][i]]++;
      cell[o][i + 1] = node_of(box, step);
    }
  }
}

static int region_of(const Box *box, const double node[], const int cell[4])
{
  double centroid[3] = {0.0, 0.0, 0.0};

  for (int k = 0; k < 12; k++) centroid[k % 3] += 0.25 * node[3 * cell[k / 3] + k % 3];
  return box->region_at ? box->region_at(centroid) : 0;
}

static PetscErrorCode create_cells(const Box *box, SijMeshArrays *arrays)
{
  const int n_bricks = box->n[0] * box->n[1] * box->n[2];
  int(*cell)[4], *region;

  PetscFunctionBeginUser;
  arrays->n_cells = 6 * n_bricks;
  PetscCall(PetscMalloc1(arrays->n_cells, &cell));
  PetscCall(PetscMalloc1(arrays->n_cells, &region));
  for (int b = 0; b < n_bricks; b++) {
    int at[3];

    unpack(b, box->n, at);
    fill_brick(box, at, &cell[6 * b]);
  }
  for (int e = 0; e < arrays->n_cells; e++) region[e] = region_of(box, arrays->node, cell[e]);
  arrays->cell   = &cell[0][0];
  arrays->region = region;
  PetscFunctionReturn(0);
}

/* The two triangles of one brick's side across `axis`; their common edge joins the first and the last corner. */
static void fill_square(const Box *box, int axis, const int at[3], int triangle[2][3])
{
  const int u = (axis + 1) % 3, v = (axis + 2) % 3;
  int       corner[4];

  for (int c = 0; c < 4; c++) {
    int step[3] = {at[0], at[1], at[2]};

    step[u] += c % 2;
    step[v] += c / 2;
    corner[c] = node_of(box, step);
  }
  for (int t = 0; t < 2; t++) {
    triangle[t][0] = corner[0];
    triangle[t][1] = corner[1 + t];
    triangle[t][2] = corner[3];
  }
}

static int fill_side(const Box *box, int side, int triangle[][3], int surface[])
{
  const int axis = side / 2, u = (axis + 1) % 3, v = (axis + 2) % 3;
  const int n_squares = box->n[u] * box->n[v];

  for (int s = 0; s < n_squares; s++) {
    int at[3];

    at[axis] = side % 2 ? box->n[axis] : 0;
    at[u]    = s % box->n[u];
    at[v]    = s / box->n[u];
    fill_square(box, axis, at, &triangle[2 * s]);
    surface[2 * s] = surface[2 * s + 1] = side;
  }
  return 2 * n_squares;
}

static PetscErrorCode create_triangles(const Box *box, SijMeshArrays *arrays)
{
  const int *n     = box->n;
  const int  count = 4 * (n[0] * n[1] + n[1] * n[2] + n[2] * n[0]);
  int(*triangle)[3], *surface;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(count, &triangle));
  PetscCall(PetscMalloc1(count, &surface));
  for (int side = 0; side < BOX_SIDES; side++)
    arrays->n_triangles +=
      fill_side(box, side, &triangle[arrays->n_triangles], &surface[arrays->n_triangles]);
  arrays->triangle = &triangle[0][0];
  arrays->surface  = surface;
  PetscFunctionReturn(0);
}

PetscErrorCode box_create(const Box *box, SijMeshArrays *arrays)
{
  PetscFunctionBeginUser;
  *arrays = (SijMeshArrays){.n_surfaces = BOX_SIDES, .surface_name = SIDES};
  PetscCall(create_nodes(box, arrays));
  PetscCall(create_cells(box, arrays));
  PetscCall(create_triangles(box, arrays));
  PetscFunctionReturn(0);
}

PetscErrorCode box_destroy(SijMeshArrays *arrays)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(arrays->node));
  PetscCall(PetscFree(arrays->cell));
  PetscCall(PetscFree(arrays->region));
  PetscCall(PetscFree(arrays->triangle));
  PetscCall(PetscFree(arrays->surface));
  PetscFunctionReturn(0);
}
