// SPDX-License-Identifier: GPL-3.0-or-later
// The version of the Gmsh library, for `sij --version` and the record of a run.
#include "gmsh_api.h"

#include "sij/anatomy.h"

#include <stdio.h>

// GMSH_API_VERSION lags behind the library's own version, which only a running Gmsh tells.
PetscErrorCode anatomy_gmsh_version(size_t size, char version[])
{
  char name[] = "sij", *arguments[] = {name, NULL}, *text = NULL;

  PetscFunctionBeginUser;
  SijCallGmsh(gmsh_initialize(1, arguments, &ierr));
  SijCallGmsh(gmshOptionGetString("General.Version", &text, &ierr));
  (void)snprintf(version, size, "%s", text);
  gmshFree(text);
  SijCallGmsh(gmshFinalize(&ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}
