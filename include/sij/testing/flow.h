// SPDX-License-Identifier: GPL-3.0-or-later
/** What only verification does to a flow: an initial pressure, a boundary condition that changes. */
#pragma once

#include "sij/flow.h"

/** Sets the pressure everywhere, as a start [n_local], ghosts current. */
PetscErrorCode flow_set(Flow *flow, const double pressure[]) SIJ_CHECKED;

/** Closes a cut plane: no flux (Neumann) in place of p = 0, but where it meets an open one.
 * Collective. */
PetscErrorCode flow_close(Flow *flow, int surface) SIJ_CHECKED;
