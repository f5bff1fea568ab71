// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of mechanics: their names, what each asks, and the function that measures it.
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
  {.name    = "mechanics.cook",
   .summary = "Does Cook's panel of nearly incompressible tissue bend as far as it should?",
   .act     = mechanics_check_cook},
  {.name    = "mechanics.sphere",
   .summary = "Does a thick sphere of nearly incompressible tissue widen under inner pressure as "
              "Lame found?",
   .act     = mechanics_check_sphere},
  {.name = "mechanics.contrast",
   .summary =
     "Do bone and fat in layers share a compression as they should, in few iterations on any mesh?",
   .act = mechanics_check_contrast},
  {.name    = "mechanics.motion",
   .summary = "Is the motion of one bone against another told as what it was made to be?",
   .act     = mechanics_check_motion},
  {.name    = "mechanics.fibre",
   .summary = "Do fibres along a strip pull, slacken and shorten it as the closed form says?",
   .act     = mechanics_check_fibre},
  {.name    = "mechanics.bent",
   .summary = "Does a pre-stretched strip bend as far as an independent program bends it?",
   .act     = mechanics_check_bent},
  {.name = "mechanics.linearised",
   .summary =
     "Is small strain what finite strain begins with, also where fibres are pre-stretched?",
   .act = mechanics_check_linearised},
  {.name = "mechanics.film",
   .summary =
     "Does a film of fluid between two bones know its normal, keep its thickness and slide?",
   .act = mechanics_check_film},
  {.name = "mechanics.shell",
   .summary =
     "Does the shell of a bone add what a membrane in plane stress should, stretched, turned "
     "and bent?",
   .act = mechanics_check_shell},
  {.name = "mechanics.tangent",
   .summary =
     "Is the tangent of the forces of a bent strip, a film and a shell their exact derivative?",
   .act = mechanics_check_tangent},
  {.name    = "mechanics.steps",
   .summary = "Does a large load arrive in steps, and is it said where an impossible one stops?",
   .act     = mechanics_check_steps},
  {.name    = "mechanics.push",
   .summary = "Does what a bone is pushed with arrive, and is it told how the bone moved?",
   .act     = mechanics_check_push},
  {.name    = "mechanics.spring",
   .summary = "Do springs between bones pull, balance, slacken and turn as closed forms say?",
   .act     = mechanics_check_spring},
  {.name    = "mechanics.reload",
   .summary = "Does a body under one load after the other end as if it had borne the last alone?",
   .act     = mechanics_check_reload},
  {0}};
