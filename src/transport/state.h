// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to transport: the species, the coefficients of a step, and the functions that its files give each other. */
#pragma once

#include "sij/fem/limiter.h"
#include "sij/laws/clearance.h"
#include "sij/transport.h"

/** Amounts that a species exchanged with its surroundings, this rank's part     mol. */
typedef struct {
  double injected, cleared, left, reacted, gained;
} SpeciesTotals;

/** A drug in solution, or its crystals. */
typedef struct {
  int           drug;
  bool          crystals;
  bool          present;     // something of it has been injected
  double        diffusivity; // free                     m^2 s^-1; 0 for crystals
  double       *c;           // [n_local] accepted       mol m^-3 of fluid
  double       *c_new;       // [n_local] of the step tried
  double       *bound;       // [n_owned] sum of (R - 1) phi_0 V, R: retardation factor     m^3
  double       *edge_bound;  // [n_edges] the same in the consistent mass      m^3
  double       *clearance;   // [n_owned] by blood, at resting perfusion        m^3 s^-1
  double       *lining;      // [n_owned] through synovium                      m^3 s^-1
  double       *stock;       // [n_owned] crystals: most that ever was here    mol
  double        outside;     // concentration beyond the cut planes  mol m^-3
  double        smallest, largest;
  SpeciesTotals sum, step;    // of all accepted steps; of the step tried
  double        cleared_last; // global, of the last accepted step
} Species;

/** Coefficients of a step that all species share. */
typedef struct {
  bool    begun;               // a step has been accepted: edge_old is what its edge_new was
  double *edge_old, *edge_new; // [n_edges] consistent mass of pore fluid           m^3
  double *edge_diffusion;      // [n_edges] of phi D/D_0, positive is diffusive     m
  double (*edge_carry)[2];     // [n_edges] Galerkin's advection: entries (i,j) and (j,i)  m^3 s^-1
  double *carry;               // [n_owned] and its diagonal
  double *perfusion_factor;    // [n_owned] vasoactivity
} Pores;

/** Coefficients of the nodal balance of the species at hand. */
typedef struct {
  double *mass_old, *mass_new; // [n_owned] lumped: fluid and what is bound, at start and end   m^3
  double *loss;   // [n_owned] clearance, lining, uptake and outflow               m^3 s^-1
  double *source; // [n_owned]                                                     mol s^-1
  double *inflow; // [n_owned] highest concentration that flows in                 mol m^-3
} TransportNodal;

/** Results of the three solves, and the antidiffusive amounts between them. */
typedef struct {
  double *c_middle, *c_end; // [n_local] high order: stages of TR-BDF2
  double *c_low;            // [n_local] low order: upwind backward Euler
  double *amount;           // [n_edges] mol
} TransportStages;

/** Linear systems. */
typedef struct {
  double *diagonal, (*coupling)[2];
  Vec     x, b, carrier;
  Mat     high, low;
  KSP     ksp_high, ksp_low;
} TransportSolver;

struct Transport {
  const Medium           *medium;  // borrowed
  const TransportProblem *problem; // borrowed
  Elements                cells, interface;
  int                     n_species;
  Species                 species[2 * TRANSPORT_SOLUTES];
  Pores                   pores;
  TransportNodal          nodal;
  TransportStages         stage;
  Limiter                 limiter;
  TransportSolver         solver;
  WaterStep               water; // of the step tried
};

/** pores.c: coefficients of a step, and of a species in it. */
PetscErrorCode pores_prepare(Transport *transport) SIJ_CHECKED;
PetscErrorCode species_prepare(Transport *transport, Species *species) SIJ_CHECKED;

/** tissue.c: what tissues bind and what their blood clears, at vertices and edges. Collective. */
PetscErrorCode tissue_constants(const Transport *transport, Species *species) SIJ_CHECKED;

/** Amount that needles are still to bring when the step of `water` begins [mol]. */
double species_to_come(const Transport *transport, const Species *species);

/** ledger.c: the species of a dissolved drug or of its crystals; NULL if there is none. */
const Species *species_find(const Transport *transport, int drug, bool crystals);

/** pores.c: adds to amount [n_edges] what Galerkin's advection of c [n_local] moves along each edge
 * [mol/s]. */
void pores_add_carried(const Transport *transport, const double c[], double factor,
                       double amount[]);

/** stages.c: solves into c_middle, c_end and c_low; `error` is global. */
PetscErrorCode stages_solve(Transport *transport, const Species *species, double dt,
                            TransportOutcome *outcome) SIJ_CHECKED;

/** correct.c: flux correction, from the stages to species->c_new and the totals of the step. */
PetscErrorCode correct_fluxes(Transport *transport, Species *species, double dt) SIJ_CHECKED;

/** reaction.c: depot and prodrug over dt, on c_new with storage of the given fluid. */
PetscErrorCode reaction_step(Transport *transport, double dt, const double stored[],
                             bool first_half) SIJ_CHECKED;
bool           reaction_needed(const Transport *transport);

/** The constants of TR-BDF2 (Bank et al. 1985; error weights of Hosea & Shampine 1996). */
#define TRBDF2_GAMMA (2.0 - PETSC_SQRT2)  // end of the first stage
#define TRBDF2_D     (0.5 * TRBDF2_GAMMA) // implicit weight of both stages
#define TRBDF2_W     (0.25 * PETSC_SQRT2) // weight of start and middle
