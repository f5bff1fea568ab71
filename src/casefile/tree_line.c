// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a node and what is below it as one line of YAML in flow style: what an override takes as its value.
#include "text.h"

#include "sij/casefile/tree.h"

#include <string.h>

static PetscErrorCode add_node(Text *text, const Node *node)
{
  PetscFunctionBeginUser;
  if (node->kind == NODE_SCALAR) {
    if (node->text[0]) PetscCall(text_add_quoted(text, node->text));
    else PetscCall(text_add(text, "~"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(text_add(text, node->kind == NODE_MAP ? "{" : "["));
  for (const Node *child = node->first; child; child = child->next) {
    if (node->kind == NODE_MAP) {
      PetscCall(text_add_quoted(text, child->key));
      PetscCall(text_add(text, ": "));
    }
    PetscCall(add_node(text, child));
    if (child->next) PetscCall(text_add(text, ", "));
  }
  PetscCall(text_add(text, node->kind == NODE_MAP ? "}" : "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_line(Tree *tree, const Node *node, const char **line)
{
  Text text = {0};

  PetscFunctionBeginUser;
  PetscCall(add_node(&text, node));
  PetscCall(tree_text(tree, text.text, strlen(text.text), line));
  PetscCall(PetscFree(text.text));
  PetscFunctionReturn(PETSC_SUCCESS);
}
