// SPDX-License-Identifier: GPL-3.0-or-later
// Items of a state that are no array of doubles: numbers that lie apart, counts and truths, visited as such an array.
#include "sij/base/state.h"

PetscErrorCode state_visit_numbers(const StateVisitor *visitor, const char *name, int n,
                                   double *const number[])
{
  double value[STATE_NUMBERS];

  PetscFunctionBeginUser;
  PetscCheck(n <= STATE_NUMBERS, PETSC_COMM_SELF, PETSC_ERR_PLIB, "item %s has %d numbers", name,
             n);
  for (int k = 0; k < n; k++) value[k] = *number[k];
  PetscCall(visitor->values(visitor->context, name, n, value));
  for (int k = 0; k < n; k++) *number[k] = value[k];
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode state_visit_int(const StateVisitor *visitor, const char *name, int *value)
{
  double number = *value;

  PetscFunctionBeginUser;
  PetscCall(visitor->values(visitor->context, name, 1, &number));
  *value = (int)number;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode state_visit_bool(const StateVisitor *visitor, const char *name, bool *value)
{
  double number = *value ? 1.0 : 0.0;

  PetscFunctionBeginUser;
  PetscCall(visitor->values(visitor->context, name, 1, &number));
  *value = number != 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}
