// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of the flow: their names, what each asks, and the function that measures it.
#include "flow_checks.h"

const Check checks_flow[] = {
  {.name    = "flow.steady",
   .summary = "steady pressure in two tissues with fibres that meet at a kink, against a formula",
   .act     = flow_check_steady},
  {.name    = "flow.transient",
   .summary = "pressure that swells in tissue with slanting fibres, against a formula",
   .act     = flow_check_transient},
  {.name    = "flow.decay",
   .summary = "a cosine of pressure against its exact decay",
   .act     = flow_check_decay},
  {.name    = "flow.sphere",
   .summary = "a point source in endless tissue, steady and from its start",
   .act     = flow_check_sphere},
  {.name    = "flow.layers",
   .summary = "a source in one of five layers, a million times tighter than the first",
   .act     = flow_check_layers},
  {.name = "flow.film",
   .summary =
     "pressure that spreads in the plane between two tight tissues, against its exact decay",
   .act = flow_check_film},
  {.name    = "flow.dilation",
   .summary = "injection into tissue that dilates, against the same law on a fine radial line",
   .act     = flow_check_dilation},
  {.name = "flow.needle",
   .summary =
     "pressure at the needle's tip on coarse meshes, against a mesh that resolves its opening",
   .act = flow_check_needle},
  {.name    = "flow.balance",
   .summary = "every drop accounted for, with needles, a source, uptake, film and cut planes",
   .act     = flow_check_balance},
  {.name = "flow.limit", .summary = "a pump that yields at its limit", .act = flow_check_limit},
  {.name    = "flow.defect",
   .summary = "a defect: closed below its opening pressure, its conductance the same on two meshes",
   .act     = flow_check_defect},
  {0}};
