// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: constants of its solvers. "Estimate": chosen by own runs, without a published source. All are
 * dimensionless. */
#pragma once

// Increments of the load factors, over the whole of a call of mechanics_advance().
#define INCREMENT_LEAST  (1.0 / 1024.0) // smaller ones are given up, estimate
#define INCREMENT_CUT    0.5            // after a failure, estimate
#define INCREMENT_GROW   2.0            // after at most INCREMENT_EASY iterations, estimate
#define INCREMENT_SHRINK 0.7            // after more than INCREMENT_HARD iterations, estimate
enum { INCREMENT_EASY = 5, INCREMENT_HARD = 10 };

// Newton's method and its line search.
enum {
  NEWTON_ITERATIONS   = 25, // most: one that needs more is better cut, estimate
  NEWTON_SEARCH_STEPS = 12  // most lengths tried along one step, estimate
};
#define NEWTON_ROUNDING    1e-14  // relative difference that counts as none
#define NEWTON_RTOL        1e-4   // forcing term: of the linear system, relative, estimate
#define NEWTON_RTOL_LINEAR 1e-14  // of a linear body: only NEWTON_ATOL ends it
#define NEWTON_ATOL        0.3    // of the linear system, times the tolerance of Newton, estimate
#define SEARCH_WORK        0.8    // decrease of the work along the step: Crisfield 1991, ch. 9.2
#define SEARCH_RESIDUAL    0.9999 // decrease of the residual by a full step: Kelley 1995, ch. 8.1
#define SEARCH_SHORTEST    0.1    // of the length before: Dennis & Schnabel 1996, ch. 6.3.2
#define SEARCH_LONGEST     0.5    // of the length before: Dennis & Schnabel 1996, ch. 6.3.2

// Linear solver and its multigrid.
enum {
  SOLVER_ITERATIONS = 500,    // most, estimate
  SOLVER_P1_DIRECT  = 100000, // P1 unknowns that are solved directly, estimate
  SOLVER_P1_CYCLES  = 8,      // of algebraic multigrid, above that, estimate
  SOLVER_P1_ITERATIONS =
    3, // that may exceed 1.5 times those of a new P1 solver: else rebuild, estimate
  SOLVER_P1_DECADES = 4 // of the residual, for which these are counted
};
#define SOLVER_MIXED_RESTART "60" // of GMRES, estimate

// Smoother of the P2 level: Chebyshev steps; their bounds in terms of the largest eigenvalue.
enum {
  SMOOTHER_STEPS      = 2, // estimate
  SMOOTHER_MORE_STEPS = 3, // where the P1 level is not solved directly, estimate
  SMOOTHER_LANCZOS    = 15 // steps that estimate the largest eigenvalue, estimate
};
#define SMOOTHER_LANCZOS_RTOL 1e-12 // ends them before only when exact
#define SMOOTHER_UPPER        1.05  // upper; PETSc: 1.1 (KSPChebyshevEstEigSet)
#define SMOOTHER_LOWER        0.1   // lower; as PETSc (KSPChebyshevEstEigSet)
#define SMOOTHER_SWEEP        1.8   // of one sweep alone, which must be below 2; estimate

// Springs: columns of which no larger share remains beside the others, in energy, depend on them. Rounding.
#define WOODBURY_DEPENDENT 1e-10

// Couplings: nodes are collinear below this determinant of inertia, relative to that of a sphere. Estimate.
#define COUPLING_SLENDER 1e-6
