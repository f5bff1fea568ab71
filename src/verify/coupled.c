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
  {0}};
