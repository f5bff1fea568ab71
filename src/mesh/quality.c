// SPDX-License-Identifier: GPL-3.0-or-later
// Quality of the tetrahedra of each region: SICN minimum and percentiles, volume and mean edge, over all
// ranks.
#include "plex.h"
#include "tet.h"

enum { BINS = 2000 }; // over [-1, 1]

/** What one region's cells add up to. */
typedef struct {
  PetscInt n;
  double   volume, edges;
  double   worst;
  int      bin[BINS];
} Tally;

static double square(double a)
{
  return a * a;
}

// SICN: 3 / (|A| |A^-1|) in Frobenius norms, signed by det A, where A takes the regular tetrahedron to
// this one. |A|^2 is half the sum of squared edges and |adj A|^2 four times that of squared face areas
// (both are invariant under the symmetries of the regular tetrahedron), so no matrix is needed.
static double measure_quality(const double *const x[4], double *mean_edge)
{
  double edges = 0.0, faces = 0.0, sum = 0.0;

  for (int i = 0; i < 4; i++) {
    faces += square(triangle_area(x[(i + 1) % 4], x[(i + 2) % 4], x[(i + 3) % 4]));
    for (int j = 0; j < i; j++) {
      const double length =
        vec3_distance(vec3(x[i][0], x[i][1], x[i][2]), vec3(x[j][0], x[j][1], x[j][2]));

      edges += square(length);
      sum += length;
    }
  }
  *mean_edge = sum / 6.0;
  return 18.0 * tet_volume(x[0], x[1], x[2], x[3]) / sqrt(edges * faces);
}

static void tally_cells(const Mesh *mesh, Tally tally[])
{
  for (PetscInt c = 0; c < mesh->n_cells_owned; c++) {
    Tally        *mine = &tally[mesh->region[c]];
    const double *x[4];
    double        edge;

    for (int i = 0; i < 4; i++) x[i] = mesh->x[mesh->cell[c][i]];
    const double value = measure_quality(x, &edge);
    const int    bin   = (int)(0.5 * (value + 1.0) * BINS);

    mine->n++;
    mine->volume += mesh->volume[c];
    mine->edges += edge;
    mine->worst = fmin(mine->worst, value);
    mine->bin[bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin]++;
  }
}

/** The value below which that part of the cells lies, linear within a bin; never below the worst. */
static double find_percentile(const Tally *tally, double part)
{
  const double wanted = part * (double)tally->n;
  double       below  = 0.0;

  for (int i = 0; i < BINS; i++) {
    if (tally->bin[i] > 0 && below + tally->bin[i] >= wanted) {
      const double inside = (wanted - below) / tally->bin[i];

      return fmax(tally->worst, 2.0 * (i + inside) / BINS - 1.0);
    }
    below += tally->bin[i];
  }
  return NAN;
}

static PetscErrorCode sum_over_ranks(MPI_Comm comm, Tally *tally)
{
  double sums[2] = {tally->volume, tally->edges};

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &tally->n, 1, MPIU_INT, MPI_SUM, comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &tally->worst, 1, MPI_DOUBLE, MPI_MIN, comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, tally->bin, BINS, MPI_INT, MPI_SUM, comm));
  tally->volume = sums[0];
  tally->edges  = sums[1];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static RegionQuality summarise_tally(const Tally *tally)
{
  if (tally->n == 0) return (RegionQuality){0};
  return (RegionQuality){.n_cells        = tally->n,
                         .volume         = tally->volume,
                         .quality_min    = tally->worst,
                         .quality_p5     = find_percentile(tally, 0.05),
                         .quality_median = find_percentile(tally, 0.5),
                         .size           = tally->edges / (double)tally->n};
}

PetscErrorCode mesh_quality(const Mesh *mesh, RegionQuality found[])
{
  Tally *tally;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->tags->n_regions, &tally));
  for (int r = 0; r < mesh->tags->n_regions; r++) tally[r].worst = INFINITY;
  tally_cells(mesh, tally);
  for (int r = 0; r < mesh->tags->n_regions; r++) {
    PetscCall(sum_over_ranks(mesh->comm, &tally[r]));
    found[r] = summarise_tally(&tally[r]);
  }
  PetscCall(PetscFree(tally));
  PetscFunctionReturn(PETSC_SUCCESS);
}
