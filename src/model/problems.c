// SPDX-License-Identifier: GPL-3.0-or-later
// Translates a case into the problems that the solvers take.
#include "translate.h"

static PoroelasticMethod translate_method(const Numerics *numerics)
{
  return (PoroelasticMethod){.scheme    = numerics->coupled_scheme == SCHEME_FIXED_STRESS
                                            ? POROELASTIC_FIXED_STRESS
                                            : POROELASTIC_MONOLITHIC,
                             .tolerance = numerics->coupled_tolerance,
                             .updates   = numerics->coupled_updates};
}

PetscErrorCode model_problems(const Case *input, ModelProblems *problems, Problems *found)
{
  PetscFunctionBeginUser;
  PetscCall(translate_porous(input, problems, found));
  PetscCall(translate_flow(input, problems, found));
  translate_transport(input, problems);
  problems->poroelastic = translate_method(&input->numerics);
  PetscFunctionReturn(PETSC_SUCCESS);
}
