// SPDX-License-Identifier: GPL-3.0-or-later
/** The drugs a run brings, numbered without gaps ("agents"), and those of them that block nerves. */
#pragma once

#include "sij/casefile.h"
#include "sij/laws/nerve.h"

typedef struct {
  int             n;
  int             drug[CASE_DRUGS]; // [n] index into Case.drug
  const CaseDrug *of[CASE_DRUGS];   // [n] borrowed from the case
  int             n_blocking;
  int             blocking[CASE_DRUGS]; // [n_blocking] agents
  double          ec50[FIBRE_COUNT][CASE_DRUGS];
  double          hill[CASE_DRUGS]; // [n_blocking]
} Agents;

/** Agents of a case, which must outlive them. */
void agents_gather(const Case *input, Agents *agents);

/** Concentration above which time is counted at every place: neurotoxic, or the receptor's Kd of
 * a steroid; infinite where the drug has neither [mol m^-3]. */
double agents_level(const Agents *agents, int agent);
