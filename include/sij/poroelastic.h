// SPDX-License-Identifier: GPL-3.0-or-later
/** Poroelasticity: Biot's equations of tissue and its fluid, quasi-static, at small strain.
 *
 *     Div (S(u) - biot p I) + b = 0                    S: stress of the drained skeleton
 *     d (biot div u + beta p)/dt + div q = Q - L,      q = -K(e) grad p,     e = div u
 *
 * P2 displacement and P1 pressure: the module `flow` evaluates the fluid balance of every vertex, `mechanics` the
 * equilibrium of forces, with drained constants. Backward Euler. Porosity and conductivity depend on the strain
 * (sij/laws/pore_strain.h), which counts from the equilibrium under pre-tension alone; conductivity on the strain at
 * the start of the step. After a step the stored water is that of the discrete balance, and flow_water() serves
 * transport as ever. A step that does not converge changes nothing and says so in its outcome.
 *
 * Loads and prescribed displacements are those of mechanics at a load factor of 1.
 * docs/decisions/014-tissue-and-fluid-together.md.
 *
 * Order: poroelastic_create; then per step poroelastic_try, and poroelastic_accept or another poroelastic_try;
 * mechanics_displacement() and flow_pressure() are the state; poroelastic_destroy.
 */
#pragma once

#include "sij/flow/skeleton.h"
#include "sij/mechanics/stiffness.h"

typedef enum {
  POROELASTIC_MONOLITHIC, // one linear system for displacement and pressure
  POROELASTIC_FIXED_STRESS // fixed-stress splitting: pressure at constant mean stress, then displacement
} PoroelasticScheme;

typedef struct {
  PoroelasticScheme scheme;
  double tolerance; // of both residuals, relative to the terms they consist of; e.g. 1e-4
  int    updates;   // of conductivity within a step
} PoroelasticMethod;

typedef struct Poroelastic Poroelastic;

typedef struct {
  bool        converged;
  const char *reason;     // why not
  int         iterations; // of Newton, or of the splitting
  int         linear;     // of the linear solver
  double      error;      // as in FlowOutcome
} PoroelasticOutcome;

/** Collective. Borrows mechanics and flow, both of medium's mesh: mechanics with its Dirichlet conditions and in
 * equilibrium before anything is injected. From here on the flow is that of a deforming solid. */
PetscErrorCode poroelastic_create(Mechanics *mechanics, Flow *flow, const Medium *medium,
                                  const PoroelasticMethod *method,
                                  Poroelastic            **poroelastic) SIJ_CHECKED;
PetscErrorCode poroelastic_destroy(Poroelastic **poroelastic) SIJ_CHECKED;

/** Tries the step from t to t + dt. Collective. */
PetscErrorCode poroelastic_try(Poroelastic *poroelastic, double t, double dt,
                               PoroelasticOutcome *outcome) SIJ_CHECKED;

/** Makes the step last tried the state of mechanics and flow. Collective. */
PetscErrorCode poroelastic_accept(Poroelastic *poroelastic) SIJ_CHECKED;

/** Everything that the next step needs of those before; mechanics and flow visit their own before this, in that order.
 * Collective. */
PetscErrorCode poroelastic_visit_state(Poroelastic        *poroelastic,
                                       const StateVisitor *visitor) SIJ_CHECKED;

/** A breakpoint of a load curve lies at the accepted state: the predictor of the next step starts anew. */
void poroelastic_reset_predictor(Poroelastic *poroelastic);
