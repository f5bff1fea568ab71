// SPDX-License-Identifier: GPL-3.0-or-later
/** Simulated time, output times, tolerances and step control. Sections `time` and `numerics` of a case file. */
#pragma once

#include "sij/casefile/limits.h"

typedef struct {
  double duration;
  int    n_outputs;
  double output[CASE_OUTPUTS]; // increasing, first 0, last = duration        s
} Timing;

typedef enum { SCHEME_MONOLITHIC, SCHEME_FIXED_STRESS } SchemeKind;

typedef struct {
  double     time_tolerance;       // relative, of the step control of flow and transport
  double     step_first, step_max; // s
  double     newton_tolerance;     // of the nodal water balance, relative to the largest flow
  double     linear_tolerance;
  double     ledger_tolerance;  // relative to the dose; a run fails past it
  SchemeKind coupled_scheme;    // how tissue and its fluid are solved together
  double     coupled_tolerance; // what is left of both balances
  int        coupled_updates;   // how often conductivity is found anew within a step
} Numerics;
