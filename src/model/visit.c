// SPDX-License-Identifier: GPL-3.0-or-later
// The state of all equations of a model, in the order in which one needs the other. A checkpoint visits it.
#include "sij/model.h"

PetscErrorCode model_visit_state(Model *model, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  if (model->joint) PetscCall(joint_visit_state(model->joint, visitor));
  PetscCall(flow_visit_state(model->flow, visitor));
  if (model->poroelastic) PetscCall(poroelastic_visit_state(model->poroelastic, visitor));
  PetscCall(transport_visit_state(model->transport, flow_water(model->flow)->stored_new, visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}
