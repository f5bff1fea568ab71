// SPDX-License-Identifier: GPL-3.0-or-later
/** Tissue and its fluid together: Biot's equations, quasi-static, at small strain.
 *
 *     Div (S(u) - biot p I) + b = 0                    S: stress of the drained skeleton
 *     d (biot div u + beta p)/dt + div q = Q - L,      q = -K(e) grad p,     e = div u
 *
 * P2 displacement and P1 pressure; the fluid is balanced at every vertex by the room `flow`, the solid by
 * `mechanics`, whose laws hold the drained constants. Backward Euler; porosity and conductivity follow the
 * strain (sij/laws/pore_strain.h) from where pre-tension alone leaves the tissue, conductivity that at the start
 * of the step. After a step stored water is what the rates leave, and flow_water() serves transport as ever. A
 * step that does not converge changes nothing and says so in its outcome.
 *
 * Loads and held displacements are all of those that mechanics has at the end of the step, whatever
 * its share. docs/decisions/014-tissue-and-fluid-together.md.
 *
 * Order: poroelastic_create; then per step poroelastic_try, and poroelastic_accept or another poroelastic_try;
 * mechanics_displacement() and flow_pressure() are the state; poroelastic_destroy.
 */
#pragma once

#include "sij/flow/skeleton.h"
#include "sij/mechanics/stiffness.h"

typedef enum {
  POROELASTIC_MONOLITHIC,  // one linear system for both
  POROELASTIC_FIXED_STRESS // in turn: pressure at fixed mean stress, then displacement
} PoroelasticScheme;

typedef struct {
  PoroelasticScheme scheme;
  double tolerance; // what is left of both balances, as a share of what they consist of; e.g. 1e-4
  int    updates;   // how often conductivity is found anew within a step
} PoroelasticMethod;

typedef struct Poroelastic Poroelastic;

typedef struct {
  bool        converged;
  const char *reason;     // why not, as words
  int         iterations; // of Newton, or of the splitting
  int         linear;     // of the linear solver
  double      error;      // as in FlowOutcome
} PoroelasticOutcome;

/** Collective. Borrows mechanics and flow, both of medium's mesh: mechanics as held, loaded and settled
 * before anything is injected. From here on the flow is that of a deforming solid. */
PetscErrorCode poroelastic_create(Mechanics *mechanics, Flow *flow, const Medium *medium,
                                  const PoroelasticMethod *method,
                                  Poroelastic            **poroelastic) SIJ_CHECKED;
PetscErrorCode poroelastic_destroy(Poroelastic **poroelastic) SIJ_CHECKED;

/** Tries the step from t to t + dt. Collective. */
PetscErrorCode poroelastic_try(Poroelastic *poroelastic, double t, double dt,
                               PoroelasticOutcome *outcome) SIJ_CHECKED;

/** Makes the step last tried the new state of mechanics and flow. Collective. */
PetscErrorCode poroelastic_accept(Poroelastic *poroelastic) SIJ_CHECKED;

/** Loads bend where the state accepted stands: the next step is not foretold from the last. */
void poroelastic_reset_predictor(Poroelastic *poroelastic);

/** Force of the fluid on the solid at each owned node, in the state accepted: force [n_owned][3] [N].
 * Collective. */
PetscErrorCode poroelastic_fluid_force(Poroelastic *poroelastic, double (*force)[3]) SIJ_CHECKED;
