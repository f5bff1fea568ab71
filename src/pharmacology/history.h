// SPDX-License-Identifier: GPL-3.0-or-later
/** Concentration and block followed in time at many sample points: vertices of the mesh, points of curves.
 *
 * All arrays are [n], owned, and zero at first; those by drug exist for each agent.
 */
#pragma once

#include "agents.h"

#include "sij/base/foreign.h"

typedef struct {
  PetscInt n;
  double  *now[CASE_DRUGS];      // concentration                               mol m^-3
  double  *peak[CASE_DRUGS];     // its largest so far                          mol m^-3
  double  *exposure[CASE_DRUGS]; // its integral over time                      mol s m^-3
  double  *above[CASE_DRUGS];    // time at or above agents_level()             s
  double  *lagged[CASE_DRUGS];   // what nerve sees; of blocking agents, else NULL
  double  *block[FIBRE_COUNT];   // blocked fraction of fibres
} History;

PetscErrorCode history_create(const Agents *agents, PetscInt n, History *history) SIJ_CHECKED;

/** One step of length dt to the concentrations `now` [agents][n], with perineurial lag tau. */
void history_advance(History *history, const Agents *agents, double tau, double dt,
                     const double *const now[]);

PetscErrorCode history_destroy(History *history) SIJ_CHECKED;
