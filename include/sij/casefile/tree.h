// SPDX-License-Identifier: GPL-3.0-or-later
/** A case as a tree of mappings, lists and scalars, before anything is known of its meaning.
 *
 * Every node remembers the file and line it was written in, so that a fault found after merging still
 * names its location. Nodes and texts live in the tree and go with it; none is freed alone.
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum { NODE_SCALAR, NODE_MAP, NODE_LIST } NodeKind;

typedef struct Node Node;

struct Node {
  NodeKind    kind;
  const char *key;  // in a mapping; "" in a list
  const char *text; // of a scalar; "" for nothing
  const char *file; // where it was written, as shown to people
  int         line; // from 1; 0 on the command line
  const char *path; // "injections.0.volume", after tree_set_paths()
  int         n;    // children
  Node       *first, *last, *next;
};

typedef struct Chunk Chunk;

/** Owner of nodes and texts; start with {0}. */
typedef struct {
  Chunk *chunks;
  int    n_nodes;
} Tree;

PetscErrorCode tree_node(Tree *tree, NodeKind kind, const Node *location, Node **node) SIJ_CHECKED;
PetscErrorCode tree_text(Tree *tree, const char *text, size_t length,
                         const char **copy) SIJ_CHECKED;

/** The node as one line of YAML, as the value of an override. */
PetscErrorCode tree_line(Tree *tree, const Node *node, const char **line) SIJ_CHECKED;

/** Memory of that size, zeroed. */
PetscErrorCode tree_take(Tree *tree, size_t size, void **memory) SIJ_CHECKED;

/** Deep copy under the key of the original. */
PetscErrorCode tree_copy(Tree *tree, const Node *node, Node **copy) SIJ_CHECKED;

/** Writes the path of every node below `root`; `path` is that of the root. */
PetscErrorCode tree_set_paths(Tree *tree, Node *root, const char *path) SIJ_CHECKED;

PetscErrorCode tree_destroy(Tree *tree) SIJ_CHECKED;

void node_append(Node *parent, Node *child);

/** Child of a mapping by key, of a list by index written as digits; NULL if there is none. */
Node *node_child(const Node *parent, const char *key);

/** Descendant by dotted path; NULL if there is none. */
Node *node_find(const Node *root, const char *path);

/** Takes the child of that key out of its parent; NULL if there is none. */
Node *node_detach(Node *parent, const char *key);

/** Puts `with` where `old` is among the children of `parent`, under the same key. */
void node_replace(Node *parent, Node *old, Node *with);

/** Merges the children of a mapping into another: mappings recursively, all else is replaced. What was
 * merged into then counts as written where the later one was. */
void node_merge(Node *onto, Node *from);
