// SPDX-License-Identifier: GPL-3.0-or-later
// Force and strain of every ligament: of those within the mesh from their fibres, of those that leave it from a spring.
#include "state.h"

#include <math.h>

/** Over one region: volume, and integrals of stretch and of fibre stress. */
typedef struct {
  double volume, stretch, carried;
} FibreSums;

static Vec3 face_normal(const Mesh *mesh, PetscInt face)
{
  const double *a = mesh->x[mesh->faces.vertex[face][0]], *b = mesh->x[mesh->faces.vertex[face][1]],
               *c = mesh->x[mesh->faces.vertex[face][2]];

  return vec3_unit(vec3_cross(vec3(b[0] - a[0], b[1] - a[1], b[2] - a[2]),
                              vec3(c[0] - a[0], c[1] - a[1], c[2] - a[2])));
}

// Areas of the attachments of each region to the bones, projected along its fibres; the mean of both.
static PetscErrorCode find_attachment_areas(const Joint *joint, double area[REGION_COUNT])
{
  const Mesh *mesh              = joint->mesh;
  double      own[REGION_COUNT] = {0.0};

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < mesh->faces.n_owned; f++) {
    const int *side = mesh->faces.side[f];
    const Vec3 n    = face_normal(mesh, f);

    for (int s = 0; s < 2; s++) {
      const int bone = side[1 - s];

      if (side[s] < 0 || (bone != REGION_SACRUM && bone != REGION_ILIUM)) continue;
      own[side[s]] += 0.5 * mesh_face_area(mesh, f) *
                      fabs(vec3_dot(n, solids_fibre(joint->input, (Region)side[s])));
    }
  }
  PetscCallMPI(MPI_Allreduce(own, area, REGION_COUNT, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Extent of each region along its fibres.
static PetscErrorCode find_extents(const Joint *joint, double extent[REGION_COUNT])
{
  const Mesh *mesh = joint->mesh;
  double      own[2 * REGION_COUNT], all[2 * REGION_COUNT]; // farthest forward; and backward

  PetscFunctionBeginUser;
  for (int k = 0; k < 2 * REGION_COUNT; k++) own[k] = -INFINITY;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    const int  r     = mesh->region[e];
    const Vec3 fibre = solids_fibre(joint->input, (Region)r);

    for (int a = 0; a < 4; a++) {
      const double *x     = mesh->x[mesh->cell[e][a]];
      const double  along = vec3_dot(fibre, vec3(x[0], x[1], x[2]));

      own[2 * r]     = fmax(own[2 * r], along);
      own[2 * r + 1] = fmax(own[2 * r + 1], -along);
    }
  }
  PetscCallMPI(MPI_Allreduce(own, all, 2 * REGION_COUNT, MPI_DOUBLE, MPI_MAX, mesh->comm));
  for (int r = 0; r < REGION_COUNT; r++) extent[r] = all[2 * r] + all[2 * r + 1];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_volumes(const Mesh *mesh, double volume[REGION_COUNT])
{
  double own[REGION_COUNT] = {0.0};

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) own[mesh->region[e]] += mesh->volume[e];
  PetscCallMPI(MPI_Allreduce(own, volume, REGION_COUNT, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_ligament(const Case *input, Region region)
{
  return input->tissue[region].skeleton.fibre_modulus > 0.0 &&
         vec3_norm(input->tissue[region].fibre) > 0.0;
}

PetscErrorCode ligaments_find(Joint *joint)
{
  const Case *input = joint->input;
  double      area[REGION_COUNT], extent[REGION_COUNT], volume[REGION_COUNT];

  PetscFunctionBeginUser;
  PetscCall(find_attachment_areas(joint, area));
  PetscCall(find_extents(joint, extent));
  PetscCall(find_volumes(joint->mesh, volume));
  for (int r = 0; r < REGION_COUNT; r++)
    if (is_ligament(input, (Region)r) && volume[r] > 0.0)
      joint->ligament[joint->n_ligaments++] =
        (Ligament){.name   = region_name((Region)r),
                   .region = (Region)r,
                   .area   = fmax(area[r], volume[r] / extent[r])};
  for (int s = 0; s < input->mechanics.n_springs; s++)
    joint->ligament[joint->n_ligaments++] =
      (Ligament){.name = input->mechanics.spring[s].name, .region = REGION_NONE, .spring = s};
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode sum_fibres(const Joint *joint, FibreSums all[REGION_COUNT])
{
  const Mesh *mesh              = joint->mesh;
  FibreSums   own[REGION_COUNT] = {{0}};

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    const int     r = mesh->region[e];
    MechanicsCell mean;

    if (!is_ligament(joint->input, (Region)r)) continue;
    mechanics_cell(joint->mechanics, e, &mean);
    own[r].volume += mesh->volume[e];
    own[r].stretch += mesh->volume[e] * mean.stretch;
    own[r].carried += mesh->volume[e] * mean.fibre_stress;
  }
  PetscCallMPI(MPI_Allreduce(own, all, REGION_COUNT * (int)(sizeof(FibreSums) / sizeof(double)),
                             MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void update_range(double value, bool first, double range[2])
{
  range[0] = first ? value : fmin(range[0], value);
  range[1] = first ? value : fmax(range[1], value);
}

static void measure_region(const FibreSums *sums, bool settled, Ligament *ligament)
{
  const double stretch = sums->stretch / sums->volume;

  if (settled) ligament->settled_stretch = stretch;
  ligament->force  = sums->carried / sums->volume * ligament->area;
  ligament->strain = stretch / ligament->settled_stretch - 1.0;
}

static PetscErrorCode measure_spring(const Joint *joint, bool settled, Ligament *ligament)
{
  MechanicsSpringState state;

  PetscFunctionBeginUser;
  PetscCall(mechanics_spring_state(joint->mechanics, ligament->spring, &state));
  if (settled) ligament->settled_stretch = state.length;
  ligament->force  = state.force;
  ligament->strain = state.length / ligament->settled_stretch - 1.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode ligaments_measure(Joint *joint, bool settled)
{
  FibreSums sums[REGION_COUNT];

  PetscFunctionBeginUser;
  PetscCall(sum_fibres(joint, sums));
  for (int k = 0; k < joint->n_ligaments; k++) {
    Ligament *ligament = &joint->ligament[k];

    if (ligament->region == REGION_NONE) PetscCall(measure_spring(joint, settled, ligament));
    else measure_region(&sums[ligament->region], settled, ligament);
    if (settled) ligament->settled_force = ligament->force;
    update_range(ligament->force, settled, ligament->force_range);
    update_range(ligament->strain, settled, ligament->strain_range);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
