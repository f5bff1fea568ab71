// SPDX-License-Identifier: GPL-3.0-or-later
/** Transport of drugs: advection with the water that flow moved, diffusion, clearance into blood; mass is conserved.
 *
 *     d(phi R c)/dt + div(q c - phi D grad c) = Q c_in - k c - L c
 *
 * c is mol per m^3 of pore fluid, continuous across tissues; what a tissue binds is (R - 1) phi_0 c, so
 * dilation moves water but binds nothing; R is the retardation factor. One nodal balance per species on the edges of the mesh, with
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
#include "sij/base/state.h"
#include "sij/laws/clearance.h"
#include "sij/laws/injection.h"
#include "sij/porous/water.h"

enum { TRANSPORT_SOLUTES = 16, TRANSPORT_NEEDLES = 16 }; // most of each

/** What a material does to every solute. */
typedef struct {
  double diffusion_along,
    diffusion_across; // effective over free diffusivity, along and across fibres
  double perfusion;   // blood per volume                     s^-1
} TransportMaterial;

/** A dissolved drug; constants that do not apply are 0. */
typedef struct {
  const char *name;
  bool        present;     // it is injected, or made from what is; else nothing is solved for it
  double      molar_mass;  // kg mol^-1
  double      diffusivity; // free                                                m^2 s^-1
  double      retardation[MEDIUM_LAWS]; // R by material: amount held per amount in pore fluid
  Clearance   clearance;
  double      solubility;      // of its crystals; 0: it is given dissolved          mol m^-3
  double      crystal_radius;  // m
  double      crystal_density; // kg m^-3
  int         product;         // what it becomes by hydrolysis; -1: nothing
  double      hydrolysis;      // rate                                         s^-1
} TransportSolute;

/** What a needle brings, needles in the order of the flow's. */
typedef struct {
  InjectionSchedule schedule;
  double            concentration[TRANSPORT_SOLUTES]; // dissolved and suspended together mol m^-3
} TransportInjectate;

/** The initial-value problem in SI. Borrowed as long as the transport lives. */
typedef struct {
  const TransportMaterial *material; // [n_materials of the medium]
  int                lining[2];   // regions beside the lining, the smaller first; MESH_NONE: none
  double             lining_area; // its exchanging area                          m^2
  int                n_solutes;
  TransportSolute    solute[TRANSPORT_SOLUTES];
  int                n_needles;
  TransportInjectate needle[TRANSPORT_NEEDLES];
  double             linear_tolerance; // of the bounded step
} TransportProblem;

typedef struct Transport Transport;

typedef struct {
  bool        converged;
  const char *reason; // why not, as words
  double      error;  // estimate of the local truncation error, relative to the drug present
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

/** Collective. Borrows medium and problem. Owns: caller. */
PetscErrorCode transport_create(const Medium *medium, const TransportProblem *problem,
                                Transport **transport) SIJ_CHECKED;
PetscErrorCode transport_destroy(Transport **transport) SIJ_CHECKED;

/** Carries every drug over the step of `water`. Collective. */
PetscErrorCode transport_try(Transport *transport, const WaterStep *water,
                             TransportOutcome *outcome) SIJ_CHECKED;

/** Makes the step last tried the new state. Collective. */
PetscErrorCode transport_accept(Transport *transport) SIJ_CHECKED;

/** Everything that the next step and the summary need of the steps before. stored [n_owned]: water of every owned
 * vertex now, borrowed until the next step is tried [m^3]. Collective. */
PetscErrorCode transport_visit_state(Transport *transport, const double stored[],
                                     const StateVisitor *visitor) SIJ_CHECKED;

/** Concentration of a drug [n_local], ghosts current, borrowed; NULL if it is not present. */
const double *transport_concentration(const Transport *transport, int drug);

/** Its crystals likewise, mol per m^3 of fluid; NULL if it has none. */
const double *transport_crystals(const Transport *transport, int drug);

/** Amount of a drug that the last accepted step cleared into the blood, global [mol]. */
double transport_cleared(const Transport *transport, int drug);

/** Ledger of a drug now. Collective. */
PetscErrorCode transport_ledger(const Transport *transport, int drug, Ledger *ledger) SIJ_CHECKED;

/** Smallest and largest concentration of a drug that was ever accepted, global. */
void transport_range(const Transport *transport, int drug, double *smallest, double *largest);

/** Ledgers of all drugs, relative to what was injected. Collective. */
PetscErrorCode transport_summary(const Transport *transport, Quantities *list) SIJ_CHECKED;
