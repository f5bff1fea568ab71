// SPDX-License-Identifier: GPL-3.0-or-later
// Sections of MSH 2.2: one list of nodes, one of elements, each element with its physical group and its entity.
#include "content.h"

#include <stdlib.h>

enum { TAGS = 64 }; // of one element

PetscErrorCode msh2_read_nodes(Scan *scan, Content *content)
{
  PetscFunctionBeginUser;
  const size_t n = scan_count(scan, true, scan->binary ? 28 : 6, "the number of nodes");

  if (scan->binary) scan_line_end(scan);
  for (size_t i = 0; i < n && scan_is_good(scan); i++) {
    ContentNode node;

    node.tag = scan->binary ? (uint64_t)scan_int(scan, "the number of a node")
                            : scan_tag(scan, "the number of a node");
    for (int k = 0; k < 3; k++) node.x[k] = scan_real(scan, "a coordinate of a node");
    if (scan_is_good(scan)) PetscCall(content_add_node(content, &node));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Numbers of elements and nodes: four bytes in binary files, of any size in text.
static uint64_t read_number(Scan *scan, const char *what)
{
  return scan->binary ? (uint64_t)(uint32_t)scan_int(scan, what) : scan_tag(scan, what);
}

// A group may stand with a minus sign: its elements are turned round, which volumes do not ask for.
static void read_tags(Scan *scan, int n_tags, ContentElement *element)
{
  element->group = element->entity = 0;
  if (n_tags < 0 || n_tags > TAGS)
    scan_fail(scan, "an element has %d tags; the first two are read", n_tags);
  for (int k = 0; k < n_tags && scan_is_good(scan); k++) {
    const int tag = scan_int(scan, "a tag of an element");

    if (k == 0) element->group = tag < 0 && tag >= -2147483647 ? -tag : tag;
    if (k == 1) element->entity = tag;
  }
}

static PetscErrorCode read_vertices(Scan *scan, ContentElement *element, Content *content)
{
  int       dim;
  const int n = content_type_nodes(element->type, &dim);

  PetscFunctionBeginUser;
  if (n == 0)
    scan_fail(scan, "element type %d is none of Gmsh's that are known here", element->type);
  for (int k = 0; k < n && scan_is_good(scan); k++) {
    const uint64_t node = read_number(scan, "a node of an element");

    if (k < 4) element->node[k] = node;
  }
  if (scan_is_good(scan)) PetscCall(content_add_element(content, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_text_element(Scan *scan, Content *content)
{
  ContentElement element = {0};

  PetscFunctionBeginUser;
  element.tag  = scan_tag(scan, "the number of an element");
  element.type = scan_int(scan, "the type of an element");
  read_tags(scan, scan_int(scan, "the number of tags of an element"), &element);
  PetscCall(read_vertices(scan, &element, content));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Elements of one type and one number of tags stand together.
static PetscErrorCode read_binary_block(Scan *scan, size_t n_left, size_t *n_read, Content *content)
{
  const int type   = scan_int(scan, "the type of elements");
  const int n      = scan_int(scan, "the number of elements");
  const int n_tags = scan_int(scan, "the number of tags of an element");

  PetscFunctionBeginUser;
  *n_read = 0;
  if (scan_is_good(scan) && (n < 1 || (size_t)n > n_left))
    scan_fail(scan, "a block of %d elements where %zu are left", n, n_left);
  for (int i = 0; i < n && scan_is_good(scan); i++) {
    ContentElement element = {.type = type};

    element.tag = read_number(scan, "the number of an element");
    read_tags(scan, n_tags, &element);
    PetscCall(read_vertices(scan, &element, content));
    (*n_read)++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode msh2_read_elements(Scan *scan, Content *content)
{
  PetscFunctionBeginUser;
  const size_t n = scan_count(scan, true, 8, "the number of elements");

  if (scan->binary) scan_line_end(scan);
  for (size_t i = 0, read = 1; i < n && scan_is_good(scan); i += read) {
    if (scan->binary) PetscCall(read_binary_block(scan, n - i, &read, content));
    else PetscCall(read_text_element(scan, content));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
