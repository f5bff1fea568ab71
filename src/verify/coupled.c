// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of solid and fluid together: their names, what each asks, and the function that measures it.
#include "checks.h"
#include "coupled_checks.h"

const Check checks_coupled[] = {
  {.name    = "coupled.column",
   .summary = "Does a loaded column lose its water and settle as Terzaghi found?",
   .act     = coupled_check_column},
  {.name    = "coupled.mandel",
   .summary = "Does pressure between rigid plates rise before it falls, as Mandel found?",
   .act     = coupled_check_mandel},
  {.name    = "coupled.sphere",
   .summary = "Does pressure in a ball rise before it falls, as Cryer found?",
   .act     = coupled_check_sphere},
  {.name    = "coupled.manufactured",
   .summary = "Do displacement and pressure converge to a manufactured solution?",
   .act     = coupled_check_manufactured},
  {.name = "coupled.kept",
   .summary =
     "Are uniform concentrations, amounts and bounds kept where needles inject into soft tissue?",
   .act = coupled_check_kept},
  {.name    = "coupled.undrained",
   .summary = "Does pressure stay even where water has no time to leave?",
   .act     = coupled_check_undrained},
  {.name = "coupled.schemes",
   .summary =
     "Do the monolithic and the fixed-stress scheme give the same, with a soft bag between and a "
     "spring beside?",
   .act = coupled_check_schemes},
  {.name    = "coupled.cavity",
   .summary = "Does the pressure of a cavity that is filled come from the tissue around it?",
   .act     = coupled_check_cavity},
  {.name    = "coupled.pump",
   .summary = "Does a column that is squeezed and let go give out and take in what it should?",
   .act     = coupled_check_pump},
  {0}};
