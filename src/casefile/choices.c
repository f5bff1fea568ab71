// SPDX-License-Identifier: GPL-3.0-or-later
// Replaces what a case chooses by name (a preset, a patient, protocols) by the piece of that name. Works on
// the tree while gather.c merges files, before the schema sees it.
#include "choices.h"

#include "sij/casefile/words.h"

#include <string.h>

/** Keys that choose a piece from a shelf, or a list of pieces, which are then merged where they belong. */
static const struct {
  const char *key, *shelf, *target;
  bool        whole;    // the target is replaced, not merged: its parts only make sense together
  const char *fresh[2]; // parts of the target that begin anew with a choice
} CHOICES[] = {{"anatomy.preset", "presets", "anatomy", false, {NULL, NULL}},
               {"pain.patient", "patients", "pain.sources", true, {"pain.sources", NULL}},
               {"mechanics.protocol",
                "protocols",
                "mechanics",
                false,
                {"mechanics.supports", "mechanics.loads"}}};

enum { N_CHOICES = sizeof CHOICES / sizeof CHOICES[0] };

static PetscErrorCode take_shelves(const Choices *choices, Node *layer)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < N_CHOICES; i++) {
    Node *shelf = node_detach(layer, CHOICES[i].shelf), *carrier;

    if (!shelf) continue;
    PetscCall(tree_node(choices->tree, NODE_MAP, layer, &carrier));
    node_append(carrier, shelf);
    node_merge(choices->root, carrier);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Mapping at a path of one or two keys below the root, made if it is not there. */
static PetscErrorCode make_map_at(const Choices *choices, const char *path, const Node *location,
                                  Node **map)
{
  const char *dot = strchr(path, '.');
  const char *key;
  Node       *at = choices->root;

  PetscFunctionBeginUser;
  for (int i = 0; i < (dot ? 2 : 1); i++) {
    const size_t n = i == 0 && dot ? (size_t)(dot - path) : strlen(path);

    PetscCall(tree_text(choices->tree, path, n, &key));
    *map = node_child(at, key);
    if (!*map || (*map)->kind != NODE_MAP) {
      (void)node_detach(at, key);
      PetscCall(tree_node(choices->tree, NODE_MAP, location, map));
      (*map)->key = key;
      node_append(at, *map);
    }
    at   = *map;
    path = dot ? dot + 1 : path;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Takes out "pain.sources", if it is there. */
static void detach_path(Node *root, const char *path)
{
  const size_t n = strcspn(path, ".");

  for (Node *above = root->first; above; above = above->next)
    if (strlen(above->key) == n && strncmp(above->key, path, n) == 0 && above->kind == NODE_MAP)
      (void)node_detach(above, path + n + 1);
}

static PetscErrorCode report_unknown_choice(const Choices *choices, int i, Node *chosen)
{
  const Node *shelf = node_child(choices->root, CHOICES[i].shelf);
  const char *names[WORDS_MANY];
  int         n = 0;

  PetscFunctionBeginUser;
  if (shelf)
    for (const Node *piece = shelf->first; piece && n < WORDS_MANY; piece = piece->next)
      names[n++] = piece->key;
  chosen->path = CHOICES[i].key;
  PetscCall(node_fault(choices->problems, chosen, "found \"%s\", which is not among %s%s",
                       words_shown(chosen->text).text, CHOICES[i].shelf,
                       words_hint(chosen->text, n, names).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode merge_piece(const Choices *choices, int i, Node *chosen)
{
  Node *shelf = node_child(choices->root, CHOICES[i].shelf), *piece = NULL, *copy, *onto;

  PetscFunctionBeginUser;
  if (shelf && chosen->kind == NODE_SCALAR) piece = node_child(shelf, chosen->text);
  if (!piece || piece->kind != NODE_MAP) {
    PetscCall(report_unknown_choice(choices, i, chosen));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(make_map_at(choices, CHOICES[i].target, chosen, &onto));
  PetscCall(tree_copy(choices->tree, piece, &copy));
  node_merge(onto, copy);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode apply_choice(const Choices *choices, const Node *layer, int i)
{
  Node *chosen = node_find(layer, CHOICES[i].key);

  PetscFunctionBeginUser;
  if (CHOICES[i].whole && node_find(layer, CHOICES[i].target))
    detach_path(choices->root, CHOICES[i].target);
  if (!chosen) PetscFunctionReturn(PETSC_SUCCESS);
  for (int k = 0; k < 2; k++)
    if (CHOICES[i].fresh[k]) detach_path(choices->root, CHOICES[i].fresh[k]);
  if (chosen->kind == NODE_LIST)
    for (Node *item = chosen->first; item; item = item->next)
      PetscCall(merge_piece(choices, i, item));
  else PetscCall(merge_piece(choices, i, chosen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode choices_apply(const Choices *choices, Node *layer)
{
  PetscFunctionBeginUser;
  PetscCall(take_shelves(choices, layer));
  for (int i = 0; i < N_CHOICES; i++) PetscCall(apply_choice(choices, layer, i));
  PetscFunctionReturn(PETSC_SUCCESS);
}

bool choices_concern(const char *path)
{
  for (int i = 0; i < N_CHOICES; i++)
    if (strncmp(path, CHOICES[i].key, strcspn(CHOICES[i].key, ".") + 1) == 0) return true;
  return false;
}
