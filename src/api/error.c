// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of a list of problems: sentences about the input that functions gather.
#include "handles.h"

PetscErrorCode sij_problems_create(SijProblems **problems)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int sij_problems_count(const SijProblems *problems)
{
  return problems ? problems->list.count : 0;
}

const char *sij_problems_sentence(const SijProblems *problems, int i)
{
  return i >= 0 && i < sij_problems_count(problems) ? problems->list.sentence[i] : NULL;
}

PetscErrorCode sij_problems_print(MPI_Comm comm, const SijProblems *problems)
{
  PetscFunctionBeginUser;
  if (problems) PetscCall(problems_print(comm, &problems->list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_problems_clear(SijProblems *problems)
{
  PetscFunctionBeginUser;
  if (problems) PetscCall(problems_destroy(&problems->list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_problems_destroy(SijProblems **problems)
{
  PetscFunctionBeginUser;
  PetscCall(sij_problems_clear(*problems));
  PetscCall(PetscFree(*problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode problems_hand_over(Problems *found, SijProblems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < found->count; i++)
    PetscCall(problems_add(&problems->list, "", "%s", found->sentence[i]));
  PetscCall(problems_destroy(found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
