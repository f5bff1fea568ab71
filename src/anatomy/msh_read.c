// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a coarse mesh of a file: finds the region or surface that each physical group names, refuses what is missing, too
// much or of another size than a joint, and has the mesh itself checked.
#include "coarse.h"
#include "msh.h"

#include "sij/mesh/cell_faces.h"

#include <stdio.h>
#include <string.h>

enum { NAMES = 512 };

/** What was met while reading. */
typedef struct {
  const char     *path;
  const MeshFile *file;
  Draft           draft;
  int             n_faces;
  TaggedFace     *face;
  int             n_cells[REGION_COUNT];
  char            found[NAMES], unknown[NAMES], unknown_surface[NAMES];
} Reading;

static void list_name(char list[NAMES], const char *name)
{
  const size_t used = strlen(list);

  (void)snprintf(list + used, NAMES - used, "%s%s", used > 0 ? ", " : "", name);
}

static PetscErrorCode add_nodes(Reading *r)
{
  int index;

  PetscFunctionBeginUser;
  for (int i = 0; i < r->file->n_nodes; i++)
    PetscCall(draft_add_node(&r->draft, r->file->x + 3 * (size_t)i, &index));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Elements stand in the order of their groups: each group is met once.
static const char *begin_group(const Reading *r, int dim, const MeshFileElement *element,
                               const MeshFileElement *last)
{
  const char *name;

  if (last && last->group == element->group) return NULL;
  name = meshfile_group_name(r->file, dim, element->group);
  return name[0] ? name : "(unnamed)";
}

static PetscErrorCode add_tets(Reading *r, Problems *problems)
{
  const MeshFileElement *tet     = r->file->tet;
  Region                 region  = REGION_NONE;
  int                    n_loose = 0;

  PetscFunctionBeginUser;
  for (int e = 0; e < r->file->n_tets; e++) {
    const char *begun =
      tet[e].group ? begin_group(r, 3, &tet[e], e > 0 ? &tet[e - 1] : NULL) : NULL;

    if (begun) {
      region = region_from_name(begun);
      list_name(r->found, begun);
      if (region == REGION_NONE) list_name(r->unknown, begun);
    }
    if (tet[e].group == 0) n_loose++;
    if (tet[e].group == 0 || region == REGION_NONE) continue;
    PetscCall(draft_add_tet(&r->draft, tet[e].node, region));
    r->n_cells[region]++;
  }
  if (n_loose > 0) {
    const double *x = r->file->x + 3 * (size_t)tet[0].node[0];

    PetscCall(problems_add(problems, r->path,
                           "%d of %d tetrahedra belong to no physical volume, the first at (%.4g, "
                           "%.4g, %.4g) of the file; give "
                           "every volume the name of its tissue, or leave it out of the mesh",
                           n_loose, r->file->n_tets, x[0], x[1], x[2]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_faces(Reading *r)
{
  const MeshFileElement *triangle = r->file->triangle;
  Surface                surface  = SURFACE_NONE;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)r->file->n_triangles + 1, &r->face));
  for (int i = 0; i < r->file->n_triangles; i++) {
    const char *begun =
      triangle[i].group ? begin_group(r, 2, &triangle[i], i > 0 ? &triangle[i - 1] : NULL) : NULL;

    if (begun) {
      surface = surface_from_name(begun);
      if (surface == SURFACE_NONE) list_name(r->unknown_surface, begun);
    }
    if (triangle[i].group == 0 || surface == SURFACE_NONE) continue;

    TaggedFace *face = &r->face[r->n_faces++];

    memcpy(face->vertex, triangle[i].node, sizeof face->vertex);
    face->surface = surface;
    triangle_sort(face->vertex);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_regions(const Reading *r, Problems *problems)
{
  static const Region needed[]       = {REGION_SACRUM,           REGION_ILIUM,
                                        REGION_CARTILAGE_SACRAL, REGION_CARTILAGE_ILIAC,
                                        REGION_JOINT_CAVITY,     REGION_CAPSULE};
  static const Region behind[]       = {REGION_LIG_INTEROSSEOUS, REGION_LIG_POST_SHORT,
                                        REGION_LIG_POST_LONG, REGION_MULTIFIDUS, REGION_FAT};
  char                missing[NAMES] = "", wanted[NAMES] = "";
  int                 n_behind = 0;
  const char         *found    = r->found[0] ? r->found : "no named volume";

  PetscFunctionBeginUser;
  for (int i = 0; i < SURFACE_COUNT; i++) list_name(wanted, surface_name((Surface)i));
  if (r->unknown[0])
    PetscCall(problems_add(problems, r->path,
                           "physical volumes of unknown name: %s; give them names of tissues "
                           "(`sij list tissues` shows them)",
                           r->unknown));
  if (r->unknown_surface[0])
    PetscCall(problems_add(problems, r->path,
                           "physical surfaces of unknown name: %s; wanted are %s",
                           r->unknown_surface, wanted));
  for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
    if (r->n_cells[needed[i]] == 0) list_name(missing, region_name(needed[i]));
  for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) n_behind += r->n_cells[behind[i]];
  if (n_behind == 0)
    list_name(missing, "one of lig_interosseous, lig_post_short, lig_post_long, multifidus, fat");
  if (missing[0])
    PetscCall(problems_add(
      problems, r->path,
      "the mesh has no tetrahedra for: %s (found: %s); mesh these tissues "
      "too and name their physical volumes so, or leave out mesh_file to have the anatomy "
      "generated",
      missing, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Names of groups, and what a joint needs.
static PetscErrorCode read_groups(Reading *r, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(add_nodes(r));
  PetscCall(add_tets(r, problems));
  PetscCall(add_faces(r));
  PetscCall(check_regions(r, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh_build(const MeshFile *file, const char *path, double unit, CoarseMesh **coarse,
                         Problems *problems)
{
  const int before = problems->count;
  Reading  *r;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&r));
  r->path = path;
  r->file = file;
  PetscCall(read_groups(r, problems));
  if (problems->count == before) {
    PetscCall(draft_tidy(&r->draft));
    PetscCall(coarse_create(&r->draft, unit, r->n_faces, r->face, coarse));
  }
  PetscCall(draft_destroy(&r->draft));
  PetscCall(PetscFree(r->face));
  PetscCall(PetscFree(r));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh_read(const char *path, double unit, CoarseMesh **coarse, Problems *problems)
{
  MeshFile *file = NULL;

  PetscFunctionBeginUser;
  PetscCall(meshfile_read(path, &file, problems));
  if (file) PetscCall(msh_build(file, path, unit, coarse, problems));
  PetscCall(meshfile_destroy(&file));
  PetscFunctionReturn(PETSC_SUCCESS);
}
