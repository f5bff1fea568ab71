#include "checks.h"
#include "mechanics_checks.h"

const Check checks_mechanics[] = {
  {.name = "mechanics.patch",
   .summary =
     "Do solids deform homogeneously where their sides do, at small and finite strain and turned "
     "about, with the stress of the law?",
   .act = mechanics_check_patch},
  {.name    = "mechanics.manufactured",
   .summary = "Does displacement converge to a manufactured solution, also where tissue is nearly "
              "incompressible?",
   .act     = mechanics_check_manufactured},
  {0}};
