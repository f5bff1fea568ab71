// SPDX-License-Identifier: GPL-3.0-or-later
/** How far the mesh and the steps may have moved what a run reports: error bars from coarser levels.
 *
 * The case runs on two coarser levels (on one, where there are no more), then as it was asked; the values
 * of each quantity give half the width of its bar, Quantity.error. Levels: where the anatomy is
 * generated, mesh sizes times sqrt 2 and 2, with fewer layers where there are more than two; where the
 * case asks for refinement, one and two refinements less. Steps grow with the mesh, so that the bars
 * hold time as well. How the bars are reckoned, and how often they hold what they should:
 * docs/decisions/009-error-bars-from-coarser-meshes.md.
 *
 * Order: convergence_check, then convergence_run in place of simulate_run.
 */
#pragma once

#include "sij/casefile.h"
#include "sij/simulate.h"

enum { CONVERGENCE_LEVELS = 3 };

/** A problem for a case that has no coarser level: a mesh of the user's own, not refined. */
PetscErrorCode convergence_check(const Case *input, Problems *problems) SIJ_CHECKED;

/** The case on its levels, coarsest first, the last with `request`; its summary has the bars before
 * request->summary sees it. A level that fails is a problem, and nothing is written. Collective. */
PetscErrorCode convergence_run(MPI_Comm comm, const Case *input, const RunRequest *request,
                               Problems *problems) SIJ_CHECKED;

/** Half the width of the bar of value[0], from n = 2 or 3 values on meshes each `ratio` times coarser
 * than the one before. NaN where it cannot be known: a value is not finite, or all are the same. */
double convergence_bar(int n, const double value[], double ratio);

/** The same for each quantity of level[0], whose rows get their `error`; those that no mesh can move
 * (counts, doses, limits, what rounding leaves) or that tell less than they seem (a duration that the
 * end of the run cuts) get none. */
void convergence_bars(int n, Quantities level[], double ratio);
