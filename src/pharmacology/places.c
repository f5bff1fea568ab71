// SPDX-License-Identifier: GPL-3.0-or-later
#include "places.h"

#include "sij/laws/kinetics.h"

#include <math.h>

PetscErrorCode places_create(const Agents *agents, PetscInt n, Places *places)
{
  PetscFunctionBeginUser;
  *places = (Places){.n = n};
  for (int d = 0; d < agents->n; d++)
    PetscCall(PetscCalloc4(n, &places->now[d], n, &places->peak[d], n, &places->exposure[d], n,
                           &places->above[d]));
  for (int b = 0; b < agents->n_blocking; b++)
    PetscCall(PetscCalloc1(n, &places->lagged[agents->blocking[b]]));
  PetscCall(PetscCalloc2(n, &places->block[FIBRE_A_DELTA], n, &places->block[FIBRE_C]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void follow_agent(Places *places, int d, double level, double dt, const double now[])
{
  for (PetscInt i = 0; i < places->n; i++) {
    const double before = places->now[d][i];

    places->exposure[d][i] += 0.5 * dt * (before + now[i]);
    places->above[d][i] += kinetics_time_above(before, now[i], level, dt);
    places->peak[d][i] = fmax(places->peak[d][i], now[i]);
  }
}

static void follow_lag(Places *places, int d, NerveLag lag, const double now[])
{
  for (PetscInt i = 0; i < places->n; i++)
    places->lagged[d][i] = nerve_lagged(lag, places->lagged[d][i], places->now[d][i], now[i]);
}

static void follow_block(Places *places, const Agents *agents)
{
  double c[CASE_DRUGS];

  for (PetscInt i = 0; i < places->n; i++) {
    for (int b = 0; b < agents->n_blocking; b++) c[b] = places->lagged[agents->blocking[b]][i];
    for (int f = 0; f < FIBRE_COUNT; f++)
      places->block[f][i] = nerve_block(agents->n_blocking, c, agents->ec50[f], agents->hill);
  }
}

void places_advance(Places *places, const Agents *agents, double tau, double dt,
                    const double *const now[])
{
  const NerveLag lag = nerve_lag(dt, tau);

  for (int d = 0; d < agents->n; d++) {
    follow_agent(places, d, agents_level(agents, d), dt, now[d]);
    if (places->lagged[d]) follow_lag(places, d, lag, now[d]);
    for (PetscInt i = 0; i < places->n; i++) places->now[d][i] = now[d][i];
  }
  follow_block(places, agents);
}

PetscErrorCode places_destroy(Places *places)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < CASE_DRUGS; d++) {
    PetscCall(PetscFree4(places->now[d], places->peak[d], places->exposure[d], places->above[d]));
    PetscCall(PetscFree(places->lagged[d]));
  }
  PetscCall(PetscFree2(places->block[FIBRE_A_DELTA], places->block[FIBRE_C]));
  *places = (Places){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
