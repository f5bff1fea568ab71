// SPDX-License-Identifier: GPL-3.0-or-later
// Sections of MSH 4.1: entities of the geometry with their physical groups, then nodes and elements in blocks, one of
// each entity.
#include "content.h"

enum { GROUPS = 16 }; // of one entity

// Physical groups of one entity, and the entities that bound it.
static PetscErrorCode read_entity(Scan *scan, int dim, Content *content)
{
  const int n_box  = dim == 0 ? 3 : 6;
  const int entity = scan_int(scan, "the number of an entity");
  size_t    n;

  PetscFunctionBeginUser;
  for (int k = 0; k < n_box && scan_is_good(scan); k++)
    (void)scan_real(scan, "a coordinate of an entity");
  n = scan_count(scan, false, 2, "the number of physical groups");
  for (size_t i = 0; i < n && scan_is_good(scan); i++) {
    const int           group = scan_int(scan, "the number of a physical group");
    const ContentEntity row   = {dim, entity, group < 0 && group >= -2147483647 ? -group : group};

    if (scan_is_good(scan)) PetscCall(content_add_entity(content, &row));
  }
  n = dim == 0 ? 0 : scan_count(scan, false, 2, "the number of bounding entities");
  for (size_t i = 0; i < n && scan_is_good(scan); i++) (void)scan_int(scan, "a bounding entity");
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh4_read_entities(Scan *scan, Content *content)
{
  size_t n[4];

  PetscFunctionBeginUser;
  if (scan->binary) scan_line_end(scan);
  for (int dim = 0; dim < 4; dim++) n[dim] = scan_count(scan, false, 8, "the number of entities");
  for (int dim = 0; dim < 4; dim++)
    for (size_t i = 0; i < n[dim] && scan_is_good(scan); i++)
      PetscCall(read_entity(scan, dim, content));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Head of a block. */
typedef struct {
  int    dim, entity, kind; // parametric, or the type of elements
  size_t n;
} Block;

static Block read_block(Scan *scan, size_t bytes, const char *what)
{
  Block block;

  block.dim    = scan_int(scan, "the dimension of an entity");
  block.entity = scan_int(scan, "the number of an entity");
  block.kind   = scan_int(scan, "the kind of a block");
  block.n      = scan_count(scan, false, bytes, what);
  if (scan_is_good(scan) && (block.dim < 0 || block.dim > 3))
    scan_fail(scan, "an entity of dimension %d; 0 to 3 are wanted", block.dim);
  return block;
}

// First all numbers of a block, then all its coordinates.
static PetscErrorCode read_node_block(Scan *scan, Content *content, size_t *n_read)
{
  const Block  block    = read_block(scan, 8, "the number of nodes of a block");
  const size_t before   = content->n_nodes;
  const int    n_values = block.kind ? 3 + block.dim : 3;

  PetscFunctionBeginUser;
  *n_read = block.n;
  for (size_t i = 0; i < block.n && scan_is_good(scan); i++) {
    const ContentNode node = {.tag = scan_tag(scan, "the number of a node")};

    if (scan_is_good(scan)) PetscCall(content_add_node(content, &node));
  }
  for (size_t i = 0; i < block.n && scan_is_good(scan); i++)
    for (int k = 0; k < n_values && scan_is_good(scan); k++) {
      const double x = scan_real(scan, "a coordinate of a node");

      if (k < 3) content->node[before + i].x[k] = x;
    }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What both sections begin with. */
static size_t read_head(Scan *scan, size_t bytes, const char *what, size_t *n_blocks)
{
  size_t n;

  if (scan->binary) scan_line_end(scan);
  *n_blocks = scan_count(scan, false, 8, "the number of blocks");
  n         = scan_count(scan, false, bytes, what);
  (void)scan_tag(scan, "the least number");
  (void)scan_tag(scan, "the largest number");
  return n;
}

/** Reads one block, and tells how many it holds. */
typedef PetscErrorCode BlockReader(Scan *scan, Content *content, size_t *n_read);

static PetscErrorCode read_blocks(Scan *scan, size_t bytes, const char *what, BlockReader *read_one,
                                  Content *content)
{
  size_t       n_blocks, n_read, n_all = 0;
  const size_t n = read_head(scan, bytes, what, &n_blocks);

  PetscFunctionBeginUser;
  for (size_t i = 0; i < n_blocks && scan_is_good(scan); i++) {
    PetscCall(read_one(scan, content, &n_read));
    n_all += n_read;
  }
  if (n_all != n)
    scan_fail(scan, "%s is %zu, and the blocks of the section hold %zu", what, n, n_all);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh4_read_nodes(Scan *scan, Content *content)
{
  PetscFunctionBeginUser;
  PetscCall(read_blocks(scan, 8, "the number of nodes", read_node_block, content));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Physical groups of the entity of a block. */
typedef struct {
  int n, group[GROUPS];
} Groups;

static Groups find_groups(Scan *scan, const Block *block, const Content *content)
{
  Groups groups = {0};

  for (size_t i = 0; i < content->n_entities; i++) {
    const ContentEntity *row = &content->entity[i];

    if (row->dim != block->dim || row->entity != block->entity) continue;
    if (groups.n < GROUPS) groups.group[groups.n++] = row->group;
    else scan_fail(scan, "entity %d stands in more than %d physical groups", block->entity, GROUPS);
  }
  if (groups.n == 0) groups.group[groups.n++] = 0;
  return groups;
}

static PetscErrorCode read_element_block(Scan *scan, Content *content, size_t *n_read)
{
  const Block  block = read_block(scan, 4, "the number of elements of a block");
  int          dim;
  const int    n_nodes = content_type_nodes(block.kind, &dim);
  const Groups groups  = find_groups(scan, &block, content);

  PetscFunctionBeginUser;
  *n_read = block.n;
  if (n_nodes == 0)
    scan_fail(scan, "element type %d is none of Gmsh's that are known here", block.kind);
  for (size_t i = 0; i < block.n && scan_is_good(scan); i++) {
    ContentElement element = {.type = block.kind, .entity = block.entity};

    element.tag = scan_tag(scan, "the number of an element");
    for (int k = 0; k < n_nodes && scan_is_good(scan); k++) {
      const uint64_t node = scan_tag(scan, "a node of an element");

      if (k < 4) element.node[k] = node;
    }
    for (int g = 0; g < groups.n && scan_is_good(scan); g++) {
      element.group = groups.group[g];
      PetscCall(content_add_element(content, &element));
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh4_read_elements(Scan *scan, Content *content)
{
  PetscFunctionBeginUser;
  PetscCall(read_blocks(scan, 4, "the number of elements", read_element_block, content));
  PetscFunctionReturn(PETSC_SUCCESS);
}
