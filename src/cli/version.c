// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of the program and of the libraries it runs with.
#include "version.h"

#include "commit.h"
#include "sij_version.h"

#include "sij/anatomy.h"
#include "sij/mesh.h"
#include "sij/store.h"

#include <stdio.h>
#include <string.h>

const char *version_program(void)
{
  return sizeof SIJ_COMMIT > 1 ? "sij " SIJ_VERSION_STRING " (commit " SIJ_COMMIT ")"
                               : "sij " SIJ_VERSION_STRING;
}

const char *version_commit(void)
{
  return SIJ_COMMIT;
}

PetscErrorCode version_libraries(char version[2][VERSION_TEXT])
{
  PetscFunctionBeginUser;
  mesh_metis_version(VERSION_TEXT, version[0]);
  PetscCall(anatomy_gmsh_version(VERSION_TEXT, version[1]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The name and number alone: what follows the first comma tells of the build.
static PetscErrorCode mpi_version(char text[MPI_MAX_LIBRARY_VERSION_STRING])
{
  int length;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Get_library_version(text, &length));
  text[strcspn(text, ",\n")] = '\0';
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode version_print(MPI_Comm comm)
{
  char     hdf5[VERSION_TEXT], library[2][VERSION_TEXT], mpi[MPI_MAX_LIBRARY_VERSION_STRING];
  PetscInt major, minor, subminor;
  int      rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscGetVersionNumber(&major, &minor, &subminor, NULL));
  PetscCall(store_hdf5_version(sizeof hdf5, hdf5));
  PetscCall(version_libraries(library));
  PetscCall(mpi_version(mpi));
  printf("%s\n", version_program());
  printf("PETSc %d.%d.%d\n", (int)major, (int)minor, (int)subminor);
  printf("HDF5 %s\nMETIS %s\nGmsh %s\nMPI %s\n", hdf5, library[0], library[1], mpi);
  PetscFunctionReturn(PETSC_SUCCESS);
}
