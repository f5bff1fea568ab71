// SPDX-License-Identifier: GPL-3.0-or-later
// What a joint keeps between two states: the loads that act, its reference, and what was measured so far. A checkpoint
// visits it.
#include "state.h"

#include <stdio.h>

enum { ITEM_NAME = 128 };

// A struct of doubles alone, as one item.
#define VISIT(visitor, name, item)                                                                 \
  PetscCall((visitor)->values((visitor)->context, name, (int)(sizeof(item) / (sizeof(double))),    \
                              (double *)&(item)))

static PetscErrorCode visit_reference(Joint *joint, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  VISIT(visitor, "joint.settled", joint->settled);
  VISIT(visitor, "joint.settled_coupling", joint->settled_coupling);
  VISIT(visitor, "joint.centre", joint->centre);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_motion(Joint *joint, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  VISIT(visitor, "joint.motion", joint->motion);
  VISIT(visitor, "joint.rotation_range", joint->rotation_range);
  VISIT(visitor, "joint.shift_most", joint->shift_most);
  VISIT(visitor, "joint.shift_norm_most", joint->shift_norm_most);
  VISIT(visitor, "joint.angle_most", joint->angle_most);
  VISIT(visitor, "joint.crossing_most", joint->crossing_most);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_loads(Joint *joint, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  VISIT(visitor, "joint.factor", joint->factor);
  VISIT(visitor, "joint.stiffness", joint->stiffness);
  VISIT(visitor, "joint.contact", joint->contact);
  VISIT(visitor, "joint.contact_most", joint->contact_most);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_ligament(Ligament *ligament, const StateVisitor *visitor)
{
  double value[] = {ligament->settled_stretch, ligament->settled_force,  ligament->force,
                    ligament->strain,          ligament->force_range[0], ligament->force_range[1],
                    ligament->strain_range[0], ligament->strain_range[1]};
  char   name[ITEM_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "joint.ligament.%s", ligament->name);
  PetscCall(visitor->values(visitor->context, name, 8, value));
  ligament->settled_stretch = value[0];
  ligament->settled_force   = value[1];
  ligament->force           = value[2];
  ligament->strain          = value[3];
  for (int k = 0; k < 2; k++) {
    ligament->force_range[k]  = value[4 + k];
    ligament->strain_range[k] = value[6 + k];
  }
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
  PetscCall(visit_reference(joint, visitor));
  PetscCall(visit_motion(joint, visitor));
  PetscCall(visit_loads(joint, visitor));
  for (int k = 0; k < joint->n_ligaments; k++)
    PetscCall(visit_ligament(&joint->ligament[k], visitor));
  PetscCall(visit_work(joint, visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}
