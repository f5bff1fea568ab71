// SPDX-License-Identifier: GPL-3.0-or-later
// Version of the HDF5 library in use, for `sij --version`.
#include "sij/store.h"

#include <hdf5.h>

#include <stdio.h>

PetscErrorCode store_hdf5_version(size_t size, char version[])
{
  unsigned major = 0, minor = 0, release = 0;
  herr_t   result;

  PetscFunctionBeginUser;
  SijCallHDF5(result, H5get_libversion(&major, &minor, &release));
  (void)snprintf(version, size, "%u.%u.%u", major, minor, release);
  PetscFunctionReturn(PETSC_SUCCESS);
}
