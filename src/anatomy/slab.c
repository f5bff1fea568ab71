// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the joint's layers with columns of prisms, each split into three tetrahedra.
// Runs after Gmsh has meshed all but these layers, which hollow.c took out of its model.
#include "slab.h"

#include <gmshc.h>

#include <stdlib.h>

static const double SAME = 1e-5; // nodes of one column, mm

/** One node at the foot of the slab and the nodes above it. */
typedef struct {
  double y, z;
  bool   on_wall;
  int    node[SLAB_STEPS + 1];
} Column;

typedef struct {
  int     n;
  Column *column; // [n] by y, then z
} Columns;

/** A diagonal that Gmsh drew on the wall: from the foot of one column to the head of its neighbour. */
typedef struct {
  int step, low, high; // columns
} Diagonal;

typedef struct {
  int       n;
  Diagonal *row;
} Diagonals;

static int compare_columns(const void *a, const void *b)
{
  const Column *p = a, *q = b;

  if (p->y != q->y) return p->y < q->y ? -1 : 1;
  return (p->z > q->z) - (p->z < q->z);
}

static int compare_diagonals(const void *a, const void *b)
{
  const int *p = &((const Diagonal *)a)->step, *q = &((const Diagonal *)b)->step;

  for (int k = 0; k < 3; k++)
    if (p[k] != q[k]) return p[k] < q[k] ? -1 : 1;
  return 0;
}

/** The column at (y, z), or -1. */
static int column_at(const Columns *all, double y, double z)
{
  int low = 0, high = all->n;

  while (low < high) {
    const int middle = (low + high) / 2;

    if (all->column[middle].y < y - SAME) low = middle + 1;
    else high = middle;
  }
  for (int i = low; i < all->n && all->column[i].y <= y + SAME; i++)
    if (fabs(all->column[i].z - z) < SAME) return i;
  return -1;
}

/** Triangles of one face as nodes of the draft. Owns: caller, PetscFree(). */
static PetscErrorCode face_triangles(int face, const NodeIndex *nodes, int *n, int **triangle)
{
  size_t *element, n_elements, *vertex, n_vertices;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelMeshGetElementsByType(2, &element, &n_elements, &vertex, &n_vertices, face,
                                             0, 1, &ierr));
  PetscCall(PetscMalloc1(n_vertices, triangle));
  for (size_t i = 0; i < n_vertices; i++) (*triangle)[i] = nodes->index[vertex[i]];
  *n = (int)n_elements;
  gmshFree(element);
  gmshFree(vertex);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Feet of all columns, and one column for each node of the bottom. */
static PetscErrorCode gather_columns(const Slab *slab, const NodeIndex *nodes, const Draft *draft,
                                     Columns *all)
{
  bool *seen;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1((size_t)draft->n_nodes, &seen));
  PetscCall(PetscMalloc1((size_t)draft->n_nodes, &all->column));
  all->n = 0;
  for (int f = 0; f < slab->bottom.n; f++) {
    int n, *triangle;

    PetscCall(face_triangles(slab->bottom.tag[f], nodes, &n, &triangle));
    for (int i = 0; i < 3 * n; i++) {
      const int node = triangle[i];

      if (seen[node]) continue;
      seen[node]     = true;
      Column *column = &all->column[all->n++];
      *column        = (Column){.y = draft->node[3 * node + 1], .z = draft->node[3 * node + 2]};
      for (int k = 0; k <= slab->n_steps; k++) column->node[k] = -1;
      column->node[0] = node;
    }
    PetscCall(PetscFree(triangle));
  }
  PetscCall(PetscFree(seen));
  PetscCall(PetscRealloc((size_t)all->n * sizeof *all->column, &all->column));
  qsort(all->column, (size_t)all->n, sizeof *all->column, compare_columns);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Puts a node of the slab's surface in its column. */
static PetscErrorCode claim_node(const Slab *slab, const Draft *draft, int node, Columns *all,
                                 int place[2])
{
  const double *x = draft->node + 3 * node;

  PetscFunctionBeginUser;
  place[0] = column_at(all, x[1], x[2]);
  place[1] = 0;
  while (place[1] < slab->n_steps && fabs(slab->x[place[1]] - x[0]) > SAME) place[1]++;
  PetscCheck(place[0] >= 0 && fabs(slab->x[place[1]] - x[0]) < SAME, PETSC_COMM_SELF, PETSC_ERR_LIB,
             "Gmsh put a node at (%g, %g, %g) mm that stands in no column of the joint", x[0], x[1],
             x[2]);

  int *held = &all->column[place[0]].node[place[1]];

  PetscCheck(*held < 0 || *held == node, PETSC_COMM_SELF, PETSC_ERR_LIB, "two nodes at one place");
  *held = node;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode claim_top(const Slab *slab, const NodeIndex *nodes, const Draft *draft,
                                Columns *all)
{
  PetscFunctionBeginUser;
  for (int f = 0; f < slab->top.n; f++) {
    int n, *triangle, place[2];

    PetscCall(face_triangles(slab->top.tag[f], nodes, &n, &triangle));
    for (int i = 0; i < 3 * n; i++) PetscCall(claim_node(slab, draft, triangle[i], all, place));
    PetscCall(PetscFree(triangle));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Nodes of the wall, and the diagonals of its quadrilaterals. */
static PetscErrorCode claim_wall(const Slab *slab, const NodeIndex *nodes, const Draft *draft,
                                 Columns *all, Diagonals *diagonals)
{
  int capacity = 0;

  PetscFunctionBeginUser;
  for (int f = 0; f < slab->wall.n; f++) {
    int n, *triangle, place[3][2];

    PetscCall(face_triangles(slab->wall.tag[f], nodes, &n, &triangle));
    capacity += 3 * n;
    PetscCall(PetscRealloc((size_t)capacity * sizeof *diagonals->row, &diagonals->row));
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < 3; k++) {
        PetscCall(claim_node(slab, draft, triangle[3 * i + k], all, place[k]));
        all->column[place[k][0]].on_wall = true;
      }
      for (int k = 0; k < 3; k++) {
        const int *a = place[k], *b = place[(k + 1) % 3];

        if (a[0] == b[0] || a[1] == b[1]) continue;
        const bool up = a[1] < b[1];
        diagonals->row[diagonals->n++] =
          (Diagonal){.step = up ? a[1] : b[1], .low = up ? a[0] : b[0], .high = up ? b[0] : a[0]};
      }
    }
    PetscCall(PetscFree(triangle));
  }
  qsort(diagonals->row, (size_t)diagonals->n, sizeof *diagonals->row, compare_diagonals);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_inner_nodes(const Slab *slab, Columns *all, Draft *draft)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < all->n; i++) {
    Column *c = &all->column[i];

    PetscCheck(c->node[slab->n_steps] >= 0, PETSC_COMM_SELF, PETSC_ERR_LIB,
               "a column without a head");
    for (int k = 1; k < slab->n_steps; k++) {
      const double at[3] = {slab->x[k], c->y, c->z};

      if (c->node[k] < 0) PetscCall(draft_add_node(draft, at, &c->node[k]));
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool has_diagonal(const Diagonals *all, int step, int low, int high)
{
  const Diagonal wanted = {step, low, high};

  return all->n > 0 &&
         bsearch(&wanted, all->row, (size_t)all->n, sizeof wanted, compare_diagonals) != NULL;
}

/** True if the diagonal of the quadrilateral over a-b rises from a to b.
 * Away from the wall it rises from the lower rank: an order cannot run in a circle. */
static bool diagonal_rises(const Columns *all, const Diagonals *diagonals, int step, int a, int b)
{
  if (has_diagonal(diagonals, step, a, b)) return true;
  if (has_diagonal(diagonals, step, b, a)) return false;
  if (all->column[a].on_wall != all->column[b].on_wall) return all->column[a].on_wall;
  return a < b;
}

/** The corners of a triangle so that diagonals rise from the first to both others, and to the last.
 * False if they run in a circle, and the prism has no such split. */
static bool order_corners(const Columns *all, const Diagonals *diagonals, int step, int corner[3])
{
  int sources[3] = {0}, sorted[3] = {-1, -1, -1};

  for (int k = 0; k < 3; k++) {
    const int next = (k + 1) % 3;

    sources[diagonal_rises(all, diagonals, step, corner[k], corner[next]) ? k : next]++;
  }
  for (int k = 0; k < 3; k++) {
    if (sorted[2 - sources[k]] >= 0) return false;
    sorted[2 - sources[k]] = corner[k];
  }
  for (int k = 0; k < 3; k++) corner[k] = sorted[k];
  return true;
}

static PetscErrorCode add_prism(const Columns *all, const int c[3], int step, Region region,
                                Draft *draft)
{
  const int a = all->column[c[0]].node[step], A = all->column[c[0]].node[step + 1];
  const int b = all->column[c[1]].node[step], B = all->column[c[1]].node[step + 1];
  const int d = all->column[c[2]].node[step], D = all->column[c[2]].node[step + 1];
  const int tet[3][4] = {{a, b, d, D}, {a, b, B, D}, {a, A, B, D}};

  PetscFunctionBeginUser;
  for (int k = 0; k < 3; k++) PetscCall(draft_add_tet(draft, tet[k], region));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A prism whose diagonals run in a circle is split about a node in its middle: eight tetrahedra. */
static PetscErrorCode add_star(const Columns *all, const Diagonals *diagonals, const int c[3],
                               int step, Region region, Draft *draft)
{
  double centre[3] = {0.0};
  int    middle;

  PetscFunctionBeginUser;
  for (int k = 0; k < 3; k++)
    for (int j = 0; j < 3; j++)
      centre[j] += (draft->node[3 * all->column[c[k]].node[step] + j] +
                    draft->node[3 * all->column[c[k]].node[step + 1] + j]) /
                   6.0;
  PetscCall(draft_add_node(draft, centre, &middle));
  for (int k = 0; k < 3; k++) {
    const bool    up = diagonal_rises(all, diagonals, step, c[k], c[(k + 1) % 3]);
    const Column *p  = &all->column[up ? c[k] : c[(k + 1) % 3]],
                 *q  = &all->column[up ? c[(k + 1) % 3] : c[k]];
    const int low[4] = {middle, p->node[step], q->node[step], q->node[step + 1]};
    const int top[4] = {middle, p->node[step], q->node[step + 1], p->node[step + 1]};

    PetscCall(draft_add_tet(draft, low, region));
    PetscCall(draft_add_tet(draft, top, region));
  }
  for (int k = 0; k < 2; k++) {
    const int lid[4] = {middle, all->column[c[0]].node[step + k], all->column[c[1]].node[step + k],
                        all->column[c[2]].node[step + k]};

    PetscCall(draft_add_tet(draft, lid, region));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_columns(const Slab *slab, const Columns *all, const Diagonals *diagonals,
                                   const int foot[3], int piece, Draft *draft)
{
  PetscFunctionBeginUser;
  for (int step = 0; step < slab->n_steps; step++) {
    const Region region = parts_slab_region(slab->layer[step], piece);
    int          c[3]   = {foot[0], foot[1], foot[2]};

    if (order_corners(all, diagonals, step, c)) PetscCall(add_prism(all, c, step, region, draft));
    else PetscCall(add_star(all, diagonals, c, step, region, draft));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode slab_fill(const Slab *slab, const NodeIndex *nodes, Draft *draft)
{
  Columns   all       = {0};
  Diagonals diagonals = {0};

  PetscFunctionBeginUser;
  PetscCall(gather_columns(slab, nodes, draft, &all));
  PetscCall(claim_top(slab, nodes, draft, &all));
  PetscCall(claim_wall(slab, nodes, draft, &all, &diagonals));
  PetscCall(add_inner_nodes(slab, &all, draft));
  for (int f = 0; f < slab->bottom.n; f++) {
    int n, *triangle;

    PetscCall(face_triangles(slab->bottom.tag[f], nodes, &n, &triangle));
    for (int i = 0; i < n; i++) {
      int foot[3];

      for (int k = 0; k < 3; k++) {
        const double *x = draft->node + 3 * triangle[3 * i + k];
        foot[k]         = column_at(&all, x[1], x[2]);
      }
      PetscCall(fill_columns(slab, &all, &diagonals, foot, slab->bottom.piece[f], draft));
    }
    PetscCall(PetscFree(triangle));
  }
  PetscCall(PetscFree(all.column));
  PetscCall(PetscFree(diagonals.row));
  PetscFunctionReturn(PETSC_SUCCESS);
}
