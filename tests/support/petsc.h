// SPDX-License-Identifier: GPL-3.0-or-later
/** Group fixtures of unit tests that call PETSc: they initialise it before the first test and finalise it after the
 * last one. */
#pragma once

#include <petscsys.h>

static inline int petsc_start(void **state)
{
  (void)state;
  return PetscInitializeNoArguments() != 0;
}

static inline int petsc_stop(void **state)
{
  (void)state;
  return PetscFinalize() != 0;
}
