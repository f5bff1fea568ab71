// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to poroelastic: constants of its solvers. "Estimate": chosen by own runs, without a published source. All
 * are dimensionless. */
#pragma once

// Newton's method, the fixed-stress splitting and their line search.
enum {
  NEWTON_ITERATIONS    = 20,  // most per step: a step that needs more is cut, estimate
  SPLITTING_ITERATIONS = 400, // most per step: it converges linearly, estimate
  SEARCH_HALVINGS      = 5    // most of one Newton step, estimate
};
#define SEARCH_GROWTH 2.0 // of the residual, that is accepted, estimate

// Forcing terms: the tolerance of the linear system of each Newton iteration.
enum { FORCING_TERMS = 8 };   // iterations whose forcing term is remembered, estimate
#define FORCING_SAFETY  0.1   // of the reduction of the residual seen before, estimate
#define FORCING_LARGEST 0.1   // most that is remembered (Eisenstat & Walker 1996: 0.9), estimate
#define FORCING_LATER   1e-2  // reduction expected of iterations beyond those, estimate
#define FORCING_DECAY   0.3   // of a remembered one, when the iteration met the tolerance, estimate
#define FORCING_LEAST   1e-10 // rounding
#define FORCING_ATOL    0.3   // of the tolerance of the step, estimate

// Scale of the volume residual, of the storage changes before, where little water moves. Estimate.
#define BALANCE_SCALE 1e-3

// Linear solvers. RTOL: of the blocks, which the splitting solves in turn.
enum { // most, estimate
  SYSTEM_ITERATIONS       = 300,
  PRESSURE_ITERATIONS     = 200,
  DISPLACEMENT_ITERATIONS = 500
};
#define SYSTEM_RESTART         "60"  // of GMRES, estimate
#define BLOCK_RTOL             1e-6  // estimate
#define PRESSURE_AMG_THRESHOLD "0.5" // 3D problems: hypre reference manual, BoomerAMG
#define PRESSURE_AMG_P_MAX     "4"   // entries per row of the prolongation: hypre reference manual

// Compliance of films: local part, and part of the lubrication flow t^2 / (12 mu). Estimates.
#define COMPLIANCE_FILM_LOCAL 1e-3
#define COMPLIANCE_FILM_FLOW  36.0 // 12 / 36: for one or two layers of cells
