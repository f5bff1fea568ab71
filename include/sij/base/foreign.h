// SPDX-License-Identifier: GPL-3.0-or-later
/** One checked call per foreign library, so that no return code is lost.
 *
 * PETSc's own calls use PetscCall(). Every other library reports failure in its own way; its wrapper
 * here, or in the module that alone may include it, turns that into a PETSc error naming the call.
 */
#pragma once

#include <petscsys.h>

#if PETSC_VERSION_LT(3, 19, 0)
  #define PETSC_SUCCESS 0
#endif

/** On every prototype that returns PetscErrorCode: a dropped code becomes a warning. */
#define SIJ_CHECKED __attribute__((warn_unused_result))

/** On every prototype that takes a printf format: arguments are checked against it. */
#define SIJ_PRINTF(text, first) __attribute__((format(printf, text, first)))

/** Gmsh writes its code through the last argument: SijCallGmsh(gmshModelOccSynchronize(&ierr)). */
#define SijCallGmsh(call)                                                                          \
  do {                                                                                             \
    int ierr = 0;                                                                                  \
    call;                                                                                          \
    PetscCheck(ierr == 0, PETSC_COMM_SELF, PETSC_ERR_LIB, "Gmsh: %s gave %d", #call, ierr);        \
  } while (0)

/** HDF5 returns a negative number on failure, whatever the type. */
#define SijCallHDF5(result, call)                                                                  \
  do {                                                                                             \
    (result) = (call);                                                                             \
    PetscCheck((result) >= 0, PETSC_COMM_SELF, PETSC_ERR_LIB, "HDF5: %s failed", #call);           \
  } while (0)
