// SPDX-License-Identifier: GPL-3.0-or-later
// Checks that every key of the merged tree is one that the schema knows, and suggests the nearest where it is
// not. Runs between gather.c and the reading of values.
#include "keys.h"

#include "schema.h"

#include "sij/casefile/words.h"

#include <stdio.h>
#include <string.h>

/** What may stand below a place of the tree: "injections.*" and so on. */
typedef struct {
  int         n;
  char        word[WORDS_MANY][40];
  const char *known[WORDS_MANY];
  bool        any;  // names of the user's own
  bool        list; // elements of a list
  bool        leaf; // nothing: a value stands here
} Below;

static void add_word(Below *below, const char *word, size_t length)
{
  for (int i = 0; i < below->n; i++)
    if (strlen(below->word[i]) == length && strncmp(below->word[i], word, length) == 0) return;
  if (below->n == WORDS_MANY) return;
  (void)snprintf(below->word[below->n], sizeof below->word[0], "%.*s", (int)length, word);
  below->known[below->n] = below->word[below->n];
  below->n++;
}

static void add_star(Below *below, const Section *section)
{
  below->list = section->kind == SECTION_LIST;
  below->any  = section->kind == SECTION_NAMED || section->kind == SECTION_SHELF;
  for (int i = 0; section->kind == SECTION_REGION && i < REGION_COUNT; i++)
    add_word(below, region_name((Region)i), strlen(region_name((Region)i)));
}

static void collect_keys_below(const char *at, Below *below)
{
  const size_t n = strlen(at);

  *below = (Below){0};
  for (int s = 0; s < SECTION_COUNT; s++) {
    const Section *section = schema_section((SectionId)s);
    const size_t   common  = strlen(section->path);

    // Every row of the section begins with its path, so most sections are done with at once.
    if (strncmp(section->path, at, common < n ? common : n) != 0) continue;
    for (size_t i = 0; i < schema_n_rows; i++) {
      char        path[SCHEMA_PATH];
      const char *next;

      if (schema_rows[i].section != section->rows) continue;
      schema_path((SectionId)s, &schema_rows[i], path);
      if (strncmp(path, at, n) != 0 || (n > 0 && path[n] != '.' && path[n])) continue;
      next = path + n + (n > 0 && path[n] == '.');
      if (n > 0 && !path[n]) below->leaf = true;
      else if (next[0] == '*') add_star(below, section);
      else add_word(below, next, strcspn(next, "."));
    }
  }
}

static PetscErrorCode check_kind(const Node *node, const Below *below, bool *fine,
                                 Problems *problems)
{
  const char *wanted = below->list ? "list" : "mapping";

  PetscFunctionBeginUser;
  *fine = node->kind == (below->list ? NODE_LIST : NODE_MAP);
  if (*fine) PetscFunctionReturn(PETSC_SUCCESS);
  if (node->kind == NODE_SCALAR && node->text[0])
    PetscCall(node_fault(problems, node, "found \"%s\"; wanted a %s", words_shown(node->text).text,
                         wanted));
  else
    PetscCall(node_fault(problems, node, "found %s; wanted a %s",
                         node->kind == NODE_SCALAR ? "nothing"
                         : node->kind == NODE_MAP  ? "a mapping"
                                                   : "a list",
                         wanted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_known(const Below *below, const char *key)
{
  for (int i = 0; i < below->n; i++)
    if (strcmp(below->known[i], key) == 0) return true;
  return false;
}

/** `at` is the pattern of the node's place. */
static PetscErrorCode check_below(const Node *node, const char *at, Problems *problems)
{
  Below below;
  bool  fine;

  PetscFunctionBeginUser;
  collect_keys_below(at, &below);
  if (below.leaf) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_kind(node, &below, &fine, problems));
  for (const Node *child = node->first; fine && child; child = child->next) {
    const bool  known = is_known(&below, child->key);
    const char *key   = known && !below.any && strcmp(at, "tissues") != 0 ? child->key : "*";
    char        path[SCHEMA_PATH];

    if (!known && !below.any && !below.list) {
      PetscCall(node_fault(problems, child, "is not a known key%s",
                           words_hint(child->key, below.n, below.known).text));
      continue;
    }
    (void)snprintf(path, sizeof path, "%s%s%.40s", at, at[0] ? "." : "", key);
    PetscCall(check_below(child, path, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode keys_check(const Node *root, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(check_below(root, "", problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
