// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a tagged .msh into a draft and says what of it cannot serve.
// For meshes of a user and for those of the cache.
#include "coarse.h"
#include "gmsh.h"
#include "msh.h"

#include <gmshc.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRIANGLE = 2, TETRAHEDRON = 4, NAMES = 512 };

/** What was met while reading. */
typedef struct {
  const char *path;
  Draft       draft;
  size_t      n_nodes, *tag; // node tags in rising order
  int         n_faces;
  TaggedFace *face;
  int         n_cells[REGION_COUNT];
  char        found[NAMES], unknown[NAMES];
} Reading;

static void list_name(char list[NAMES], const char *name)
{
  const size_t used = strlen(list);

  (void)snprintf(list + used, NAMES - used, "%s%s", used > 0 ? ", " : "", name);
}

typedef struct {
  size_t tag, position;
} NodeTag;

static int compare_tags(const void *a, const void *b)
{
  const NodeTag *p = a, *q = b;

  return (p->tag > q->tag) - (p->tag < q->tag);
}

static int compare_sizes(const void *a, const void *b)
{
  const size_t *p = a, *q = b;

  return (*p > *q) - (*p < *q);
}

static int node_of(const Reading *r, size_t tag)
{
  const size_t *found = bsearch(&tag, r->tag, r->n_nodes, sizeof tag, compare_sizes);

  return found ? (int)(found - r->tag) : -1;
}

static PetscErrorCode read_nodes(Reading *r)
{
  size_t  *tag, n_x, n_none;
  double  *x, *none;
  NodeTag *order;

  PetscFunctionBeginUser;
  SijCallGmsh(
    gmshModelMeshGetNodes(&tag, &r->n_nodes, &x, &n_x, &none, &n_none, -1, -1, 0, 0, &ierr));
  PetscCall(PetscMalloc1(r->n_nodes, &order));
  PetscCall(PetscMalloc1(r->n_nodes, &r->tag));
  for (size_t i = 0; i < r->n_nodes; i++) order[i] = (NodeTag){tag[i], i};
  qsort(order, r->n_nodes, sizeof *order, compare_tags);
  for (size_t i = 0; i < r->n_nodes; i++) {
    int index;

    r->tag[i] = order[i].tag;
    PetscCall(draft_add_node(&r->draft, x + 3 * order[i].position, &index));
  }
  PetscCall(PetscFree(order));
  gmshFree(tag);
  gmshFree(x);
  gmshFree(none);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_tets(Reading *r, int entity, Region region)
{
  size_t *element, n, *vertex, n_vertices;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelMeshGetElementsByType(TETRAHEDRON, &element, &n, &vertex, &n_vertices,
                                             entity, 0, 1, &ierr));
  for (size_t i = 0; i < n; i++) {
    int tet[4];

    for (int k = 0; k < 4; k++) tet[k] = node_of(r, vertex[4 * i + (size_t)k]);
    PetscCall(draft_add_tet(&r->draft, tet, region));
  }
  r->n_cells[region] += (int)n;
  gmshFree(element);
  gmshFree(vertex);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_faces(Reading *r, int entity, Surface surface)
{
  size_t *element, n, *vertex, n_vertices;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelMeshGetElementsByType(TRIANGLE, &element, &n, &vertex, &n_vertices, entity,
                                             0, 1, &ierr));
  PetscCall(PetscRealloc(((size_t)r->n_faces + n + 1) * sizeof *r->face, &r->face));
  for (size_t i = 0; i < n; i++) {
    TaggedFace *face = &r->face[r->n_faces++];

    for (int k = 0; k < 3; k++) face->vertex[k] = node_of(r, vertex[3 * i + (size_t)k]);
    face->surface = surface;
    tagged_face_sort(face);
  }
  gmshFree(element);
  gmshFree(vertex);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_group(Reading *r, int dim, int group, const char *name)
{
  const Region  region  = dim == 3 ? region_from_name(name) : REGION_NONE;
  const Surface surface = dim == 2 ? surface_from_name(name) : SURFACE_NONE;
  int          *entity;
  size_t        n;

  PetscFunctionBeginUser;
  if (dim == 3) list_name(r->found, name);
  if (dim == 3 && region == REGION_NONE) list_name(r->unknown, name);
  if (region == REGION_NONE && surface == SURFACE_NONE) PetscFunctionReturn(PETSC_SUCCESS);
  SijCallGmsh(gmshModelGetEntitiesForPhysicalGroup(dim, group, &entity, &n, &ierr));
  for (size_t i = 0; i < n; i++)
    if (dim == 3) PetscCall(read_tets(r, entity[i], region));
    else PetscCall(read_faces(r, entity[i], surface));
  gmshFree(entity);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_groups(Reading *r)
{
  int   *group;
  size_t n;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelGetPhysicalGroups(&group, &n, -1, &ierr));
  for (size_t i = 0; i + 1 < n; i += 2) {
    char *name;

    SijCallGmsh(gmshModelGetPhysicalName(group[i], group[i + 1], &name, &ierr));
    PetscCall(read_group(r, group[i], group[i + 1], name && name[0] ? name : "(unnamed)"));
    gmshFree(name);
  }
  gmshFree(group);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_regions(const Reading *r, Problems *problems)
{
  static const Region needed[]       = {REGION_SACRUM,           REGION_ILIUM,
                                        REGION_CARTILAGE_SACRAL, REGION_CARTILAGE_ILIAC,
                                        REGION_JOINT_CAVITY,     REGION_CAPSULE};
  static const Region behind[]       = {REGION_LIG_INTEROSSEOUS, REGION_LIG_POST_SHORT,
                                        REGION_LIG_POST_LONG, REGION_MULTIFIDUS, REGION_FAT};
  char                missing[NAMES] = "";
  int                 n_behind       = 0;
  const char         *found          = r->found[0] ? r->found : "no named volume";

  PetscFunctionBeginUser;
  if (r->unknown[0])
    PetscCall(problems_add(problems, r->path,
                           "physical volumes of unknown name: %s; give them names of tissues "
                           "(`sij list tissues` shows them)",
                           r->unknown));
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

/** Elements that are not linear tetrahedra, flat ones, and faces shared by three. */
static PetscErrorCode check_cells(const Reading *r, Problems *problems)
{
  int   *type, n_flat = 0;
  size_t n_types;

  PetscFunctionBeginUser;
  SijCallGmsh(gmshModelMeshGetElementTypes(&type, &n_types, 3, -1, &ierr));
  for (size_t i = 0; i < n_types; i++)
    if (type[i] != TETRAHEDRON) {
      PetscCall(problems_add(problems, r->path,
                             "volume elements of Gmsh type %d found; only linear tetrahedra "
                             "(type 4) are read",
                             type[i]));
      break;
    }
  gmshFree(type);
  for (int e = 0; e < r->draft.n_tets; e++)
    if (!(tet_quality(r->draft.node, r->draft.tet + 4 * e) > 1e-6)) n_flat++;
  if (n_flat > 0)
    PetscCall(problems_add(problems, r->path,
                           "%d of %d tetrahedra have no volume; mesh again or optimise the mesh",
                           n_flat, r->draft.n_tets));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_open_model(Reading *r, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(read_nodes(r));
  PetscCall(read_groups(r));
  PetscCall(check_regions(r, problems));
  PetscCall(check_cells(r, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh_read(const char *path, double unit, CoarseMesh **coarse, Problems *problems)
{
  const int before = problems->count;
  Reading  *r;
  int       failed;

  PetscFunctionBeginUser;
  if (access(path, R_OK) != 0) {
    PetscCall(problems_add(problems, path,
                           "the mesh file cannot be read; check its name and its permissions"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(PetscNew(&r));
  r->path = path;
  PetscCall(gmsh_open());
  SijCallGmsh(gmshOptionSetNumber("General.Verbosity", 0, &ierr));
  gmshOpen(path, &failed);
  if (failed)
    PetscCall(problems_add(problems, path, "Gmsh cannot read this file; a .msh mesh is wanted"));
  else PetscCall(read_open_model(r, problems));
  PetscCall(gmsh_close());
  if (problems->count == before) {
    PetscCall(draft_tidy(&r->draft));
    PetscCall(coarse_create(&r->draft, unit, r->n_faces, r->face, coarse));
  }
  PetscCall(draft_destroy(&r->draft));
  PetscCall(PetscFree(r->tag));
  PetscCall(PetscFree(r->face));
  PetscCall(PetscFree(r));
  PetscFunctionReturn(PETSC_SUCCESS);
}
