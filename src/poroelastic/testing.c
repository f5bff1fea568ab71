// SPDX-License-Identifier: GPL-3.0-or-later
// The force of the fluid on the solid, for verification: sij/testing/poroelastic.h.
#include "state.h"

#include "sij/testing/poroelastic.h"

PetscErrorCode poroelastic_fluid_force(Poroelastic *poroelastic, double (*force)[3])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(force, poroelastic->nodes->n_owned));
  PetscCall(balance_add_fluid_force(poroelastic, flow_pressure(poroelastic->flow), 1.0, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}
