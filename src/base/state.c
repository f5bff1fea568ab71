// SPDX-License-Identifier: GPL-3.0-or-later
// Counts and truths among the items of a state: visited as numbers, which hold them exactly.
#include "sij/base/state.h"

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
