// SPDX-License-Identifier: GPL-3.0-or-later
// Packs the mesh of a run: points in 16 bits of their box, which is some micrometres, and tetrahedra by their points.
#include "mesh.h"

#include "cluster.h"
#include "pack.h"

#include <math.h>
#include <stdbool.h>

typedef struct {
  StoreRows  point, cell, region;
  StoreNames names;
} Grid;

static PetscErrorCode read_grid(StoreReader *reader, Grid *grid, Problems *problems)
{
  PetscFunctionBeginUser;
  *grid = (Grid){0};
  PetscCall(store_reader_rows(reader, "/VTKHDF/Points", &grid->point, problems));
  if (problems->count == 0)
    PetscCall(store_reader_rows(reader, "/VTKHDF/Connectivity", &grid->cell, problems));
  if (problems->count == 0)
    PetscCall(store_reader_rows(reader, "/VTKHDF/CellData/region", &grid->region, problems));
  if (problems->count == 0)
    PetscCall(
      store_reader_words(reader, "/VTKHDF/CellData/region", "names", &grid->names, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode free_grid(Grid *grid)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(grid->point.value));
  PetscCall(PetscFree(grid->cell.value));
  PetscCall(PetscFree(grid->region.value));
  PetscCall(PetscFree(grid->names.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Cells are tetrahedra of points that exist, and every one has a region with a name.
static bool is_sound(const Grid *grid)
{
  const int64_t n    = grid->cell.rows;
  bool          good = grid->point.columns == 3 && grid->point.rows > 0 && n > 0 && n % 4 == 0 &&
              grid->region.rows == n / 4 && n < INT32_MAX && grid->names.count < 256;

  for (int64_t i = 0; good && i < n; i++)
    good = grid->cell.value[i] >= 0.0 && grid->cell.value[i] < (double)grid->point.rows;
  for (int64_t i = 0; good && i < n / 4; i++)
    good = grid->region.value[i] >= 0.0 && grid->region.value[i] < grid->names.count;
  for (int64_t i = 0; good && i < 3 * grid->point.rows; i++) good = isfinite(grid->point.value[i]);
  return good;
}

static void find_box(const StoreRows *point, double low[3], double high[3])
{
  for (int a = 0; a < 3; a++) low[a] = high[a] = point->value[a];
  for (int64_t i = 0; i < 3 * point->rows; i++) {
    low[i % 3]  = fmin(low[i % 3], point->value[i]);
    high[i % 3] = fmax(high[i % 3], point->value[i]);
  }
}

static PetscErrorCode pack_points(const StoreRows *point, json_t *mesh)
{
  const size_t n = (size_t)(3 * point->rows);
  double       low[3], high[3];
  uint8_t     *code;
  json_t      *packed;

  PetscFunctionBeginUser;
  find_box(point, low, high);
  PetscCall(PetscMalloc1(2 * n, &code));
  for (size_t i = 0; i < n; i++) {
    const double width = high[i % 3] - low[i % 3];
    const double share = width > 0.0 ? (point->value[i] - low[i % 3]) / width : 0.0;
    const long   step  = lround(65535.0 * share);

    code[2 * i]     = (uint8_t)(step & 0xff);
    code[2 * i + 1] = (uint8_t)(step >> 8);
  }
  PetscCall(pack_bytes(2 * n, code, &packed));
  (void)json_object_set_new(mesh, "points", packed);
  (void)json_object_set_new(
    mesh, "box", json_pack("[[fff],[fff]]", low[0], low[1], low[2], high[0], high[1], high[2]));
  PetscCall(PetscFree(code));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode pack_cells(const Grid *grid, json_t *mesh)
{
  const size_t n = (size_t)grid->cell.rows;
  uint8_t     *code;
  json_t      *packed;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(4 * n, &code));
  for (size_t i = 0; i < n; i++) {
    const uint32_t point = (uint32_t)grid->cell.value[i];

    for (size_t b = 0; b < 4; b++) code[b * n + i] = (uint8_t)(point >> (8 * b)); // like by like
  }
  PetscCall(pack_bytes(4 * n, code, &packed));
  (void)json_object_set_new(mesh, "cells", packed);
  for (size_t i = 0; i < n / 4; i++) code[i] = (uint8_t)grid->region.value[i];
  PetscCall(pack_bytes(n / 4, code, &packed));
  (void)json_object_set_new(mesh, "regions", packed);
  PetscCall(PetscFree(code));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode pack_grid(const Grid *grid, json_t **mesh)
{
  json_t *names = json_array();

  PetscFunctionBeginUser;
  *mesh = json_object();
  for (int i = 0; i < grid->names.count; i++)
    (void)json_array_append_new(names, json_string(grid->names.name[i]));
  (void)json_object_set_new(*mesh, "names", names);
  PetscCall(pack_points(&grid->point, *mesh));
  PetscCall(pack_cells(grid, *mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Takes over `mesh`.
static int find_or_append(json_t *meshes, json_t *mesh)
{
  const int n = (int)json_array_size(meshes);

  for (int i = 0; i < n; i++)
    if (json_equal(json_array_get(meshes, (size_t)i), mesh)) {
      json_decref(mesh);
      return i;
    }
  (void)json_array_append_new(meshes, mesh);
  return n;
}

static PetscErrorCode merge_points(double width, Grid *grid, PagePoints *points)
{
  ClusterMesh mesh = {.n_points = grid->point.rows,
                      .n_cells  = grid->region.rows,
                      .point    = grid->point.value,
                      .cell     = grid->cell.value,
                      .region   = grid->region.value};

  PetscFunctionBeginUser;
  PetscCall(cluster_merge(width, &mesh, &points->kept));
  grid->point.rows  = mesh.n_points;
  grid->cell.rows   = 4 * mesh.n_cells;
  grid->region.rows = mesh.n_cells;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_gather(StoreReader *reader, const Thinning *thinning, json_t *meshes,
                           int *index, PagePoints *points, Problems *problems)
{
  Grid    grid;
  json_t *mesh;

  PetscFunctionBeginUser;
  *index  = -1;
  *points = (PagePoints){0};
  PetscCall(read_grid(reader, &grid, problems));
  if (problems->count == 0 && !is_sound(&grid))
    PetscCall(problems_add(problems, store_reader_path(reader),
                           "the mesh is broken: cells name points or regions that are not there; "
                           "wanted is the result of a finished `sij run`"));
  if (problems->count == 0) {
    points->n_file = grid.point.rows;
    if (thinning->width > 0.0) PetscCall(merge_points(thinning->width, &grid, points));
    points->n = grid.point.rows;
    PetscCall(pack_grid(&grid, &mesh));
    *index = find_or_append(meshes, mesh);
  }
  PetscCall(free_grid(&grid));
  PetscFunctionReturn(PETSC_SUCCESS);
}
