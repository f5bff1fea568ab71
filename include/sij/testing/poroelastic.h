// SPDX-License-Identifier: GPL-3.0-or-later
/** What only verification asks of a poroelastic body: the force of its fluid on the solid. */
#pragma once

#include "sij/poroelastic.h"

/** Force of the fluid on the solid at each owned node, in the state accepted: force [n_owned][3] [N].
 * Collective. */
PetscErrorCode poroelastic_fluid_force(Poroelastic *poroelastic, double (*force)[3]) SIJ_CHECKED;
