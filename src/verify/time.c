// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of time integration and of the time loop: their names, what each asks, and who measures it.
#include "time.h"

const Check checks_time[] = {
  {.name    = "time.order",
   .summary = "the integrator of transport has its design order, 2, also where steps are long "
              "against the fastest rates",
   .act     = time_order},
  {.name    = "time.control",
   .summary = "an injection and its wash-out end as near to the exact course in time as was asked",
   .act     = time_control},
  {.name    = "time.loads",
   .summary = "what a load moves in tissue ends as near to its exact course as was asked, with "
              "nothing injected",
   .act     = time_loads},
  {.name    = "time.events",
   .summary = "steps land on outputs and needles, and what needles deliver is exact",
   .act     = time_events},
  {0}};
