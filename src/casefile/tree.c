// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of mappings, lists and scalars that a case is before its meaning is known: memory, search,
// merging. parse.c builds it, gather.c merges it, load.c reads it.
#include "sij/casefile/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 1 << 14, PATH_SHOWN = 256 };

struct Chunk {
  Chunk *next;
  size_t used, size;
  union {
    double align;
    void  *align_pointer;
    char   byte[1];
  } memory;
};

static PetscErrorCode add_chunk(Tree *tree, size_t size)
{
  const size_t bytes = size > CHUNK_SIZE ? size : CHUNK_SIZE;
  Chunk       *chunk = NULL;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc(offsetof(Chunk, memory) + bytes, &chunk));
  chunk->next  = tree->chunks;
  chunk->used  = 0;
  chunk->size  = bytes;
  tree->chunks = chunk;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_take(Tree *tree, size_t size, void **memory)
{
  const size_t rounded = (size + sizeof(double) - 1) / sizeof(double) * sizeof(double);
  Chunk       *chunk;

  PetscFunctionBeginUser;
  *memory = NULL;
  if (!tree->chunks || tree->chunks->size - tree->chunks->used < rounded)
    PetscCall(add_chunk(tree, rounded));
  chunk   = tree->chunks;
  *memory = (char *)chunk + offsetof(Chunk, memory) + chunk->used;
  chunk->used += rounded;
  memset(*memory, 0, size);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_text(Tree *tree, const char *text, size_t length, const char **copy)
{
  void *memory = NULL;

  PetscFunctionBeginUser;
  PetscCall(tree_take(tree, length + 1, &memory));
  memcpy(memory, text, length);
  *copy = memory;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_node(Tree *tree, NodeKind kind, const Node *location, Node **node)
{
  void *memory = NULL;

  PetscFunctionBeginUser;
  PetscCall(tree_take(tree, sizeof **node, &memory));
  *node  = memory;
  **node = (Node){.kind = kind, .key = "", .text = "", .file = "", .path = ""};
  if (location) {
    (*node)->file = location->file;
    (*node)->line = location->line;
  }
  tree->n_nodes++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_copy(Tree *tree, const Node *node, Node **copy)
{
  PetscFunctionBeginUser;
  PetscCall(tree_node(tree, node->kind, node, copy));
  (*copy)->key  = node->key;
  (*copy)->text = node->text;
  for (const Node *child = node->first; child; child = child->next) {
    Node *twin = NULL;

    PetscCall(tree_copy(tree, child, &twin));
    node_append(*copy, twin);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_set_paths(Tree *tree, Node *root, const char *path)
{
  int i = 0;

  PetscFunctionBeginUser;
  root->path = path;
  for (Node *child = root->first; child; child = child->next, i++) {
    const char *dot = path[0] ? "." : "", *below = "";
    char        text[PATH_SHOWN];

    if (root->kind == NODE_LIST) (void)snprintf(text, sizeof text, "%s%s%d", path, dot, i);
    else (void)snprintf(text, sizeof text, "%s%s%.80s", path, dot, child->key);
    PetscCall(tree_text(tree, text, strlen(text), &below));
    PetscCall(tree_set_paths(tree, child, below));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode tree_destroy(Tree *tree)
{
  PetscFunctionBeginUser;
  while (tree->chunks) {
    Chunk *next = tree->chunks->next;

    PetscCall(PetscFree(tree->chunks));
    tree->chunks = next;
  }
  *tree = (Tree){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}

void node_append(Node *parent, Node *child)
{
  child->next = NULL;
  if (parent->last) parent->last->next = child;
  else parent->first = child;
  parent->last = child;
  parent->n++;
}

static Node *find_list_item(const Node *list, const char *digits)
{
  char      *end;
  const long index = strtol(digits, &end, 10);
  Node      *item  = list->first;

  if (end == digits || *end || index < 0 || index >= list->n) return NULL;
  for (long i = 0; i < index; i++) item = item->next;
  return item;
}

Node *node_child(const Node *parent, const char *key)
{
  if (parent->kind == NODE_LIST) return find_list_item(parent, key);
  for (Node *child = parent->first; child; child = child->next)
    if (strcmp(child->key, key) == 0) return child;
  return NULL;
}

Node *node_find(const Node *root, const char *path)
{
  const char *dot = strchr(path, '.');
  char        key[PATH_SHOWN];
  Node       *child;

  if (!dot) return node_child(root, path);
  if ((size_t)(dot - path) >= sizeof key) return NULL;
  memcpy(key, path, (size_t)(dot - path));
  key[dot - path] = '\0';
  child           = node_child(root, key);
  return child ? node_find(child, dot + 1) : NULL;
}

Node *node_detach(Node *parent, const char *key)
{
  Node *before = NULL;

  for (Node *child = parent->first; child; before = child, child = child->next) {
    if (strcmp(child->key, key) != 0) continue;
    if (before) before->next = child->next;
    else parent->first = child->next;
    if (parent->last == child) parent->last = before;
    parent->n--;
    child->next = NULL;
    return child;
  }
  return NULL;
}

void node_replace(Node *parent, Node *old, Node *with)
{
  Node **link = &parent->first;

  while (*link != old) link = &(*link)->next;
  *link      = with;
  with->next = old->next;
  with->key  = old->key;
  if (parent->last == old) parent->last = with;
}

void node_merge(Node *onto, Node *from)
{
  onto->file = from->file;
  onto->line = from->line;
  for (Node *child = from->first, *next; child; child = next) {
    Node *old = node_child(onto, child->key);

    next = child->next;
    if (!old) node_append(onto, child);
    else if (old->kind == NODE_MAP && child->kind == NODE_MAP) node_merge(old, child);
    else node_replace(onto, old, child);
  }
  from->first = from->last = NULL;
  from->n                  = 0;
}
