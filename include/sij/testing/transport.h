// SPDX-License-Identifier: GPL-3.0-or-later
/** What only verification does to a transport: initial concentrations and crystals. */
#pragma once

#include "sij/transport.h"

/** Sets a drug's concentration everywhere, as a start [n_local], and beyond the cut planes; `stored` is
 * the fluid held at each owned vertex [m^3]. Collective. */
PetscErrorCode transport_set(Transport *transport, int drug, const double value[],
                             const double stored[], double outside) SIJ_CHECKED;

/** Lays down crystals of a drug as a start: mol per m^3 of fluid at each local vertex [n_local]; `stored`
 * as in transport_set(). Collective. */
PetscErrorCode transport_set_crystals(Transport *transport, int drug, const double value[],
                                      const double stored[]) SIJ_CHECKED;
