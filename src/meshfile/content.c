// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers what a mesh file holds, then sorts it and turns the file's numbers of nodes into positions of arrays.
#include "content.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static PetscErrorCode make_room(size_t n, size_t *room, size_t size, void *array)
{
  PetscFunctionBeginUser;
  if (n < *room) PetscFunctionReturn(PETSC_SUCCESS);
  *room = *room > 0 ? 2 * *room : 64;
  PetscCall(PetscRealloc(*room * size, (void **)array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode content_add_node(Content *c, const ContentNode *node)
{
  PetscFunctionBeginUser;
  PetscCall(make_room(c->n_nodes, &c->node_room, sizeof *c->node, &c->node));
  c->node[c->n_nodes++] = *node;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode content_add_group(Content *c, const MeshFileGroup *group)
{
  PetscFunctionBeginUser;
  PetscCall(make_room(c->n_groups, &c->group_room, sizeof *c->group, &c->group));
  c->group[c->n_groups++] = *group;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode content_add_entity(Content *c, const ContentEntity *entity)
{
  PetscFunctionBeginUser;
  PetscCall(make_room(c->n_entities, &c->entity_room, sizeof *c->entity, &c->entity));
  c->entity[c->n_entities++] = *entity;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode content_add_element(Content *c, const ContentElement *element)
{
  int dim;

  PetscFunctionBeginUser;
  (void)content_type_nodes(element->type, &dim);
  if (dim == 3 && element->type != TYPE_TET) {
    c->foreign_type = element->type;
    c->n_foreign++;
  }
  if (element->type != TYPE_TET && element->type != TYPE_TRIANGLE)
    PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(make_room(c->n_elements, &c->element_room, sizeof *c->element, &c->element));
  c->element[c->n_elements]       = *element;
  c->element[c->n_elements].order = c->n_elements;
  c->n_elements++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

int content_type_nodes(int type, int *dim)
{
  static const struct {
    signed char dim;
    short       nodes;
  } TYPES[]          = {{0, 0},  {1, 2},  {2, 3},  {2, 4},  {3, 4},  {3, 8},  {3, 6},  {3, 5},
                        {1, 3},  {2, 6},  {2, 9},  {3, 10}, {3, 27}, {3, 18}, {3, 14}, {0, 1},
                        {2, 8},  {3, 20}, {3, 15}, {3, 13}, {2, 9},  {2, 10}, {2, 12}, {2, 15},
                        {2, 15}, {2, 21}, {1, 4},  {1, 5},  {1, 6},  {3, 20}, {3, 35}, {3, 56}};
  const int  N_TYPES = (int)(sizeof TYPES / sizeof TYPES[0]);
  const bool known   = type > 0 && type < N_TYPES;

  *dim = known ? TYPES[type].dim : 0;
  return known ? TYPES[type].nodes : 0;
}

static int compare_nodes(const void *a, const void *b)
{
  const ContentNode *p = a, *q = b;

  return (p->tag > q->tag) - (p->tag < q->tag);
}

static int compare_elements(const void *a, const void *b)
{
  const ContentElement *p = a, *q = b;

  if (p->group != q->group) return p->group < q->group ? -1 : 1;
  if (p->entity != q->entity) return p->entity < q->entity ? -1 : 1;
  return (p->order > q->order) - (p->order < q->order);
}

static int compare_groups(const void *a, const void *b)
{
  const MeshFileGroup *p = a, *q = b;

  if (p->dim != q->dim) return p->dim < q->dim ? -1 : 1;
  return (p->tag > q->tag) - (p->tag < q->tag);
}

static void sort_content(Content *c)
{
  if (c->n_nodes > 0) qsort(c->node, c->n_nodes, sizeof *c->node, compare_nodes);
  if (c->n_elements > 0) qsort(c->element, c->n_elements, sizeof *c->element, compare_elements);
  if (c->n_groups > 0) qsort(c->group, c->n_groups, sizeof *c->group, compare_groups);
}

static PetscErrorCode check_content(const Content *c, const char *path, Problems *problems)
{
  PetscFunctionBeginUser;
  if (c->n_foreign > 0) {
    const bool second = c->foreign_type == 11 || c->foreign_type >= 29;

    PetscCall(problems_add(
      problems, path, "%zu volume elements are not linear tetrahedra (Gmsh's type %d); %s",
      c->n_foreign, c->foreign_type,
      second ? "write the mesh with first order (gmsh -order 1, or Mesh.ElementOrder = 1)"
             : "mesh the volumes with tetrahedra (type 4)"));
  }
  for (size_t i = 1; i < c->n_nodes; i++)
    if (c->node[i].tag == c->node[i - 1].tag) {
      PetscCall(problems_add(
        problems, path, "node %llu is there twice; number the nodes anew and write the mesh again",
        (unsigned long long)c->node[i].tag));
      break;
    }
  if (c->n_nodes > INT_MAX / 4 || c->n_elements > INT_MAX / 4)
    PetscCall(
      problems_add(problems, path,
                   "%zu nodes and %zu elements are more than the %d that a coarse mesh may have; "
                   "use a coarser mesh and mesh.refine",
                   c->n_nodes, c->n_elements, INT_MAX / 4));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int find_node(const MeshFile *file, uint64_t tag)
{
  int low = 0, high = file->n_nodes;

  while (low < high) {
    const int middle = low + (high - low) / 2;

    if (file->tag[middle] < tag) low = middle + 1;
    else high = middle;
  }
  return low < file->n_nodes && file->tag[low] == tag ? low : -1;
}

static bool resolve(const MeshFile *file, const ContentElement *from, MeshFileElement *to)
{
  const int n = from->type == TYPE_TET ? 4 : 3;

  *to = (MeshFileElement){
    .tag = from->tag, .group = from->group, .entity = from->entity, .node = {-1, -1, -1, -1}};
  for (int k = 0; k < n; k++) {
    to->node[k] = find_node(file, from->node[k]);
    if (to->node[k] < 0) return false;
  }
  return true;
}

static uint64_t missing_node(const MeshFile *file, const ContentElement *element)
{
  for (int k = 0; k < 3; k++)
    if (find_node(file, element->node[k]) < 0) return element->node[k];
  return element->node[3];
}

static PetscErrorCode resolve_all(const Content *c, const char *path, MeshFile *file,
                                  Problems *problems)
{
  const ContentElement *first = NULL;
  size_t                n     = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(c->n_elements + 1, &file->tet));
  PetscCall(PetscMalloc1(c->n_elements + 1, &file->triangle));
  for (size_t i = 0; i < c->n_elements; i++) {
    const ContentElement *from = &c->element[i];
    MeshFileElement       to;

    if (!resolve(file, from, &to)) {
      if (!first) first = from;
      n++;
    } else if (from->type == TYPE_TET) file->tet[file->n_tets++] = to;
    else file->triangle[file->n_triangles++] = to;
  }
  if (first)
    PetscCall(problems_add(problems, path,
                           "%zu elements refer to nodes that the file does not have: the first is "
                           "element %llu with node "
                           "%llu; write the mesh again with all its nodes",
                           n, (unsigned long long)first->tag,
                           (unsigned long long)missing_node(file, first)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode content_finish(Content *c, const char *path, MeshFile **file, Problems *problems)
{
  const int before = problems->count;
  MeshFile *made;

  PetscFunctionBeginUser;
  *file = NULL;
  sort_content(c);
  PetscCall(check_content(c, path, problems));
  if (problems->count > before) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscNew(&made));
  made->n_nodes  = (int)c->n_nodes;
  made->n_groups = (int)c->n_groups;
  made->group    = c->group;
  c->group       = NULL;
  PetscCall(PetscMalloc1(3 * c->n_nodes + 1, &made->x));
  PetscCall(PetscMalloc1(c->n_nodes + 1, &made->tag));
  for (size_t i = 0; i < c->n_nodes; i++) {
    made->tag[i] = c->node[i].tag;
    memcpy(made->x + 3 * i, c->node[i].x, sizeof c->node[i].x);
  }
  PetscCall(resolve_all(c, path, made, problems));
  if (problems->count > before) PetscCall(meshfile_destroy(&made));
  *file = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode content_destroy(Content *c)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(c->node));
  PetscCall(PetscFree(c->element));
  PetscCall(PetscFree(c->group));
  PetscCall(PetscFree(c->entity));
  PetscFunctionReturn(PETSC_SUCCESS);
}
