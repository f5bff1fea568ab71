// SPDX-License-Identifier: GPL-3.0-or-later
#include "defects.h"

enum { SAMPLES = 64 }; // of a way through the capsule

static Vec3 centroid(const Mesh *mesh, PetscInt cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++) {
    const double *x = mesh->x[mesh->cell[cell][a]];

    sum = vec3_sum(sum, vec3(0.25 * x[0], 0.25 * x[1], 0.25 * x[2]));
  }
  return sum;
}

static bool is_capsule(Region region)
{
  return region == REGION_CAPSULE;
}

// Where what passes the hole can go.
static bool is_outside(Region region)
{
  return !is_capsule(region) && region != REGION_JOINT_CAVITY && region != REGION_SACRUM &&
         region != REGION_ILIUM && region != REGION_CARTILAGE_SACRAL &&
         region != REGION_CARTILAGE_ILIAC;
}

// Centroid of the nearest cell of a kind; the centre itself, at an endless distance, if there is none.
static PetscErrorCode nearest_cell(const Mesh *mesh, bool (*counts)(Region), Vec3 centre, Vec3 *at,
                                   double *distance)
{
  struct {
    double distance;
    int    rank;
  } here = {PETSC_MAX_REAL, 0}, all;

  PetscFunctionBeginUser;
  *at = centre;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &here.rank));
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    if (!counts((Region)mesh->region[e])) continue;
    const Vec3   middle = centroid(mesh, e);
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

static Vec3 corner(const Mesh *mesh, PetscInt cell, int i)
{
  const double *x = mesh->x[mesh->cell[cell][i]];

  return vec3(x[0], x[1], x[2]);
}

static double six_volumes(Vec3 a, Vec3 b, Vec3 c, Vec3 d)
{
  return vec3_dot(vec3_difference(b, a), vec3_cross(vec3_difference(c, a), vec3_difference(d, a)));
}

static bool contains(const Mesh *mesh, PetscInt cell, Vec3 point)
{
  const double whole = 6.0 * mesh->volume[cell];

  for (int i = 0; i < 4; i++) {
    Vec3 x[4];

    for (int k = 0; k < 4; k++) x[k] = k == i ? point : corner(mesh, cell, k);
    if (six_volumes(x[0], x[1], x[2], x[3]) / whole < -1e-8) return false;
  }
  return true;
}

static Vec3 sample(Vec3 from, Vec3 to, int i)
{
  const double share = (i + 0.5) / SAMPLES;

  return vec3_sum(vec3_scaled(from, 1.0 - share), vec3_scaled(to, share));
}

// Opens the capsule's cells on a straight way, and adds its length in the capsule.
static PetscErrorCode open_way(const Medium *medium, Vec3 from, Vec3 to, int law, double *length)
{
  const Mesh *mesh            = medium->graph->mesh;
  const Vec3  middle          = sample(from, to, SAMPLES / 2);
  int         inside[SAMPLES] = {0};

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    const double reach =
      vec3_distance(from, to) + vec3_distance(corner(mesh, e, 0), corner(mesh, e, 1));

    if (mesh->region[e] != REGION_CAPSULE || vec3_distance(centroid(mesh, e), middle) > 2.0 * reach)
      continue;
    for (int i = 0; i < SAMPLES; i++) {
      if (!contains(mesh, e, sample(from, to, i))) continue;
      medium->law[e] = law;
      inside[i]      = 1;
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, inside, SAMPLES, MPI_INT, MPI_MAX, mesh->comm));
  for (int i = 0; i < SAMPLES; i++) *length += inside[i] * vec3_distance(from, to) / SAMPLES;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void open_patch(const Medium *medium, Vec3 centre, double radius, int law)
{
  const Mesh *mesh = medium->graph->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    if (mesh->region[e] == REGION_CAPSULE && vec3_distance(centroid(mesh, e), centre) <= radius)
      medium->law[e] = law;
}

static PetscErrorCode volume_of(const Medium *medium, int law, double *volume)
{
  const Mesh *mesh = medium->graph->mesh;
  double      here = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    if (medium->law[e] == law) here += mesh->volume[e];
  PetscCallMPI(MPI_Allreduce(&here, volume, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// True if a cell of the law shares a vertex with soft tissue.
static PetscErrorCode reaches_outside(const Medium *medium, int law, bool *reaches)
{
  const Mesh *mesh = medium->graph->mesh;
  char       *wet;
  int         here = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &wet));
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 4 && is_outside((Region)mesh->region[e]); k++) wet[mesh->cell[e][k]] = 1;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 4; k++)
      if (medium->law[e] == law && wet[mesh->cell[e][k]]) here = 1;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &here, 1, MPI_INT, MPI_MAX, mesh->comm));
  *reaches = here;
  PetscCall(PetscFree(wet));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// In front the anterior ligament, capsule too, lies over the ring and would shut a hole of the ring alone:
// where the patch does not reach soft tissue, the way to the nearest of it is opened as well.
static PetscErrorCode open_channel(const Medium *medium, Vec3 centre, double radius, int law,
                                   double *length)
{
  const double width = medium->input->anatomy.capsule;
  Vec3         outside;
  double       distance;
  bool         reaches;

  PetscFunctionBeginUser;
  *length = width;
  open_patch(medium, centre, radius, law);
  PetscCall(reaches_outside(medium, law, &reaches));
  if (reaches) PetscFunctionReturn(PETSC_SUCCESS);
  *length = 0.5 * width;
  PetscCall(nearest_cell(medium->graph->mesh, is_outside, centre, &outside, &distance));
  PetscCall(open_way(medium, centre, outside, law, length));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode open_one(Medium *medium, const Defect *defect, Vec3 centre,
                               Problems *problems)
{
  const Case   *input   = medium->input;
  const double  width   = input->anatomy.capsule;
  const Tissue *capsule = &input->tissue[REGION_CAPSULE];
  const int     law     = medium->n_laws++;
  double        nearest, volume, length;
  Vec3          cell;

  PetscFunctionBeginUser;
  PetscCall(nearest_cell(medium->graph->mesh, is_capsule, centre, &cell, &nearest));
  if (nearest > PetscMax(defect->size, 2.0 * width))
    PetscCall(
      problems_add(problems, input->file,
                   "defects.%s: its centre is %.1f mm from the nearest cell of the capsule; "
                   "move it to the capsule, or make it wider",
                   defect->name, 1e3 * nearest));
  PetscCall(
    open_channel(medium, centre, PetscMax(0.5 * defect->size, 1.0001 * nearest), law, &length));
  PetscCall(volume_of(medium, law, &volume));
  const double open = defect->conductance * length * length / volume;
  const double rest = capsule->conductivity_across;

  medium->region[law]       = REGION_CAPSULE;
  medium->conductivity[law] = (Transverse){.along = rest, .across = rest, .fibre = {{0.0}}};
  medium->pore[law]         = capsule->pore;
  medium->pore[law].kind    = PORE_MATRIX;
  medium->pore[law].p_dil   = defect->opening_pressure;
  medium->pore[law].n       = 4.0; // opens within about a third of its pressure
  medium->pore[law].ratio   = PetscMax(1.0, open / rest);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode defects_open(Medium *medium, Problems *problems)
{
  const Case *input = medium->input;

  PetscFunctionBeginUser;
  for (int d = 0; d < input->n_defects; d++) {
    const Defect *defect = &input->defect[d];
    Vec3          centre = defect->centre;

    if (defect->place[0] && !anatomy_defect_place(&input->anatomy, defect->place, &centre))
      PetscCall(problems_add(problems, input->file,
                             "defects.%s.place: '%s' is not a place of this anatomy; use dorsal, "
                             "superior or ventral, or give its centre",
                             defect->name, defect->place));
    else PetscCall(open_one(medium, defect, centre, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
