// SPDX-License-Identifier: GPL-3.0-or-later
/** What only verification does to a flow: an initial pressure, a source beside the needles, a boundary
 * condition that changes. */
#pragma once

#include "sij/flow.h"

/** Sets the pressure everywhere, as a start [n_local], ghosts current. */
PetscErrorCode flow_set(Flow *flow, const double pressure[]) SIJ_CHECKED;

/** Water that enters owned vertices beside the needles, from the next step on: rate [n_owned] m^3/s,
 * copied. It brings no drug: transport sees it only in what is stored. Collective. */
PetscErrorCode flow_set_source(Flow *flow, const double rate[]) SIJ_CHECKED;

/** Closes a cut plane: no flux (Neumann) in place of p = 0, but where it meets an open one.
 * Collective. */
PetscErrorCode flow_close(Flow *flow, int surface) SIJ_CHECKED;
