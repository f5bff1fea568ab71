// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a coarse mesh as MSH 4.1 with physical names, or in another format that its name asks for, in mm.
// For `sij mesh` and for the cache.
#define _POSIX_C_SOURCE 200809L // gethostname

#include "gmsh.h"
#include "gmsh_api.h"
#include "msh.h"

#include "sij/base/units.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TRIANGLE = 2, TETRAHEDRON = 4 };

double msh_rounded(double mm)
{
  return ldexp(nearbyint(ldexp(mm, 30)), -30);
}

/** One discrete entity and one physical group for each tag that occurs. */
static PetscErrorCode add_group(int dim, int tag, const char *name)
{
  const int entity = tag + 1;

  PetscFunctionBeginUser;
  SijCallGmsh((void)gmshModelAddDiscreteEntity(dim, entity, NULL, 0, &ierr));
  SijCallGmsh(gmsh_add_group(dim, entity, name, &ierr));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_nodes(const CoarseMesh *m)
{
  const size_t n = (size_t)m->n_nodes;
  size_t      *tag;
  double      *x;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(n, &tag, 3 * n, &x));
  for (size_t i = 0; i < n; i++) tag[i] = i + 1;
  for (size_t i = 0; i < 3 * n; i++) x[i] = msh_rounded(UNIT_PER_MM * m->node[i]);
  SijCallGmsh(gmshModelMeshAddNodes(3, m->region[0] + 1, tag, n, x, 3 * n, NULL, 0, &ierr));
  PetscCall(PetscFree2(tag, x));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Elements with one label, numbered on from *next. */
typedef struct {
  int        n, width, type, dim;
  const int *vertex, *label;
} Cells;

static PetscErrorCode add_cells(const Cells *cells, int label, const char *name, size_t *next)
{
  size_t *tag, *vertex, n = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2((size_t)cells->n, &tag, (size_t)(cells->n * cells->width), &vertex));
  for (int e = 0; e < cells->n; e++) {
    if (cells->label[e] != label) continue;
    for (int k = 0; k < cells->width; k++)
      vertex[n * (size_t)cells->width + (size_t)k] =
        (size_t)cells->vertex[cells->width * e + k] + 1;
    tag[n++] = (*next)++;
  }
  if (n > 0) {
    if (cells->dim == 2) PetscCall(add_group(2, label, name));
    SijCallGmsh(gmshModelMeshAddElementsByType(label + 1, cells->type, tag, n, vertex,
                                               n * (size_t)cells->width, &ierr));
  }
  PetscCall(PetscFree2(tag, vertex));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_mesh(const CoarseMesh *m)
{
  const Cells tets               = {m->n_tets, 4, TETRAHEDRON, 3, m->tet, m->region};
  const Cells faces              = {m->n_triangles, 3, TRIANGLE, 2, m->triangle, m->surface};
  bool        used[REGION_COUNT] = {false};
  size_t      next               = 1;

  PetscFunctionBeginUser;
  for (int e = 0; e < m->n_tets; e++) used[m->region[e]] = true;
  for (int i = 0; i < REGION_COUNT; i++)
    if (used[i]) PetscCall(add_group(3, i, region_name((Region)i)));
  PetscCall(add_nodes(m));
  for (int i = 0; i < SURFACE_COUNT; i++)
    PetscCall(add_cells(&faces, i, surface_name((Surface)i), &next));
  for (int i = 0; i < REGION_COUNT; i++)
    PetscCall(add_cells(&tets, i, region_name((Region)i), &next));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool can_write(const char *path)
{
  FILE      *file = fopen(path, "wb");
  const bool done = file != NULL;

  if (file) (void)fclose(file);
  return done;
}

// Gmsh does not say that a disk is full. Then there is no room for a byte more either, and a mesh lacks its last line.
static bool is_whole(const char *path, const char *ending)
{
  static const char last[]            = "$EndElements";
  char              tail[sizeof last] = "";
  FILE             *file              = fopen(path, "r+b");
  bool              whole             = file && fseek(file, -(long)sizeof last, SEEK_END) == 0 &&
               fread(tail, 1, sizeof last, file) == sizeof last;

  if (!file) return false;
  if (ending && strcmp(ending, ".msh") == 0)
    whole = whole && strncmp(tail, last, strlen(last)) == 0;

  const long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;

  whole = size > 0 && fputc('\n', file) != EOF && fflush(file) == 0 && fsync(fileno(file)) == 0 &&
          ftruncate(fileno(file), (off_t)size) == 0 && whole;
  return fclose(file) == 0 && whole;
}

PetscErrorCode msh_write(const CoarseMesh *m, const char *path, bool *written)
{
  const char *ending = strrchr(path, '.');
  char        temporary[PETSC_MAX_PATH_LEN], host[64];
  int         failed;

  PetscFunctionBeginUser;
  // Gmsh takes the format from the ending. Process numbers repeat where containers share a cache.
  if (gethostname(host, sizeof host) != 0) host[0] = '\0';
  host[sizeof host - 1] = '\0';
  (void)snprintf(temporary, sizeof temporary, "%s.%s.%ld.part%s", path, host, (long)getpid(),
                 ending ? ending : ".msh");
  *written = can_write(temporary);
  if (!*written) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(gmsh_open());
  SijCallGmsh(gmshModelAdd("joint", &ierr));
  SijCallGmsh(gmshOptionSetNumber("Mesh.Binary", 1, &ierr));
  SijCallGmsh(gmshOptionSetNumber("Mesh.MshFileVersion", 4.1, &ierr));
  PetscCall(add_mesh(m));
  gmshWrite(temporary, &failed);
  PetscCall(gmsh_close());
  *written = failed == 0 && is_whole(temporary, ending) && rename(temporary, path) == 0;
  if (!*written) (void)remove(temporary);
  PetscFunctionReturn(PETSC_SUCCESS);
}
