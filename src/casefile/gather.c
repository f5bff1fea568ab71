// SPDX-License-Identifier: GPL-3.0-or-later
// Merges a case file, the files it includes and the overrides of the command line into one tree, later keys
// winning. First step of case_load(); load.c then reads the tree into a Case.
#include "gather.h"

#include "choices.h"
#include "library.h"

#include "sij/base/nearest.h"
#include "sij/casefile/inside.h"
#include "sij/casefile/parse.h"
#include "sij/casefile/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 12, FILE_NAME = 512 };

typedef struct {
  Tree       *tree;
  Problems   *problems;
  Node       *root;
  bool        outside; // files outside the folder of the case may be included
  int         depth;
  const char *chain[DEEPEST]; // files that include one another down to the present one
} Gather;

/** A location without a line, for what concerns a whole file or override. */
static PetscErrorCode create_location(Gather *gather, const char *name, Node *location)
{
  PetscFunctionBeginUser;
  *location = (Node){.key = "", .text = "", .path = ""};
  PetscCall(tree_text(gather->tree, name, strlen(name), &location->file));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Shelves first, then what the layer chooses from them, then its own keys. */
static PetscErrorCode merge_layer(Gather *gather, Node *layer)
{
  const Choices choices = {
    .tree = gather->tree, .problems = gather->problems, .root = gather->root};

  PetscFunctionBeginUser;
  PetscCall(choices_apply(&choices, layer));
  node_merge(gather->root, layer);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode merge_text(Gather *gather, const char *name, const char *text, size_t length);

static PetscErrorCode merge_file(Gather *gather, const char *path, const Node *mention)
{
  const char *why = "";
  void       *bytes;
  size_t      length = 0;

  PetscFunctionBeginUser;
  PetscCall(parse_read_file(gather->tree, path, &bytes, &length, &why));
  if (!bytes)
    PetscCall(node_fault(gather->problems, mention, "\"%.300s\" cannot be read: %s", path, why));
  else PetscCall(merge_text(gather, path, bytes, length));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode merge_built_in(Gather *gather, const LibraryFile *file)
{
  char name[FILE_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "built-in:%s", file->name);
  PetscCall(merge_text(gather, name, (const char *)file->text, file->length));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What stands on the command line is of the user, and relative to where the program runs. */
static bool is_override(const char *file)
{
  return strncmp(file, "-D ", 3) == 0;
}

/** The file beside the including one, with or without ".yaml"; false if there is none. */
static PetscErrorCode find_beside(const char *from, const char *name, char path[FILE_NAME],
                                  PetscBool *found)
{
  const char *slash  = is_override(from) ? NULL : strrchr(from, '/');
  const int   folder = name[0] == '/' || !slash ? 0 : (int)(slash - from) + 1;

  PetscFunctionBeginUser;
  *found = PETSC_FALSE;
  if ((size_t)folder + strlen(name) + sizeof ".yaml" > FILE_NAME)
    PetscFunctionReturn(PETSC_SUCCESS);
  if (strncmp(from, "built-in:", 9) == 0) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < 2 && !*found; i++) {
    (void)snprintf(path, FILE_NAME, "%.*s%s%s", folder, from, name, i == 0 ? "" : ".yaml");
    PetscCall(PetscTestFile(path, 'r', found));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The nearest built-in file, by its short name: "drugs" for library/drugs.yaml. */
static PetscErrorCode report_include(Gather *gather, const Node *item)
{
  char        stem[WORDS_MANY][64];
  const char *names[WORDS_MANY], *nearest;
  int         n = 0;

  PetscFunctionBeginUser;
  for (size_t i = 0; i < library_count && n < WORDS_MANY; i++, n++) {
    const char *slash = strrchr(library_files[i].name, '/');
    const char *start = slash ? slash + 1 : library_files[i].name;

    (void)snprintf(stem[n], sizeof stem[n], "%.*s", (int)strcspn(start, "."), start);
    names[n] = stem[n];
  }
  nearest = nearest_name(item->text, n, names);
  PetscCall(
    node_fault(gather->problems, item,
               "found \"%s\": no such file beside this one, nor in the built-in library%s%s%s",
               words_shown(item->text).text, nearest ? "; did you mean \"" : "",
               nearest ? nearest : "", nearest ? "\"?" : ""));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Includes the file at `path`, if it is one that the case may read. */
static PetscErrorCode merge_allowed(Gather *gather, const char *path, const Node *item)
{
  const bool allowed =
    gather->outside || is_override(item->file) || inside_is_allowed(path, gather->chain[0]);

  PetscFunctionBeginUser;
  if (allowed) PetscCall(merge_file(gather, path, item));
  else
    PetscCall(node_fault(
      gather->problems, item,
      "found \"%s\", which lies outside the folder of the case; put it there, or, if you trust "
      "this case, give --allow-outside or name its folder in SIJ_INCLUDE_PATH",
      words_shown(item->text).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode include_file(Gather *gather, Node *item)
{
  const LibraryFile *built_in;
  char               path[FILE_NAME];
  PetscBool          found;

  PetscFunctionBeginUser;
  item->path = "include";
  if (item->kind != NODE_SCALAR || !item->text[0]) {
    PetscCall(node_fault(gather->problems, item, "wanted the name of a file"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(find_beside(item->file, item->text, path, &found));
  built_in = found ? NULL : library_find(item->text);
  if (found) PetscCall(merge_allowed(gather, path, item));
  else if (built_in) PetscCall(merge_built_in(gather, built_in));
  else PetscCall(report_include(gather, item));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode include_all(Gather *gather, Node *layer)
{
  Node *list = node_detach(layer, "include");

  PetscFunctionBeginUser;
  if (!list) PetscFunctionReturn(PETSC_SUCCESS);
  if (list->kind == NODE_LIST)
    for (Node *item = list->first; item; item = item->next) PetscCall(include_file(gather, item));
  else PetscCall(include_file(gather, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** True, and a problem, if the file is being included by itself. */
static PetscErrorCode check_cycle(Gather *gather, const Node *location, bool *cycle)
{
  PetscFunctionBeginUser;
  *cycle = gather->depth == DEEPEST;
  if (*cycle)
    PetscCall(
      node_fault(gather->problems, location, "is included through more than %d files", DEEPEST));
  for (int i = 0; i < gather->depth && !*cycle; i++) {
    *cycle = strcmp(gather->chain[i], location->file) == 0;
    if (*cycle)
      PetscCall(node_fault(gather->problems, location, "includes itself, through \"%.300s\"",
                           gather->chain[gather->depth - 1]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode merge_text(Gather *gather, const char *name, const char *text, size_t length)
{
  Node *layer, location;
  bool  cycle;

  PetscFunctionBeginUser;
  PetscCall(create_location(gather, name, &location));
  PetscCall(check_cycle(gather, &location, &cycle));
  if (cycle) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(parse_text(gather->tree, name, text, length, &layer, gather->problems));
  if (!layer) PetscFunctionReturn(PETSC_SUCCESS);
  if (layer->kind != NODE_MAP) {
    PetscCall(node_fault(gather->problems, layer,
                         "is no mapping; a case is a mapping of keys to "
                         "values"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  gather->chain[gather->depth++] = location.file;
  PetscCall(include_all(gather, layer));
  gather->depth--;
  PetscCall(merge_layer(gather, layer));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A tree of mappings down to the value, to be merged like a file. */
static PetscErrorCode merge_override_as_layer(Gather *gather, const char *path, Node *value)
{
  const char *dot = strrchr(path, '.');
  Node       *layer;

  PetscFunctionBeginUser;
  PetscCall(
    tree_text(gather->tree, dot ? dot + 1 : path, strlen(dot ? dot + 1 : path), &value->key));
  PetscCall(tree_node(gather->tree, NODE_MAP, value, &layer));
  node_append(layer, value);
  if (!dot) PetscCall(include_all(gather, layer));
  if (dot) {
    Node *outer;

    PetscCall(tree_text(gather->tree, path, (size_t)(dot - path), &layer->key));
    PetscCall(tree_node(gather->tree, NODE_MAP, value, &outer));
    node_append(outer, layer);
    layer = outer;
  }
  PetscCall(merge_layer(gather, layer));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Next step of a path: the child, made if need be; NULL if there can be none. */
static PetscErrorCode descend_to_child(Gather *gather, Node *at, const char *key,
                                       const Node *location, Node **child)
{
  char next[16];

  PetscFunctionBeginUser;
  *child = node_child(at, key);
  (void)snprintf(next, sizeof next, "%d", at->n);
  if (*child || at->kind == NODE_SCALAR) PetscFunctionReturn(PETSC_SUCCESS);
  if (at->kind == NODE_LIST && strcmp(key, next) != 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(tree_node(gather->tree, NODE_MAP, location, child));
  (*child)->key = at->kind == NODE_LIST ? "" : key;
  node_append(at, *child);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode merge_override_in_tree(Gather *gather, const char *path, Node *value)
{
  Node *at = gather->root, *above = NULL;

  PetscFunctionBeginUser;
  for (const char *word = path; at && word; word = strchr(word, '.')) {
    const char *key;

    if (word != path) word++;
    PetscCall(tree_text(gather->tree, word, strcspn(word, "."), &key));
    above = at;
    PetscCall(descend_to_child(gather, above, key, value, &at));
  }
  if (!at)
    PetscCall(node_fault(gather->problems, value, "cannot be set: \"%s\" is a %s%s",
                         words_shown(above->key).text,
                         above->kind == NODE_LIST ? "list without that index" : "value",
                         above->kind == NODE_LIST ? "" : ", which has no keys"));
  else if (at->kind == NODE_MAP && value->kind == NODE_MAP) node_merge(at, value);
  else node_replace(above, at, value);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_location(Node *node, const char *file)
{
  node->file = file;
  node->line = 0;
  for (Node *child = node->first; child; child = child->next) set_location(child, file);
}

static PetscErrorCode apply_override(Gather *gather, const char *text)
{
  const char  *equals = strchr(text, '='), *gap = strstr(text, ".."), *path;
  const size_t n = equals ? (size_t)(equals - text) : 0;
  char         name[FILE_NAME];
  Node        *value, location;
  int          dots = 0;

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "-D %s", words_shown(text).text);
  PetscCall(create_location(gather, name, &location));
  if (n == 0 || !equals[1] || n >= 200 || text[0] == '.' || text[n - 1] == '.' ||
      (gap && gap < equals)) {
    PetscCall(node_fault(gather->problems, &location, "wanted path.to.key=value"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(tree_text(gather->tree, text, n, &path));
  PetscCall(
    parse_text(gather->tree, name, equals + 1, strlen(equals + 1), &value, gather->problems));
  if (!value) PetscFunctionReturn(PETSC_SUCCESS);
  set_location(value, location.file);
  for (const char *c = path; *c; c++) dots += *c == '.';
  if (dots == 0 || (dots == 1 && choices_concern(path)))
    PetscCall(merge_override_as_layer(gather, path, value));
  else PetscCall(merge_override_in_tree(gather, path, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode gather_case(Tree *tree, const CaseSource *source, Node **root, Problems *problems)
{
  const char *const  path   = source->path;
  const char        *name   = path ? path : "built-in:baseline.yaml";
  const LibraryFile *file   = path ? NULL : library_find("baseline");
  const int          before = problems->count;
  Gather             gather = {.tree = tree, .problems = problems, .outside = source->outside};
  Node               location;

  PetscFunctionBeginUser;
  *root = NULL;
  PetscCall(create_location(&gather, name, &location));
  PetscCall(tree_node(tree, NODE_MAP, &location, &gather.root));
  if (path) PetscCall(merge_file(&gather, path, &(Node){.file = "", .path = "", .text = ""}));
  else {
    PetscCheck(file, PETSC_COMM_SELF, PETSC_ERR_PLIB, "baseline.yaml is not built in");
    PetscCall(merge_built_in(&gather, file));
  }
  if (problems->count > before && !gather.root->first) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < source->n; i++) PetscCall(apply_override(&gather, source->override[i]));
  PetscCall(tree_set_paths(tree, gather.root, ""));
  *root = gather.root;
  PetscFunctionReturn(PETSC_SUCCESS);
}
