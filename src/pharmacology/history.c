// SPDX-License-Identifier: GPL-3.0-or-later
// Follows concentration, exposure, lag and nerve block at many sample points over the steps of a run.
// advance_histories() in pharmacology.c calls it for vertices and for points of curves.
#include "history.h"

#include "sij/laws/kinetics.h"

#include <math.h>

PetscErrorCode history_create(const Agents *agents, PetscInt n, History *history)
{
  PetscFunctionBeginUser;
  *history = (History){.n = n};
  for (int d = 0; d < agents->n; d++)
    PetscCall(PetscCalloc4(n, &history->now[d], n, &history->peak[d], n, &history->exposure[d], n,
                           &history->above[d]));
  for (int b = 0; b < agents->n_blocking; b++)
    PetscCall(PetscCalloc1(n, &history->lagged[agents->blocking[b]]));
  PetscCall(PetscCalloc2(n, &history->block[FIBRE_A_DELTA], n, &history->block[FIBRE_C]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void follow_agent(History *history, int d, double level, double dt, const double now[])
{
  for (PetscInt i = 0; i < history->n; i++) {
    const double before = history->now[d][i];

    history->exposure[d][i] += 0.5 * dt * (before + now[i]);
    history->above[d][i] += kinetics_time_above(before, now[i], level, dt);
    history->peak[d][i] = fmax(history->peak[d][i], now[i]);
  }
}

static void follow_lag(History *history, int d, NerveLag lag, const double now[])
{
  for (PetscInt i = 0; i < history->n; i++)
    history->lagged[d][i] = nerve_lagged(lag, history->lagged[d][i], history->now[d][i], now[i]);
}

static void follow_block(History *history, const Agents *agents)
{
  double c[CASE_DRUGS];

  for (PetscInt i = 0; i < history->n; i++) {
    for (int b = 0; b < agents->n_blocking; b++) c[b] = history->lagged[agents->blocking[b]][i];
    for (int f = 0; f < FIBRE_COUNT; f++)
      history->block[f][i] = nerve_block(agents->n_blocking, c, agents->ec50[f], agents->hill);
  }
}

void history_advance(History *history, const Agents *agents, double tau, double dt,
                     const double *const now[])
{
  const NerveLag lag = nerve_lag(dt, tau);

  for (int d = 0; d < agents->n; d++) {
    follow_agent(history, d, agents_level(agents, d), dt, now[d]);
    if (history->lagged[d]) follow_lag(history, d, lag, now[d]);
    for (PetscInt i = 0; i < history->n; i++) history->now[d][i] = now[d][i];
  }
  follow_block(history, agents);
}

PetscErrorCode history_destroy(History *history)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < CASE_DRUGS; d++) {
    PetscCall(
      PetscFree4(history->now[d], history->peak[d], history->exposure[d], history->above[d]));
    PetscCall(PetscFree(history->lagged[d]));
  }
  PetscCall(PetscFree2(history->block[FIBRE_A_DELTA], history->block[FIBRE_C]));
  *history = (History){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
