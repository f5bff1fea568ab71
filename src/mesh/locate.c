// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the cell and the barycentric weights of given points, each on exactly one rank.
#include "plex.h"
#include "tet.h"

// In barycentric weight: far above rounding, far below what matters. Weights are clamped to [0, 1].
static const double TOLERANCE = 1e-8;

/** The points in the order of their x, so that a cell sees only those abreast of it. */
typedef struct {
  int       n; // finite ones
  double   *x; // [n] increasing
  PetscInt *index;
} Abreast;

static PetscErrorCode sort_by_x(int n, const Vec3 x[], Abreast *points)
{
  const size_t most = (size_t)n;

  PetscFunctionBeginUser;
  points->n = 0;
  PetscCall(PetscMalloc2(most, &points->x, most, &points->index));
  for (int i = 0; i < n; i++) {
    if (!isfinite(x[i].x[0]) || !isfinite(x[i].x[1]) || !isfinite(x[i].x[2])) continue;
    points->x[points->n]       = x[i].x[0];
    points->index[points->n++] = i;
  }
  PetscCall(PetscSortRealWithArrayInt(points->n, points->x, points->index));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The first point with x >= bound. */
static int find_first_from(const Abreast *points, double bound)
{
  int low = 0, high = points->n;

  while (low < high) {
    const int middle = (low + high) / 2;

    if (points->x[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void find_cell_bounds(const Mesh *mesh, const PetscInt cell[4], double low[3],
                             double high[3])
{
  for (int d = 0; d < 3; d++) {
    low[d] = high[d] = mesh->x[cell[0]][d];
    for (int i = 1; i < 4; i++) {
      low[d]  = fmin(low[d], mesh->x[cell[i]][d]);
      high[d] = fmax(high[d], mesh->x[cell[i]][d]);
    }
  }
  for (int d = 0; d < 3; d++) {
    const double margin = 4.0 * TOLERANCE * (high[d] - low[d]);

    low[d] -= margin;
    high[d] += margin;
  }
}

/** Barycentric weights; returns the smallest. */
static double find_weights(const Mesh *mesh, PetscInt c, Vec3 point, double weight[4])
{
  const PetscInt *v     = mesh->cell[c];
  double          least = INFINITY;

  for (int i = 0; i < 4; i++) {
    const double *corner[4];

    for (int k = 0; k < 4; k++) corner[k] = k == i ? point.x : mesh->x[v[k]];
    weight[i] = tet_volume(corner[0], corner[1], corner[2], corner[3]) / mesh->volume[c];
    least     = fmin(least, weight[i]);
  }
  return least;
}

static void clamp_weights(double weight[4])
{
  double sum = 0.0;

  for (int i = 0; i < 4; i++) {
    weight[i] = fmax(weight[i], 0.0);
    sum += weight[i];
  }
  for (int i = 0; i < 4; i++) weight[i] /= sum;
}

static void search_cell(const Mesh *mesh, PetscInt c, const Abreast *points, const Vec3 x[],
                        MeshLocation location[])
{
  double low[3], high[3];

  find_cell_bounds(mesh, mesh->cell[c], low, high);
  for (int i = find_first_from(points, low[0]); i < points->n && points->x[i] <= high[0]; i++) {
    const PetscInt p = points->index[i];
    double         weight[4];

    if (location[p].cell >= 0) continue;
    if (x[p].x[1] < low[1] || x[p].x[1] > high[1]) continue;
    if (x[p].x[2] < low[2] || x[p].x[2] > high[2]) continue;
    if (find_weights(mesh, c, x[p], weight) < -TOLERANCE) continue;
    clamp_weights(weight);
    location[p].cell = c;
    for (int k = 0; k < 4; k++) location[p].weight[k] = weight[k];
  }
}

/** Where several ranks found a point, the first keeps it. Collective. */
static PetscErrorCode agree_on_finders(MPI_Comm comm, int n, MeshLocation location[], int *missing)
{
  const size_t n_points = (size_t)n;
  int          rank, size, *finder;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscMalloc1(n_points, &finder));
  for (int i = 0; i < n; i++) finder[i] = location[i].cell >= 0 ? rank : size;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, finder, n, MPI_INT, MPI_MIN, comm));
  *missing = 0;
  for (int i = 0; i < n; i++) {
    if (finder[i] == size) (*missing)++;
    if (finder[i] != rank) location[i] = (MeshLocation){.cell = -1};
  }
  PetscCall(PetscFree(finder));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_locate(const Mesh *mesh, int n, const Vec3 x[], MeshLocation location[],
                           int *missing)
{
  Abreast points;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) location[i] = (MeshLocation){.cell = -1};
  PetscCall(sort_by_x(n, x, &points));
  for (PetscInt c = 0; c < mesh->n_cells_owned; c++) search_cell(mesh, c, &points, x, location);
  PetscCall(PetscFree2(points.x, points.index));
  PetscCall(agree_on_finders(mesh->comm, n, location, missing));
  PetscFunctionReturn(PETSC_SUCCESS);
}
