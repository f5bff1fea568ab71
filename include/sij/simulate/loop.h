// SPDX-License-Identifier: GPL-3.0-or-later
/** The time loop of a run, on equations that already stand: try a step, judge it, accept or cut it, land
 * on every mark of the clock. Who gives no hooks gets the end state in flow and transport alone.
 */
#pragma once

#include "sij/joint.h"
#include "sij/poroelastic.h"
#include "sij/transport.h"

/** Where the run stands. */
typedef struct {
  double t, dt; // now, and length of the step to try next     s
  int    steps, rejected, newton, linear;
} Progress;

/** All borrowed. Hooks are called on every rank with `context`; NULL: nobody listens. */
typedef struct {
  const Case  *input;
  Flow        *flow;
  Transport   *transport;
  Joint       *joint;       // whose loads the solid of `poroelastic` has at the end of each step
  Poroelastic *poroelastic; // NULL: the flow goes alone
  void        *context;
  PetscErrorCode (*accepted)(void *context, const Progress *progress,
                             double length); // after each step, of that length
  PetscErrorCode (*output)(void *context, const Progress *progress,
                           Problems *problems); // at time 0 and at each output of the case
} Loop;

/** From time 0 to the end of the case. A step that fails at the smallest length, or a ledger past its
 * tolerance at an output, is a problem and ends it. Collective. */
PetscErrorCode loop_run(const Loop *loop, Progress *progress, Problems *problems) SIJ_CHECKED;
