// SPDX-License-Identifier: GPL-3.0-or-later
// Lists the pieces that a case can choose by name, each with what it sets, in one line.
#include "sij/casefile/shelf.h"

#include "gather.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add_text(char text[SHELF_TEXT], const char *format, ...) SIJ_PRINTF(2, 3);

static void add_text(char text[SHELF_TEXT], const char *format, ...)
{
  const size_t used = strlen(text);
  va_list      arguments;

  va_start(arguments, format);
  (void)vsnprintf(text + used, SHELF_TEXT - used, format, arguments);
  va_end(arguments);
}

static bool is_list_of_scalars(const Node *node)
{
  return node->kind == NODE_LIST && node->first && node->first->kind == NODE_SCALAR;
}

static void add_list(char text[SHELF_TEXT], const Node *list)
{
  add_text(text, " %s [", list->key);
  for (const Node *item = list->first; item; item = item->next)
    add_text(text, "%s%s", item == list->first ? "" : ", ", item->text);
  add_text(text, "]");
}

// A source of pain with its weight, a support, a load with its force or moment.
static void add_part(char text[SHELF_TEXT], const Node *part)
{
  const Node *weight = node_child(part, "weight");

  add_text(text, "%s", part->key);
  if (weight && weight->kind == NODE_SCALAR) {
    add_text(text, " %s", weight->text);
    return;
  }
  for (const Node *child = part->first; child; child = child->next)
    if (is_list_of_scalars(child)) add_list(text, child);
}

static bool holds_maps(const Node *node)
{
  return node->kind == NODE_MAP && node->first && node->first->kind == NODE_MAP;
}

static void add_key(char text[SHELF_TEXT], const Node *node)
{
  if (node->kind == NODE_SCALAR) add_text(text, "%s %s", node->key, node->text);
  else if (holds_maps(node)) {
    add_text(text, "%s: ", node->key);
    for (const Node *part = node->first; part; part = part->next) {
      if (part != node->first) add_text(text, ", ");
      add_part(text, part);
    }
  } else add_part(text, node);
}

static void describe_piece(const Node *node, ShelfPiece *piece)
{
  (void)snprintf(piece->name, sizeof piece->name, "%s", node->key);
  for (const Node *child = node->first; child; child = child->next) {
    if (child != node->first) add_text(piece->text, "; ");
    add_key(piece->text, child);
  }
  if (!node->first) add_text(piece->text, "changes nothing");
}

static PetscErrorCode list_on_rank_0(const CaseSource *source, const char *name, int *n,
                                     ShelfPiece **piece, Problems *problems)
{
  Tree        tree = {0};
  Node       *root;
  const Node *shelf = NULL;
  int         k     = 0;

  PetscFunctionBeginUser;
  PetscCall(gather_case(&tree, source, &root, problems));
  if (root && problems->count == 0) shelf = node_child(root, name);
  if (shelf && shelf->kind == NODE_MAP) {
    PetscCall(PetscCalloc1(shelf->n, piece));
    for (const Node *node = shelf->first; node; node = node->next)
      describe_piece(node, &(*piece)[k++]);
  }
  *n = k;
  PetscCall(tree_destroy(&tree));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode case_shelf(MPI_Comm comm, const CaseSource *source, const char *shelf, int *n,
                          ShelfPiece **piece, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  *n     = 0;
  *piece = NULL;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(list_on_rank_0(source, shelf, n, piece, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
