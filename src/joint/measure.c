// SPDX-License-Identifier: GPL-3.0-or-later
// How the sacrum moves against the ilium, how far loads move what they push, how the cartilages press.
#include "state.h"

#include <math.h>

static const Region BONES[2] = {REGION_SACRUM, REGION_ILIUM};

// The left joint is the mirror image of the right one: lateral is -x, and a turn about x keeps its sense.
static double mirror(const Joint *joint)
{
  return joint->input->anatomy.side == SIDE_LEFT ? -1.0 : 1.0;
}

static PetscErrorCode bones(const Joint *joint, RigidMotion motion[2], bool there[2])
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

// What the fluid of a cell bears beside its skeleton.
static double fluid_press(const Joint *joint, PetscInt cell)
{
  const double biot = joint->input->tissue[joint->mesh->region[cell]].skeleton.biot;
  double       mean = 0.0;

  for (int a = 0; a < 4 && joint->fluid; a++)
    mean += 0.25 * joint->fluid[joint->mesh->cell[cell][a]];
  return biot * mean;
}

static void add_cell(const Joint *joint, PetscInt cell, FilmSums *sums, double *largest)
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
    if (mesh->region[e] == REGION_JOINT_CAVITY) add_cell(joint, e, &own, &most);
  PetscCallMPI(
    MPI_Allreduce(&own, sums, (int)(sizeof own / sizeof(double)), MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscCallMPI(MPI_Allreduce(&most, largest, 1, MPI_DOUBLE, MPI_MAX, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_grips(const Joint *joint, Vec3 moved[CASE_LOADS])
{
  const CaseMechanics *asked = &joint->input->mechanics;

  PetscFunctionBeginUser;
  for (int l = 0; l < asked->n_loads; l++)
    PetscCall(mechanics_grip_moved(joint->mechanics, joint->grip[l],
                                   loads_point(joint, &asked->load[l].attachment), &moved[l]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode measure_settled(Joint *joint, Problems *problems)
{
  FilmSums sums;
  bool     there[2];

  PetscFunctionBeginUser;
  PetscCall(bones(joint, joint->settled, there));
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
  PetscCall(measure_grips(joint, joint->settled_grip));
  PetscCall(ligaments_measure(joint, true));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void cross_median(const RigidMotion *relative, double crossing[2])
{
  const Vec3   pivot = rigid_pivot(relative), axis = relative->axis;
  const double along = -pivot.x[0] / axis.x[0];

  // An axis that hardly leaves a sagittal plane meets the median plane nowhere that matters.
  for (int i = 0; i < 2; i++)
    crossing[i] = fabs(axis.x[0]) > 0.2 ? pivot.x[1 + i] + along * axis.x[1 + i] : (double)NAN;
}

static void set_motion(Joint *joint, const RigidMotion *relative)
{
  const double side = mirror(joint);
  const Vec3   turn = vec3_scaled(relative->axis, relative->angle);
  const Vec3   way  = vec3_difference(rigid_moved(relative, joint->centre), joint->centre);

  joint->motion.turn  = vec3(turn.x[0], side * turn.x[1], side * turn.x[2]);
  joint->motion.shift = vec3(side * way.x[0], way.x[1], way.x[2]);
  cross_median(relative, joint->motion.crossing);
}

static void keep_largest(Vec3 value, Vec3 *most)
{
  for (int i = 0; i < 3; i++)
    if (fabs(value.x[i]) > fabs(most->x[i])) most->x[i] = value.x[i];
}

static void keep_motion(Joint *joint)
{
  const JointMotion *motion = &joint->motion;
  const double       angle  = vec3_norm(motion->turn);

  for (int i = 0; i < 3; i++) {
    joint->turn_range[0].x[i] = fmin(joint->turn_range[0].x[i], motion->turn.x[i]);
    joint->turn_range[1].x[i] = fmax(joint->turn_range[1].x[i], motion->turn.x[i]);
  }
  keep_largest(motion->shift, &joint->shift_most);
  joint->way_most = fmax(joint->way_most, vec3_norm(motion->shift));
  if (!(angle > joint->angle_most)) return;
  joint->angle_most = angle;
  for (int i = 0; i < 2; i++) joint->crossing_most[i] = motion->crossing[i];
}

static int only_load(const Joint *joint)
{
  int only = -1;

  for (int l = 0; l < joint->input->mechanics.n_loads; l++) {
    if (joint->factor[l] == 0.0) continue;
    if (only >= 0) return -1;
    only = l;
  }
  return only;
}

// The other bone's own motion does not count: a joint is as stiff as its bones move against each other.
static void measure_stiffness(Joint *joint, const RigidMotion moved[2], const RigidMotion *relative,
                              const Vec3 grip[CASE_LOADS])
{
  const int l = only_load(joint);

  if (l < 0) return;
  const CaseLoad    *load  = &joint->input->mechanics.load[l];
  const RigidMotion *other = &moved[load->attachment.region == REGION_SACRUM ? 1 : 0];
  const Vec3         point = loads_point(joint, &load->attachment);
  const Vec3         way   = vec3_difference(grip[l], joint->settled_grip[l]);
  const Vec3         under = vec3_difference(rigid_moved(other, point), point);
  const double       sign  = load->attachment.region == REGION_SACRUM ? 1.0 : -1.0;
  const Vec3         force = vec3_scaled(case_force(joint->input, load->force), joint->factor[l]);
  const Vec3 moment        = vec3_scaled(case_moment(joint->input, load->moment), joint->factor[l]);
  const Vec3 turn          = vec3_scaled(relative->axis, sign * relative->angle);

  joint->stiffness[l] =
    (Stiffness){.along = vec3_dot(force, force) / vec3_dot(force, vec3_difference(way, under)),
                .about = vec3_dot(moment, moment) / vec3_dot(moment, turn)};
}

void joint_soak(Joint *joint, const double pressure[])
{
  joint->fluid = pressure;
}

PetscErrorCode joint_measure(Joint *joint)
{
  RigidMotion moved[2];
  bool        there[2];
  FilmSums    sums;
  Vec3        grip[CASE_LOADS];

  PetscFunctionBeginUser;
  PetscCall(bones(joint, moved, there));
  for (int b = 0; b < 2; b++) moved[b] = rigid_since(&moved[b], &joint->settled[b]);
  const RigidMotion relative = rigid_relative(&moved[0], &moved[1]);

  set_motion(joint, &relative);
  keep_motion(joint);
  PetscCall(measure_grips(joint, grip));
  measure_stiffness(joint, moved, &relative, grip);
  PetscCall(sum_film(joint, &sums, &joint->contact.largest));
  joint->contact.mean         = sums.press / sums.volume;
  joint->contact_most.mean    = fmax(joint->contact_most.mean, joint->contact.mean);
  joint->contact_most.largest = fmax(joint->contact_most.largest, joint->contact.largest);
  PetscCall(ligaments_measure(joint, false));
  PetscFunctionReturn(PETSC_SUCCESS);
}
