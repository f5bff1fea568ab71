// SPDX-License-Identifier: GPL-3.0-or-later
// Motion of the sacrum against the ilium, stiffness against each load, contact pressure of the cartilages.
#include "state.h"

#include <math.h>

static const Region BONES[2] = {REGION_SACRUM, REGION_ILIUM};

// The left joint is the mirror image of the right one: lateral is -x, and a rotation about x keeps its sense.
static double side_sign(const Joint *joint)
{
  return joint->input->anatomy.side == SIDE_LEFT ? -1.0 : 1.0;
}

static PetscErrorCode find_bone_motions(const Joint *joint, RigidMotion motion[2], bool there[2])
{
  PetscFunctionBeginUser;
  for (int b = 0; b < 2; b++)
    PetscCall(mechanics_motion(joint->mechanics, BONES[b], &motion[b], &there[b]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Over the cells of the cavity: volume, place, pressure across the film. */
typedef struct {
  double volume;
  Vec3   place;
  double press;
} FilmSums;

// Part of the contact pressure that the fluid of a cell bears.
static double fluid_press(const Joint *joint, PetscInt cell)
{
  const double biot = joint->input->tissue[joint->mesh->region[cell]].skeleton.biot;
  double       mean = 0.0;

  for (int a = 0; a < 4 && joint->fluid; a++)
    mean += 0.25 * joint->fluid[joint->mesh->cell[cell][a]];
  return biot * mean;
}

static void add_film_cell(const Joint *joint, PetscInt cell, FilmSums *sums, double *largest)
{
  const Mesh   *mesh = joint->mesh;
  const Vec3    n    = joint->fibre[cell];
  MechanicsCell mean;

  mechanics_cell(joint->mechanics, cell, &mean);
  const double press = fluid_press(joint, cell) - vec3_dot(n, mat3_times(mean.stress, n));

  sums->volume += mesh->volume[cell];
  sums->press += mesh->volume[cell] * press;
  *largest = fmax(*largest, press);
  for (int a = 0; a < 4; a++)
    for (int i = 0; i < 3; i++)
      sums->place.x[i] += 0.25 * mesh->volume[cell] * mesh->x[mesh->cell[cell][a]][i];
}

static PetscErrorCode sum_film(const Joint *joint, FilmSums *sums, double *largest)
{
  const Mesh *mesh = joint->mesh;
  FilmSums    own  = {0};
  double      most = -INFINITY;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    if (mesh->region[e] == REGION_JOINT_CAVITY) add_film_cell(joint, e, &own, &most);
  PetscCallMPI(
    MPI_Allreduce(&own, sums, (int)(sizeof own / sizeof(double)), MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscCallMPI(MPI_Allreduce(&most, largest, 1, MPI_DOUBLE, MPI_MAX, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_couplings(const Joint *joint, Vec3 moved[CASE_LOADS])
{
  const CaseMechanics *asked = &joint->input->mechanics;

  PetscFunctionBeginUser;
  for (int l = 0; l < asked->n_loads; l++)
    PetscCall(mechanics_coupling_displacement(joint->mechanics, joint->coupling[l],
                                              loads_point(joint, &asked->load[l].attachment),
                                              &moved[l]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode measure_settled(Joint *joint, Problems *problems)
{
  FilmSums sums;
  bool     there[2];

  PetscFunctionBeginUser;
  PetscCall(find_bone_motions(joint, joint->settled, there));
  for (int b = 0; b < 2; b++)
    if (!there[b])
      PetscCall(problems_add(problems, joint->input->file, "mechanics: the mesh has no %s",
                             region_name(BONES[b])));
  PetscCall(sum_film(joint, &sums, &joint->contact.largest));
  if (!(sums.volume > 0.0))
    PetscCall(problems_add(problems, joint->input->file, "mechanics: the mesh has no %s",
                           region_name(REGION_JOINT_CAVITY)));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  joint->centre       = vec3_scaled(sums.place, 1.0 / sums.volume);
  joint->contact.mean = sums.press / sums.volume;
  joint->contact_most = joint->contact;
  PetscCall(measure_couplings(joint, joint->settled_coupling));
  PetscCall(ligaments_measure(joint, true));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void intersect_median_plane(const RigidMotion *relative, double crossing[2])
{
  const Vec3   pivot = rigid_pivot(relative), axis = relative->axis;
  const double along = -pivot.x[0] / axis.x[0];

  // An axis almost parallel to the median plane has no meaningful point of intersection.
  for (int i = 0; i < 2; i++)
    crossing[i] = fabs(axis.x[0]) > 0.2 ? pivot.x[1 + i] + along * axis.x[1 + i] : (double)NAN;
}

static void set_motion(Joint *joint, const RigidMotion *relative)
{
  const double side     = side_sign(joint);
  const Vec3   rotation = vec3_scaled(relative->axis, relative->angle);
  const Vec3   shift    = vec3_difference(rigid_moved(relative, joint->centre), joint->centre);

  joint->motion.rotation = vec3(rotation.x[0], side * rotation.x[1], side * rotation.x[2]);
  joint->motion.shift    = vec3(side * shift.x[0], shift.x[1], shift.x[2]);
  intersect_median_plane(relative, joint->motion.crossing);
}

static void update_largest(Vec3 value, Vec3 *most)
{
  for (int i = 0; i < 3; i++)
    if (fabs(value.x[i]) > fabs(most->x[i])) most->x[i] = value.x[i];
}

static void update_extremes(Joint *joint)
{
  const JointMotion *motion = &joint->motion;
  const double       angle  = vec3_norm(motion->rotation);

  for (int i = 0; i < 3; i++) {
    joint->rotation_range[0].x[i] = fmin(joint->rotation_range[0].x[i], motion->rotation.x[i]);
    joint->rotation_range[1].x[i] = fmax(joint->rotation_range[1].x[i], motion->rotation.x[i]);
  }
  update_largest(motion->shift, &joint->shift_most);
  joint->shift_norm_most = fmax(joint->shift_norm_most, vec3_norm(motion->shift));
  if (!(angle > joint->angle_most)) return;
  joint->angle_most = angle;
  for (int i = 0; i < 2; i++) joint->crossing_most[i] = motion->crossing[i];
}

static int find_only_load(const Joint *joint)
{
  int only = -1;

  for (int l = 0; l < joint->input->mechanics.n_loads; l++) {
    if (joint->factor[l] == 0.0) continue;
    if (only >= 0) return -1;
    only = l;
  }
  return only;
}

// Stiffness of the joint: load over motion relative to the other bone.
static void measure_stiffness(Joint *joint, const RigidMotion moved[2], const RigidMotion *relative,
                              const Vec3 coupling[CASE_LOADS])
{
  const int l = find_only_load(joint);

  if (l < 0) return;
  const CaseLoad    *load    = &joint->input->mechanics.load[l];
  const RigidMotion *other   = &moved[load->attachment.region == REGION_SACRUM ? 1 : 0];
  const Vec3         point   = loads_point(joint, &load->attachment);
  const Vec3         shift   = vec3_difference(coupling[l], joint->settled_coupling[l]);
  const Vec3         carried = vec3_difference(rigid_moved(other, point), point);
  const double       sign    = load->attachment.region == REGION_SACRUM ? 1.0 : -1.0;
  const Vec3         force   = vec3_scaled(case_force(joint->input, load->force), joint->factor[l]);
  const Vec3 moment   = vec3_scaled(case_moment(joint->input, load->moment), joint->factor[l]);
  const Vec3 rotation = vec3_scaled(relative->axis, sign * relative->angle);

  joint->stiffness[l] =
    (Stiffness){.along = vec3_dot(force, force) / vec3_dot(force, vec3_difference(shift, carried)),
                .about = vec3_dot(moment, moment) / vec3_dot(moment, rotation)};
}

void joint_set_fluid_pressure(Joint *joint, const double pressure[])
{
  joint->fluid = pressure;
}

PetscErrorCode joint_measure(Joint *joint)
{
  RigidMotion moved[2];
  bool        there[2];
  FilmSums    sums;
  Vec3        coupling[CASE_LOADS];

  PetscFunctionBeginUser;
  PetscCall(find_bone_motions(joint, moved, there));
  for (int b = 0; b < 2; b++) moved[b] = rigid_since(&moved[b], &joint->settled[b]);
  const RigidMotion relative = rigid_relative(&moved[0], &moved[1]);

  set_motion(joint, &relative);
  update_extremes(joint);
  PetscCall(measure_couplings(joint, coupling));
  measure_stiffness(joint, moved, &relative, coupling);
  PetscCall(sum_film(joint, &sums, &joint->contact.largest));
  joint->contact.mean         = sums.press / sums.volume;
  joint->contact_most.mean    = fmax(joint->contact_most.mean, joint->contact.mean);
  joint->contact_most.largest = fmax(joint->contact_most.largest, joint->contact.largest);
  PetscCall(ligaments_measure(joint, false));
  PetscFunctionReturn(PETSC_SUCCESS);
}
