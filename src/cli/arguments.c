// SPDX-License-Identifier: GPL-3.0-or-later
// What was read from the command line, asked and freed. parse.c reads it.
#include "arguments.h"

#include <string.h>

bool arguments_flag(const Arguments *arguments, const char *flag)
{
  for (int i = 0; i < arguments->n_flags; i++)
    if (strcmp(arguments->flag[i], flag) == 0) return true;
  return false;
}

const char *arguments_value(const Arguments *arguments, const char *flag)
{
  for (int i = 0; i < arguments->n_flags; i++)
    if (strcmp(arguments->flag[i], flag) == 0) return arguments->value[i];
  return NULL;
}

PetscErrorCode arguments_destroy(Arguments *arguments)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree4(arguments->operand, arguments->key, arguments->flag, arguments->value));
  PetscCall(PetscFree(arguments->typed));
  *arguments = (Arguments){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
