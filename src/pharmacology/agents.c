// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers the drugs that a run brings and collects the constants of those that block nerves. Every array of
// pharmacology that is by drug uses this numbering.
#include "agents.h"

#include <math.h>

static void add_blocking(Agents *agents, int agent)
{
  const CaseDrug *drug = agents->of[agent];
  const int       b    = agents->n_blocking++;

  agents->blocking[b]            = agent;
  agents->ec50[FIBRE_A_DELTA][b] = drug->ec50_a_delta;
  agents->ec50[FIBRE_C][b]       = drug->ec50_c;
  agents->hill[b]                = drug->hill;
}

void agents_gather(const Case *input, Agents *agents)
{
  *agents = (Agents){0};
  for (int d = 0; d < input->n_drugs; d++) {
    const CaseDrug *drug = &input->drug[d];

    if (!case_uses_drug(input, d)) continue;
    agents->drug[agents->n] = d;
    agents->of[agents->n]   = drug;
    agents->n++;
    if (drug->kind == DRUG_ANAESTHETIC && drug->ec50_a_delta > 0.0 && drug->ec50_c > 0.0)
      add_blocking(agents, agents->n - 1);
  }
}

double agents_level(const Agents *agents, int agent)
{
  const CaseDrug *drug = agents->of[agent];

  if (drug->neurotoxic > 0.0) return drug->neurotoxic;
  return drug->receptor_kd > 0.0 ? drug->receptor_kd : INFINITY;
}
