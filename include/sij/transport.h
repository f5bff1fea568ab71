// SPDX-License-Identifier: GPL-3.0-or-later
/** Drugs carried by the water that flow moved, spreading, leaving into blood; none made, none lost.
 *
 *     d(phi R c)/dt + div(q c - phi D grad c) = Q c_in - k c - L c
 *
 * c is mol per m^3 of pore fluid, continuous across tissues; what a tissue binds is (R - 1) phi_0 c, so
 * dilation moves water but binds nothing. One nodal balance per species on the edges of the mesh, with
 * the very flows that balanced the water: a uniform concentration stays uniform. Second order in space
 * and time (Galerkin, consistent mass, TR-BDF2), limited by Zalesak's method against an implicit
 * upwind step: no negative value and no overshoot on any mesh at any step. docs/theory/numerics.md has it all.
 *
 * Crystals of a depot are a species of their own: carried while a needle runs, then immobile; they
 * dissolve into their drug, and a prodrug becomes its product, between half steps (Strang).
 *
 * Order: create; per step transport_try after flow_try, then transport_accept or another try.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/porous/water.h"

typedef struct Transport Transport;

typedef struct {
  bool        converged;
  const char *reason; // why not, as words
  double      error;  // share of the drug present that time stepping may have misplaced
  int         iterations;
} TransportOutcome;

/** Where all of a drug is; amounts in mol, global. defect = injected + gained - all the others. */
typedef struct {
  double injected;
  double gained; // from a prodrug
  double fluid, bound, depot;
  double cleared; // into blood and lymph
  double reacted; // became another drug
  double left;    // through the cut planes
  double defect;
} Ledger;

/** Collective. Borrows medium. Owns: caller. */
PetscErrorCode transport_create(const Medium *medium, Transport **transport) SIJ_CHECKED;
PetscErrorCode transport_destroy(Transport **transport) SIJ_CHECKED;

/** Carries every drug over the step of `water`. Collective. */
PetscErrorCode transport_try(Transport *transport, const WaterStep *water,
                             TransportOutcome *outcome) SIJ_CHECKED;

/** Makes the step last tried the new state. Collective. */
PetscErrorCode transport_accept(Transport *transport) SIJ_CHECKED;

/** Concentration of a drug [n_local], ghosts current, borrowed; NULL if the case does not use it. */
const double *transport_concentration(const Transport *transport, int drug);

/** Its crystals likewise, mol per m^3 of fluid; NULL if it has none. */
const double *transport_crystals(const Transport *transport, int drug);

/** Amount of a drug that the last accepted step cleared into the blood, global [mol]. */
double transport_cleared(const Transport *transport, int drug);

/** Ledger of a drug now. Collective. */
PetscErrorCode transport_ledger(const Transport *transport, int drug, Ledger *ledger) SIJ_CHECKED;

/** Smallest and largest concentration of a drug that was ever accepted, global. */
void transport_range(const Transport *transport, int drug, double *smallest, double *largest);

/** Ledgers of all drugs as shares of what was injected. Collective. */
PetscErrorCode transport_summary(const Transport *transport, Quantities *list) SIJ_CHECKED;

/** Sets a drug's concentration everywhere, as a start [n_local], and beyond the cut planes; `stored` is
 * the fluid held at each owned vertex [m^3]. For verification. Collective. */
PetscErrorCode transport_set(Transport *transport, int drug, const double value[],
                             const double stored[], double outside) SIJ_CHECKED;

/** Lays down crystals of a drug as a start: mol per m^3 of fluid at each local vertex [n_local]; `stored`
 * as in transport_set(). For verification. Collective. */
PetscErrorCode transport_set_crystals(Transport *transport, int drug, const double value[],
                                      const double stored[]) SIJ_CHECKED;
