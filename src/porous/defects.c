// SPDX-License-Identifier: GPL-3.0-or-later
// Defects of the barrier: the cells that each opens, and the law that gives them its conductance. The medium appends
// these laws to those of the materials.
#include "defects.h"

#include "constants.h"

static Vec3 find_centroid(const Mesh *mesh, PetscInt cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++) {
    const double *x = mesh->x[mesh->cell[cell][a]];

    sum = vec3_sum(sum, vec3(0.25 * x[0], 0.25 * x[1], 0.25 * x[2]));
  }
  return sum;
}

// Where a channel can begin, and where it can end.
typedef enum { CELLS_OF_BARRIER, CELLS_DRAINED } CellKind;

static bool is_of_kind(const PorousProblem *problem, CellKind kind, int region)
{
  return kind == CELLS_OF_BARRIER ? region == problem->barrier : problem->is_drained(region);
}

// Centroid of the nearest cell of a kind; the centre itself, at an infinite distance, if there is none.
static PetscErrorCode find_nearest_cell(const Medium *medium, CellKind kind, Vec3 centre, Vec3 *at,
                                        double *distance)
{
  struct {
    double distance;
    int    rank;
  } here           = {PETSC_MAX_REAL, 0}, all;
  const Mesh *mesh = medium->graph->mesh;

  PetscFunctionBeginUser;
  *at = centre;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &here.rank));
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    if (!is_of_kind(medium->problem, kind, mesh->region[e])) continue;
    const Vec3   middle = find_centroid(mesh, e);
    const double there  = vec3_distance(middle, centre);

    if (there >= here.distance) continue;
    here.distance = there;
    *at           = middle;
  }
  PetscCallMPI(MPI_Allreduce(&here, &all, 1, MPI_DOUBLE_INT, MPI_MINLOC, mesh->comm));
  PetscCallMPI(MPI_Bcast(at->x, 3, MPI_DOUBLE, all.rank, mesh->comm));
  *distance = all.distance;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 get_corner(const Mesh *mesh, PetscInt cell, int i)
{
  const double *x = mesh->x[mesh->cell[cell][i]];

  return vec3(x[0], x[1], x[2]);
}

static double find_six_volumes(Vec3 a, Vec3 b, Vec3 c, Vec3 d)
{
  return vec3_dot(vec3_difference(b, a), vec3_cross(vec3_difference(c, a), vec3_difference(d, a)));
}

static bool is_in_cell(const Mesh *mesh, PetscInt cell, Vec3 point)
{
  const double whole = 6.0 * mesh->volume[cell];

  for (int i = 0; i < 4; i++) {
    Vec3 x[4];

    for (int k = 0; k < 4; k++) x[k] = k == i ? point : get_corner(mesh, cell, k);
    if (find_six_volumes(x[0], x[1], x[2], x[3]) / whole < -DEFECT_CELL_TOLERANCE) return false;
  }
  return true;
}

static Vec3 sample_path(Vec3 from, Vec3 to, int i)
{
  const double fraction = (i + 0.5) / CHANNEL_SAMPLES;

  return vec3_sum(vec3_scaled(from, 1.0 - fraction), vec3_scaled(to, fraction));
}

// Opens the barrier's cells on a straight path, and adds the length of the path inside the barrier.
static PetscErrorCode open_channel_cells(const Medium *medium, Vec3 from, Vec3 to, int law,
                                         double *length)
{
  const Mesh *mesh                 = medium->graph->mesh;
  const Vec3  middle               = sample_path(from, to, CHANNEL_SAMPLES / 2);
  int         hit[CHANNEL_SAMPLES] = {0};

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    const double range =
      vec3_distance(from, to) + vec3_distance(get_corner(mesh, e, 0), get_corner(mesh, e, 1));

    if (mesh->region[e] != medium->problem->barrier ||
        vec3_distance(find_centroid(mesh, e), middle) > 2.0 * range)
      continue;
    for (int i = 0; i < CHANNEL_SAMPLES; i++) {
      if (!is_in_cell(mesh, e, sample_path(from, to, i))) continue;
      medium->law[e] = law;
      hit[i]         = 1;
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, hit, CHANNEL_SAMPLES, MPI_INT, MPI_MAX, mesh->comm));
  for (int i = 0; i < CHANNEL_SAMPLES; i++)
    *length += hit[i] * vec3_distance(from, to) / CHANNEL_SAMPLES;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void open_patch(const Medium *medium, Vec3 centre, double radius, int law)
{
  const Mesh *mesh = medium->graph->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    if (mesh->region[e] == medium->problem->barrier &&
        vec3_distance(find_centroid(mesh, e), centre) <= radius)
      medium->law[e] = law;
}

static PetscErrorCode sum_volume(const Medium *medium, int law, double *volume)
{
  const Mesh *mesh = medium->graph->mesh;
  double      here = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    if (medium->law[e] == law) here += mesh->volume[e];
  PetscCallMPI(MPI_Allreduce(&here, volume, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// True if a cell of the law has a vertex of drained tissue.
static PetscErrorCode find_drainage(const Medium *medium, int law, bool *drains)
{
  const Mesh *mesh = medium->graph->mesh;
  char       *drained;
  int         here = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &drained));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 4 && medium->problem->is_drained(mesh->region[e]); k++)
      drained[mesh->cell[e][k]] = 1;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 4; k++)
      if (medium->law[e] == law && drained[mesh->cell[e][k]]) here = 1;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &here, 1, MPI_INT, MPI_MAX, mesh->comm));
  *drains = here;
  PetscCall(PetscFree(drained));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Anteriorly a ligament of the barrier covers the ring and would close a hole of the ring alone: where the patch
// does not touch drained tissue, a channel to the nearest of it is opened as well.
static PetscErrorCode open_channel(const Medium *medium, Vec3 centre, double radius, int law,
                                   double *length)
{
  const double width = medium->problem->barrier_width;
  Vec3         outside;
  double       distance;
  bool         drains;

  PetscFunctionBeginUser;
  *length = width;
  open_patch(medium, centre, radius, law);
  PetscCall(find_drainage(medium, law, &drains));
  if (drains) PetscFunctionReturn(PETSC_SUCCESS);
  *length = 0.5 * width;
  PetscCall(find_nearest_cell(medium, CELLS_DRAINED, centre, &outside, &distance));
  PetscCall(open_channel_cells(medium, centre, outside, law, length));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_defect_law(Medium *medium, const PorousDefect *defect, double open, int law)
{
  const PorousMaterial *barrier = &medium->problem->material[medium->problem->barrier];
  const double          rest    = barrier->conductivity.across;

  medium->region[law]       = medium->problem->barrier;
  medium->conductivity[law] = (Transverse){.along = rest, .across = rest, .fibre = {{0.0}}};
  medium->pore[law]         = barrier->pore;
  medium->pore[law].kind    = PORE_MATRIX;
  medium->pore[law].p_dil   = defect->opening_pressure;
  medium->pore[law].n       = DEFECT_EXPONENT;
  medium->pore[law].ratio   = PetscMax(1.0, open / rest);
}

static PetscErrorCode open_defect(Medium *medium, const PorousDefect *defect, Problems *problems)
{
  const PorousProblem *problem = medium->problem;
  const int            law     = medium->n_laws++;
  double               nearest, volume, length;
  Vec3                 cell;

  PetscFunctionBeginUser;
  PetscCall(find_nearest_cell(medium, CELLS_OF_BARRIER, defect->centre, &cell, &nearest));
  if (nearest > PetscMax(defect->size, 2.0 * problem->barrier_width))
    PetscCall(
      problems_add(problems, problem->source,
                   "defects.%s: its centre is %.1f mm from the nearest cell of the capsule; "
                   "move it to the capsule, or make it wider",
                   defect->name, 1e3 * nearest));
  PetscCall(open_channel(medium, defect->centre,
                         PetscMax(0.5 * defect->size, DEFECT_SMALLEST_PATCH * nearest), law,
                         &length));
  PetscCall(sum_volume(medium, law, &volume));
  set_defect_law(medium, defect, defect->conductance * length * length / volume, law);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode defects_open(Medium *medium, Problems *problems)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < medium->problem->n_defects; d++)
    PetscCall(open_defect(medium, &medium->problem->defect[d], problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
