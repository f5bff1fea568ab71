// SPDX-License-Identifier: GPL-3.0-or-later
// What the coupled problem keeps between two steps: its reference, the rate of displacement, and the forcing terms that
// Newton's method has learned. A checkpoint visits it.
#include "state.h"

// The displacement of the solid is that of the last accepted step; pore volume and porosity follow from it.
static PetscErrorCode restore_trial(Poroelastic *poroelastic)
{
  const Nodes *nodes = poroelastic->nodes;

  PetscFunctionBeginUser;
  PetscCall(nodes_exchange(nodes, poroelastic->carrier, poroelastic->u_rate));
  PetscCall(nodes_exchange(nodes, poroelastic->carrier, poroelastic->u_rest));
  PetscCall(PetscArraycpy(poroelastic->u, poroelastic->u_rest, nodes->n_local));
  PetscCall(balance_set_reference(poroelastic));
  PetscCall(PetscArraycpy(poroelastic->u_old, mechanics_displacement(poroelastic->mechanics),
                          nodes->n_local));
  PetscCall(PetscArraycpy(poroelastic->u, poroelastic->u_old, nodes->n_local));
  PetscCall(balance_pore_volume(poroelastic));
  balance_update_porosity(poroelastic, flow_pressure(poroelastic->flow));
  balance_update_conductivity(poroelastic, flow_pressure(poroelastic->flow));
  PetscCall(PetscArraycpy(poroelastic->porosity_old, poroelastic->porosity, nodes->mesh->n_cells));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_visit_state(Poroelastic *poroelastic, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(visitor->field(visitor->context, "poroelastic.displacement_rate", STATE_NODES, 3,
                           &poroelastic->u_rate[0][0]));
  PetscCall(visitor->field(visitor->context, "poroelastic.displacement_at_rest", STATE_NODES, 3,
                           &poroelastic->u_rest[0][0]));
  PetscCall(state_visit_bool(visitor, "poroelastic.has_rate", &poroelastic->has_rate));
  PetscCall(visitor->values(visitor->context, "poroelastic.forcing_term", FORCING_TERMS,
                            poroelastic->forcing_term));
  if (visitor->reads) PetscCall(restore_trial(poroelastic));
  PetscFunctionReturn(PETSC_SUCCESS);
}
