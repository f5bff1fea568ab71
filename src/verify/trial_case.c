// SPDX-License-Identifier: GPL-3.0-or-later
// A case for the time loop, from the problem of a trial: checks of the loop run it on equations that no case made.
#include "trial_case.h"

#include <stdio.h>

Case trial_case(const Trial *trial)
{
  const FlowProblem      *flow      = &trial->problem.flow;
  const TransportProblem *transport = &trial->problem.transport;
  Case                    input     = {.name         = "trial",
                                       .file         = "trial",
                                       .n_injections = flow->n_needles,
                                       .n_drugs      = transport->n_solutes,
                                       .timing       = {.duration = 60.0},
                                       .numerics     = {.time_tolerance   = 1e-3,
                                                        .step_first       = 0.05,
                                                        .step_max         = 1e4,
                                                        .newton_tolerance = flow->newton_tolerance,
                                                        .linear_tolerance = transport->linear_tolerance,
                                                        .ledger_tolerance = 1e-8}};

  for (int w = 0; w < flow->n_needles; w++) {
    const InjectionSchedule *schedule  = &flow->needle[w].schedule;
    Injection               *injection = &input.injection[w];

    *injection =
      (Injection){.start = schedule->start, .volume = schedule->volume, .rate = schedule->rate};
    (void)snprintf(injection->name, sizeof injection->name, "%s", flow->needle[w].name);
  }
  for (int d = 0; d < transport->n_solutes; d++)
    (void)snprintf(input.drug[d].name, sizeof input.drug[d].name, "%s", transport->solute[d].name);
  return input;
}
