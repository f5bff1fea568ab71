// SPDX-License-Identifier: GPL-3.0-or-later
// What a joint keeps between two states: the loads that act, its reference, and what was measured so far. A checkpoint
// visits it.
#include "state.h"

#include <stdio.h>

enum { ITEM_NAME = 128 };

// An item of the list below: a struct or an array of doubles alone.
#define ITEM(of, item)                                                                             \
  {                                                                                                \
    of, (double *)&(item), (int)(sizeof(item) / (sizeof(double)))                                  \
  }

static PetscErrorCode visit_measures(Joint *joint, const StateVisitor *visitor)
{
  const struct {
    const char *name;
    double     *value;
    int         n;
  } item[] = {
    ITEM("joint.settled", joint->settled),
    ITEM("joint.settled_coupling", joint->settled_coupling),
    ITEM("joint.centre", joint->centre),
    ITEM("joint.motion", joint->motion),
    ITEM("joint.rotation_range", joint->rotation_range),
    ITEM("joint.shift_most", joint->shift_most),
    ITEM("joint.shift_norm_most", joint->shift_norm_most),
    ITEM("joint.angle_most", joint->angle_most),
    ITEM("joint.crossing_most", joint->crossing_most),
    ITEM("joint.factor", joint->factor),
    ITEM("joint.stiffness", joint->stiffness),
    ITEM("joint.contact", joint->contact),
    ITEM("joint.contact_most", joint->contact_most),
  };

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof item / sizeof item[0]; k++)
    PetscCall(visitor->values(visitor->context, item[k].name, item[k].n, item[k].value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_ligament(Ligament *ligament, const StateVisitor *visitor)
{
  double *const number[] = {&ligament->settled_stretch, &ligament->settled_force,
                            &ligament->force,           &ligament->strain,
                            &ligament->force_range[0],  &ligament->force_range[1],
                            &ligament->strain_range[0], &ligament->strain_range[1]};
  char          name[ITEM_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "joint.ligament.%s", ligament->name);
  PetscCall(state_visit_numbers(visitor, name, 8, number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_work(Joint *joint, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(state_visit_int(visitor, "joint.balances", &joint->balances));
  PetscCall(state_visit_int(visitor, "joint.steps", &joint->steps));
  PetscCall(state_visit_int(visitor, "joint.newton", &joint->newton));
  PetscCall(state_visit_int(visitor, "joint.linear", &joint->linear));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode joint_visit_state(Joint *joint, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(mechanics_visit_state(joint->mechanics, visitor));
  PetscCall(visit_measures(joint, visitor));
  for (int k = 0; k < joint->n_ligaments; k++)
    PetscCall(visit_ligament(&joint->ligament[k], visitor));
  PetscCall(visit_work(joint, visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}
