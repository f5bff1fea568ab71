// SPDX-License-Identifier: GPL-3.0-or-later
// Whether parts of a coarse mesh overlap: a point just in front of each outer face must lie in no tetrahedron. Tetrahedra
// are looked up in a grid of bins. A part of coarse_check().
#include "sound.h"
#include "tet.h"

#include <string.h>

static const double IN_FRONT = 1e-3; // of the square root of a face's area
static const double INSIDE   = 1e-6; // barycentric weight of what counts as inside

/** Bins over the mesh, each with the tetrahedra whose boxes reach into it. */
typedef struct {
  int  n[3];
  Vec3 low, size; // of the grid, of a bin
  int *start;     // [bins + 1]
  int *cell;
} Grid;

typedef struct {
  int low[3], high[3];
} BinRange;

static int bin_along(const Grid *grid, int axis, double x)
{
  const double at = floor((x - grid->low.x[axis]) / grid->size.x[axis]);

  return at > 0.0 ? (at < grid->n[axis] ? (int)at : grid->n[axis] - 1) : 0;
}

static size_t bin_at(const Grid *grid, int i, int j, int k)
{
  return (size_t)i + (size_t)grid->n[0] * ((size_t)j + (size_t)grid->n[1] * (size_t)k);
}

static void bound_nodes(const CoarseMesh *coarse, int n, const int node[], Vec3 *low, Vec3 *high)
{
  *low = *high = coarse_node(coarse, node ? node[0] : 0);
  for (int i = 1; i < n; i++) {
    const Vec3 x = coarse_node(coarse, node ? node[i] : i);

    for (int k = 0; k < 3; k++) {
      low->x[k]  = fmin(low->x[k], x.x[k]);
      high->x[k] = fmax(high->x[k], x.x[k]);
    }
  }
}

static BinRange bins_of_cell(const Grid *grid, const CoarseMesh *coarse, int cell)
{
  BinRange range;
  Vec3     low, high;

  bound_nodes(coarse, 4, coarse->tet + 4 * (size_t)cell, &low, &high);
  for (int k = 0; k < 3; k++) {
    range.low[k]  = bin_along(grid, k, low.x[k]);
    range.high[k] = bin_along(grid, k, high.x[k]);
  }
  return range;
}

// Counts tetrahedra of each bin at start[bin + 1], or puts them in place from start[bin] on.
static void visit_bins(Grid *grid, const CoarseMesh *coarse, int cell, bool count)
{
  const BinRange r = bins_of_cell(grid, coarse, cell);

  for (int k = r.low[2]; k <= r.high[2]; k++)
    for (int j = r.low[1]; j <= r.high[1]; j++)
      for (int i = r.low[0]; i <= r.high[0]; i++) {
        const size_t bin = bin_at(grid, i, j, k);

        if (count) grid->start[bin + 1]++;
        else grid->cell[grid->start[bin]++] = cell;
      }
}

static PetscErrorCode create_grid(const CoarseMesh *coarse, Grid *grid)
{
  const double per_side = fmax(1.0, fmin(128.0, cbrt(coarse->n_tets / 4.0)));
  Vec3         high;
  size_t       bins;

  PetscFunctionBeginUser;
  bound_nodes(coarse, coarse->n_nodes, NULL, &grid->low, &high);
  for (int k = 0; k < 3; k++) {
    grid->n[k]      = (int)per_side;
    grid->size.x[k] = fmax((high.x[k] - grid->low.x[k]) / per_side, 1e-30);
  }
  bins = (size_t)grid->n[0] * (size_t)grid->n[1] * (size_t)grid->n[2];
  PetscCall(PetscCalloc1(bins + 2, &grid->start));
  for (int e = 0; e < coarse->n_tets; e++) visit_bins(grid, coarse, e, true);
  for (size_t b = 0; b < bins; b++) grid->start[b + 1] += grid->start[b];
  PetscCall(PetscMalloc1((size_t)grid->start[bins] + 1, &grid->cell));
  for (int e = 0; e < coarse->n_tets; e++) visit_bins(grid, coarse, e, false);
  memmove(grid->start + 1, grid->start, bins * sizeof *grid->start);
  grid->start[0] = 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool holds(const CoarseMesh *coarse, int cell, Vec3 at)
{
  const double *v[4], *x = at.x;

  for (int k = 0; k < 4; k++)
    v[k] = coarse->node + 3 * (size_t)coarse->tet[4 * (size_t)cell + (size_t)k];
  const double least = INSIDE * tet_determinant(v[0], v[1], v[2], v[3]);

  return tet_determinant(x, v[1], v[2], v[3]) > least &&
         tet_determinant(v[0], x, v[2], v[3]) > least &&
         tet_determinant(v[0], v[1], x, v[3]) > least &&
         tet_determinant(v[0], v[1], v[2], x) > least;
}

static bool is_occupied(const Grid *grid, const CoarseMesh *coarse, int own, Vec3 x)
{
  const size_t bin = bin_at(grid, bin_along(grid, 0, x.x[0]), bin_along(grid, 1, x.x[1]),
                            bin_along(grid, 2, x.x[2]));

  for (int i = grid->start[bin]; i < grid->start[bin + 1]; i++)
    if (grid->cell[i] != own && holds(coarse, grid->cell[i], x)) return true;
  return false;
}

// A little outside the face, away from its tetrahedron.
static Vec3 point_in_front(const CoarseMesh *coarse, const CellFace *face, Vec3 *at)
{
  const Vec3 a = coarse_node(coarse, face->vertex[0]), b = coarse_node(coarse, face->vertex[1]),
             c = coarse_node(coarse, face->vertex[2]), d = coarse_node(coarse, face->opposite);
  const Vec3   across = vec3_cross(vec3_difference(b, a), vec3_difference(c, a));
  const double side   = vec3_dot(across, vec3_difference(d, a)) > 0.0 ? -1.0 : 1.0;

  // Not the centre: in meshes of regular shape that lies on planes between tetrahedra.
  *at = vec3_sum(vec3_scaled(a, 0.437), vec3_sum(vec3_scaled(b, 0.321), vec3_scaled(c, 0.242)));
  return vec3_sum(*at,
                  vec3_scaled(vec3_unit(across), side * IN_FRONT * sqrt(0.5 * vec3_norm(across))));
}

PetscErrorCode find_overlaps(const CoarseMesh *coarse, const CellFace face[], FaultSite *site)
{
  const size_t n    = 4 * (size_t)coarse->n_tets;
  Grid         grid = {0};

  PetscFunctionBeginUser;
  if (n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(create_grid(coarse, &grid));
  for (size_t i = 0; i < n; i++) {
    const bool shared = (i > 0 && cell_face_same(&face[i - 1], &face[i])) ||
                        (i + 1 < n && cell_face_same(&face[i], &face[i + 1]));
    Vec3 centre;

    if (shared) continue;
    if (is_occupied(&grid, coarse, face[i].cell, point_in_front(coarse, &face[i], &centre)))
      fault_site_add(site, centre);
  }
  PetscCall(PetscFree(grid.start));
  PetscCall(PetscFree(grid.cell));
  PetscFunctionReturn(PETSC_SUCCESS);
}
