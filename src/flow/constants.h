// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to flow: constants of its solvers. "Estimate": chosen by own runs, without a published source. */
#pragma once

// Newton: most iterations of a step, after which it is cut, and most residuals.      1   estimate
enum { FLOW_NEWTON_ITERATIONS = 50, FLOW_NEWTON_RESIDUALS = 1000 };

// Newton: relative change of pressure that ends the iteration.                       1   estimate
#define FLOW_NEWTON_STOL 1e-8

// Newton: step limit of a vertex, of the pressure scale of its tissue.               1   estimate
#define FLOW_STEP_FRACTION 0.5

// Newton: largest ratio of residuals after and before at which the full step is taken. A leak that opens (check
// flow.defect) converges with 0.8 to 0.95; with 1, and with 0.3 to 0.7, it cycles.    1   estimate
#define FLOW_FULL_STEP 0.9

// Iterations of the linear solver that take as long as a set-up of BoomerAMG: 8 to 15 on meshes of the joint.
//                                                                                    1   estimate
#define FLOW_SETUP_ITERATIONS 10.0

// Weight of the row of a Dirichlet vertex, over the largest conductivity: a length that brings
// the row to the size of the others on meshes with spacings of about 1 mm.           m   estimate
#define FLOW_DIRICHLET_WEIGHT 1e-3

// References where nothing is injected: a rate for Newton's tolerance, m^3 s^-1, and a volume for
// the truncation error, m^3. Small against any needle's.                                 estimate
#define FLOW_SMALLEST_RATE   1e-9
#define FLOW_SMALLEST_VOLUME 1e-12

// Relative residual of the linear solver, and of that of a well's radius: KSP options, defaults
// that options of the command line replace.                                          1   estimate
#define FLOW_LINEAR_RTOL "1e-3"
#define FLOW_WELL_RTOL   "1e-11"

// Most iterations of the linear solver, an option likewise: those that end need fewer than 100.  1   estimate
#define FLOW_LINEAR_ITERATIONS "500"

// The linear solver ends at this share of Newton's tolerance as well: beyond it only the nonlinearity is left.
//                                                                                    1   estimate
#define FLOW_LINEAR_SHARE 0.5

// BoomerAMG for problems in 3D, options likewise: threshold of strong connections, entries per row
// of the prolongation.                                   1   hypre reference manual, BoomerAMG
#define FLOW_AMG_STRONG_THRESHOLD "0.5"
#define FLOW_AMG_P_MAX            "4"
