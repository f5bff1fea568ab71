// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to flow: constants of its solvers. "Estimate": chosen by own runs, without a published source. */
#pragma once

// Newton (SNES).
#define FLOW_NEWTON_STOL                                                                           \
  1e-8 // relative change of pressure that ends the iteration       1   estimate
#define FLOW_NEWTON_ITERATIONS                                                                     \
  50 // most per step: a step that needs more is cut              1   estimate
#define FLOW_NEWTON_RESIDUALS                                                                      \
  1000 // most evaluations of the residual per step                 1   estimate
#define FLOW_STEP_FRACTION                                                                         \
  0.5 // of a tissue's pressure scale, per iteration and vertex    1   estimate

// Weight of the row of a Dirichlet vertex, over the largest conductivity: a length that brings the row to the size of
// the others on meshes with spacings of about 1 mm.                                             m   estimate
#define FLOW_DIRICHLET_WEIGHT 1e-3

// References where nothing is injected: small against any needle's.
#define FLOW_SMALLEST_RATE   1e-9  // a flow, for Newton's tolerance           m^3 s^-1   estimate
#define FLOW_SMALLEST_VOLUME 1e-12 // one nanolitre, for the truncation error       m^3   estimate

// Linear solver (KSP options) and BoomerAMG: defaults, which options of the command line replace.
#define FLOW_LINEAR_RTOL          "1e-8"  // 1   estimate
#define FLOW_WELL_RTOL            "1e-11" // of a well's radius    1   estimate
#define FLOW_AMG_STRONG_THRESHOLD "0.5"   // 3D problems: hypre reference manual, BoomerAMG
#define FLOW_AMG_P_MAX            "4" // entries per row of the prolongation: hypre reference manual
