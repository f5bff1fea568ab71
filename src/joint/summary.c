// SPDX-License-Identifier: GPL-3.0-or-later
// Summary of a run: extremes of all states measured, and the work of the solver.
#include "state.h"

#include "sij/anatomy/landmarks.h"
#include "sij/base/units.h"

#include <math.h>

// Nutation carries the base of the sacrum forward: a left-handed rotation about the lateral axis.
static PetscErrorCode add_rotation(const Joint *joint, int axis, const char *name, Quantities *list)
{
  const double a     = joint->rotation_range[0].x[axis] / UNIT_DEGREE,
               b     = joint->rotation_range[1].x[axis] / UNIT_DEGREE;
  const double least = axis == 0 ? -b : a, most = axis == 0 ? -a : b;

  PetscFunctionBeginUser;
  PetscCall(
    quantities_add(list, most >= -least ? most : least, "deg", "mechanics.motion.%s", name));
  // None at all is 0, not -0.
  PetscCall(quantities_add(list, 0.0 + least, "deg", "mechanics.motion.%s_min", name));
  PetscCall(quantities_add(list, 0.0 + most, "deg", "mechanics.motion.%s_max", name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_motion(const Joint *joint, Quantities *list)
{
  static const char *const rotation[3] = {"nutation", "lateral_bending", "axial_rotation"};
  static const char *const shift[3]    = {"lateral", "anterior", "cranial"};

  PetscFunctionBeginUser;
  for (int i = 0; i < 3; i++) PetscCall(add_rotation(joint, i, rotation[i], list));
  PetscCall(quantities_add(list, joint->shift_norm_most / UNIT_MM, "mm", "mechanics.motion.shift"));
  for (int i = 0; i < 3; i++)
    PetscCall(quantities_add(list, joint->shift_most.x[i] / UNIT_MM, "mm",
                             "mechanics.motion.shift_%s", shift[i]));
  for (int i = 0; i < 2; i++)
    PetscCall(quantities_add(list, joint->crossing_most[i] / UNIT_MM, "mm",
                             "mechanics.motion.axis_%s", shift[1 + i]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// How far the axis passes from the middle of S2, about which it is said to turn.
static PetscErrorCode add_axis(const Joint *joint, Quantities *list)
{
  Landmark s2;

  PetscFunctionBeginUser;
  if (joint->input->anatomy.mesh_file[0] ||
      !anatomy_landmark(&joint->input->anatomy, "s2_centre", &s2))
    PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_add(
    list,
    hypot(joint->crossing_most[0] - s2.point.x[1], joint->crossing_most[1] - s2.point.x[2]) /
      UNIT_MM,
    "mm", "mechanics.motion.axis_from_s2"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_stiffness(const Joint *joint, Quantities *list)
{
  PetscFunctionBeginUser;
  for (int l = 0; l < joint->input->mechanics.n_loads; l++) {
    const CaseLoad  *load      = &joint->input->mechanics.load[l];
    const Stiffness *stiffness = &joint->stiffness[l];

    if (vec3_norm(load->force) > 0.0 && stiffness->along != 0.0)
      PetscCall(quantities_add(list, stiffness->along * UNIT_MM, "N/mm",
                               "mechanics.stiffness.%s.along", load->name));
    if (vec3_norm(load->moment) > 0.0 && stiffness->about != 0.0)
      PetscCall(quantities_add(list, stiffness->about * UNIT_DEGREE, "N m/deg",
                               "mechanics.stiffness.%s.about", load->name));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_ligament(const Ligament *ligament, Quantities *list)
{
  static const char *const end[2] = {"min", "max"};

  PetscFunctionBeginUser;
  PetscCall(quantities_add(list, ligament->settled_force, "N", "mechanics.ligament.%s.force_rest",
                           ligament->name));
  for (int k = 0; k < 2; k++)
    PetscCall(quantities_add(list, ligament->force_range[k], "N", "mechanics.ligament.%s.force_%s",
                             ligament->name, end[k]));
  PetscCall(
    quantities_add(list, ligament->force, "N", "mechanics.ligament.%s.force_end", ligament->name));
  for (int k = 0; k < 2; k++)
    PetscCall(quantities_add(list, 100.0 * ligament->strain_range[k], "%",
                             "mechanics.ligament.%s.strain_%s", ligament->name, end[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode joint_summary(const Joint *joint, Quantities *list)
{
  PetscFunctionBeginUser;
  PetscCall(add_motion(joint, list));
  PetscCall(add_axis(joint, list));
  PetscCall(add_stiffness(joint, list));
  PetscCall(quantities_add(list, joint->contact_most.mean / UNIT_MPA, "MPa",
                           "mechanics.contact.pressure_mean"));
  PetscCall(quantities_add(list, joint->contact_most.largest / UNIT_MPA, "MPa",
                           "mechanics.contact.pressure_largest"));
  for (int k = 0; k < joint->n_ligaments; k++) PetscCall(add_ligament(&joint->ligament[k], list));
  PetscCall(quantities_add(list, joint->balances, "1", "mechanics.solver.balances"));
  PetscCall(quantities_add(list, joint->newton, "1", "mechanics.solver.newton"));
  PetscCall(quantities_add(list, joint->linear, "1", "mechanics.solver.linear"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
