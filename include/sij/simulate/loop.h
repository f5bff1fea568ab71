// SPDX-License-Identifier: GPL-3.0-or-later
/** The time loop of a run, on equations that are already created: tries a step, compares its truncation error with the
 * tolerance, accepts or cuts it, and lands on every event of the clock. Hooks are optional: without them the result is
 * the end state of flow and transport.
 */
#pragma once

#include "sij/joint.h"
#include "sij/poroelastic.h"
#include "sij/transport.h"

/** Progress of the run. */
typedef struct {
  double t, dt; // now, and length of the step to try next     s
  int    steps, rejected, newton, linear;
  int    outputs; // so far
  bool   stopped; // before the end of the case, because `interrupted` said so
} Progress;

/** All borrowed. Hooks are called on every rank with `context`; NULL: not called. */
typedef struct {
  const Case  *input;
  Flow        *flow;
  Transport   *transport;
  Joint       *joint;       // whose loads the solid of `poroelastic` has at the end of each step
  Poroelastic *poroelastic; // NULL: flow alone
  void        *context;
  PetscErrorCode (*accepted)(void *context, const Progress *progress,
                             double length); // after each step, of that length
  PetscErrorCode (*output)(void *context, const Progress *progress,
                           Problems *problems); // at time 0 and at each output of the case
  PetscErrorCode (*interrupted)(
    void *context, const Progress *progress,
    bool *stop); // before each step to be tried, again after a rejected one; the same on every rank
} Loop;

/** From time 0 to the end of the case, or until it is interrupted; where *progress has outputs, from there. A step that fails at the smallest length, or a
 * ledger past its tolerance at an output, is a problem and ends it. Collective. */
PetscErrorCode loop_run(const Loop *loop, Progress *progress, Problems *problems) SIJ_CHECKED;
