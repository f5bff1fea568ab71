// SPDX-License-Identifier: GPL-3.0-or-later
// Checks the name under which `sij mesh` is to write, before the mesh is built: a known format, and nothing of the
// user's in its place.
#define _POSIX_C_SOURCE 200809L

#include "mesh_file.h"

#include "sij/report/output.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// Gmsh chooses the format by the ending. Of those it writes these keep every tetrahedron or every boundary face.
static const char *const ENDINGS[] = {".msh", ".vtk", ".inp", ".stl"};

static const char *find_ending(const char *path)
{
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');

  return dot && dot > name ? dot : "";
}

static bool is_known(const char *ending)
{
  for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++)
    if (strcmp(ending, ENDINGS[i]) == 0) return true;
  return false;
}

void mesh_file_materials(const char *mesh, char path[MESH_FILE])
{
  const char *ending = find_ending(mesh);
  const bool  own    = strcmp(ending, ENDINGS[0]) == 0;

  (void)snprintf(path, MESH_FILE, "%.*s.materials.json",
                 (int)(strlen(mesh) - (own ? strlen(ending) : 0)), mesh);
}

// One file under two names is one file.
static bool is_same_file(const struct stat *a, const char *other)
{
  struct stat b;

  return other[0] && stat(other, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

static PetscErrorCode check_place(const char *mesh, const char *file, const Case *input,
                                  Problems *problems)
{
  char        materials[MESH_FILE];
  struct stat at, beside, link;

  PetscFunctionBeginUser;
  mesh_file_materials(mesh, materials);

  const bool there = stat(mesh, &at) == 0, named = lstat(mesh, &link) == 0;
  const bool told = output_has_key(materials, "regions");

  if (there && is_same_file(&at, file))
    PetscCall(problems_add(problems, mesh, "is the case itself; choose another name with -o"));
  else if (there && is_same_file(&at, input->anatomy.mesh_file))
    PetscCall(
      problems_add(problems, mesh, "is the mesh that the case reads; choose another name with -o"));
  else if (named && !(there && S_ISREG(at.st_mode)))
    PetscCall(problems_add(problems, mesh,
                           "is no file; a mesh does not replace it: choose another name with -o"));
  else if (named && !told)
    PetscCall(
      problems_add(problems, mesh,
                   "is no mesh of sij mesh, which has %s beside it; choose another name with "
                   "-o, or remove it",
                   materials));
  else if (!named && !told && lstat(materials, &beside) == 0)
    PetscCall(problems_add(problems, materials,
                           "is no file of sij mesh, but stands where one belongs beside %s; choose "
                           "another name with -o, or remove it",
                           mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_file_check(MPI_Comm comm, const char *mesh, const char *file, const Case *input,
                               Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && strlen(mesh) >= CASE_PATH)
    PetscCall(problems_add(problems, mesh, "is too long a name; choose another with -o"));
  else if (rank == 0 && !is_known(find_ending(mesh)))
    PetscCall(
      problems_add(problems, mesh,
                   "a mesh is written as .msh (Gmsh), .vtk (ParaView), .inp (Abaqus, CalculiX) "
                   "or .stl (its outside alone), by the ending of its name; give one of these"));
  else if (rank == 0) PetscCall(check_place(mesh, file, input, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
