// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/pharmacology.h"

#include <string.h>

enum { TARGETS_MOST = 96 };

static bool known(const char *name, int n, const Target target[])
{
  for (int i = 0; i < n; i++)
    if (strcmp(target[i].name, name) == 0) return true;
  return false;
}

static PetscErrorCode check_source(const PainSource *source, int n, const Target target[],
                                   Problems *problems)
{
  PetscFunctionBeginUser;
  if (!known(source->target, n, target))
    PetscCall(problems_add(problems, "",
                           "pain.sources.%s: no target of that name; `sij list targets` shows them",
                           source->target));
  for (int k = 0; k < source->n_nerves; k++)
    if (!known(source->nerve[k], n, target))
      PetscCall(problems_add(problems, "",
                             "pain.sources.%s.nerves: \"%s\" is no target; `sij list targets` "
                             "shows them",
                             source->target, source->nerve[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode pharmacology_check(const Case *input, Problems *problems)
{
  Target *target;

  PetscFunctionBeginUser;
  if (input->anatomy.mesh_file[0]) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscCalloc1(TARGETS_MOST, &target));

  const int n = anatomy_targets(input, TARGETS_MOST, target);

  for (int i = 0; i < input->n_sources; i++)
    PetscCall(check_source(&input->source[i], n, target, problems));
  PetscCall(PetscFree(target));
  PetscFunctionReturn(PETSC_SUCCESS);
}
