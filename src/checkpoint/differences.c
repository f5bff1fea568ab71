// SPDX-License-Identifier: GPL-3.0-or-later
// Compares two resolved cases key by key: both texts become lists of paths and values, and each path that one lacks, or
// whose values differ, becomes a sentence.
#include "sij/checkpoint.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH = 16, KEY_PATH = 256, VALUE = 160 };

typedef struct {
  char path[KEY_PATH], value[VALUE];
} Key;

typedef struct {
  int  n;
  Key *key;
} Keys;

/** Where the reading of a text stands: the open mappings, outermost first. */
typedef struct {
  int    depth;
  int    indent[DEPTH];
  size_t length[DEPTH];  // of the path up to there
  int    entries[DEPTH]; // of the list in it, so far
  char   path[KEY_PATH];
} Cursor;

static void append(Cursor *cursor, const char *name, size_t length)
{
  const size_t used = strlen(cursor->path);

  (void)snprintf(cursor->path + used, sizeof cursor->path - used, "%s%.*s", used > 0 ? "." : "",
                 (int)length, name);
}

// Closes the mappings that are indented as far as this line or farther.
static void close_mappings(Cursor *cursor, int indent)
{
  while (cursor->depth > 0 && cursor->indent[cursor->depth - 1] >= indent) cursor->depth--;
  cursor->path[cursor->depth > 0 ? cursor->length[cursor->depth - 1] : 0] = '\0';
}

static void open_mapping(Cursor *cursor, int indent)
{
  if (cursor->depth == DEPTH) return;
  cursor->indent[cursor->depth]   = indent;
  cursor->entries[cursor->depth]  = 0;
  cursor->length[cursor->depth++] = strlen(cursor->path);
}

static void set_key(const Cursor *cursor, const char *value, size_t length, Keys *keys)
{
  Key *key = &keys->key[keys->n++];

  (void)snprintf(key->path, sizeof key->path, "%s", cursor->path);
  (void)snprintf(key->value, sizeof key->value, "%.*s", (int)length, value);
}

// "key: value", or "key:" which opens a mapping.
static void read_pair(Cursor *cursor, int indent, const char *text, size_t length, Keys *keys)
{
  const char *colon = (const char *)memchr(text, ':', length);

  if (!colon) return;
  append(cursor, text, (size_t)(colon - text));
  if (colon + 1 == text + length) open_mapping(cursor, indent);
  else set_key(cursor, colon + 1, length - (size_t)(colon + 1 - text), keys);
}

// An entry of a list is a mapping whose key is its number; its first pair stands beside the dash.
static void read_entry(Cursor *cursor, int indent, const char *text, size_t length, Keys *keys)
{
  char number[16];

  if (cursor->depth == 0) return;
  (void)snprintf(number, sizeof number, "%d", ++cursor->entries[cursor->depth - 1]);
  append(cursor, number, strlen(number));
  open_mapping(cursor, indent);
  if (memchr(text, ':', length)) read_pair(cursor, indent + 2, text, length, keys);
  else set_key(cursor, text, length, keys);
}

static void read_line(Cursor *cursor, const char *line, size_t length, Keys *keys)
{
  const size_t indent = strspn(line, " ");
  const char  *text   = line + indent;

  if (indent >= length || text[0] == '#') return;
  close_mappings(cursor, (int)indent);
  if (text[0] == '-' && length - indent > 2)
    read_entry(cursor, (int)indent, text + 2, length - indent - 2, keys);
  else read_pair(cursor, (int)indent, text, length - indent, keys);
}

static PetscErrorCode read_keys(const char *text, Keys *keys)
{
  Cursor cursor = {0};
  size_t lines  = 1;

  PetscFunctionBeginUser;
  for (const char *c = text; *c; c++) lines += *c == '\n';
  keys->n = 0;
  PetscCall(PetscMalloc1(lines, &keys->key));
  for (const char *line = text; *line;) {
    const size_t length = strcspn(line, "\n");

    read_line(&cursor, line, length, keys);
    line += length + (line[length] == '\n');
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Keys mostly stand at the same place in both lists.
static const Key *find_key(const Keys *keys, const char *path, int hint)
{
  if (hint < keys->n && strcmp(keys->key[hint].path, path) == 0) return &keys->key[hint];
  for (int i = 0; i < keys->n; i++)
    if (strcmp(keys->key[i].path, path) == 0) return &keys->key[i];
  return NULL;
}

static bool is_free(const char *path, int n_free, const char *const free[])
{
  for (int i = 0; i < n_free; i++)
    if (strncmp(path, free[i], strlen(free[i])) == 0) return true;
  return false;
}

static const char *skip_space(const char *value)
{
  return value + strspn(value, " ");
}

PetscErrorCode checkpoint_compare_cases(const char *before, const char *now, int n_free,
                                        const char *const free[], Problems *differences)
{
  Keys old, present;

  PetscFunctionBeginUser;
  PetscCall(read_keys(before, &old));
  PetscCall(read_keys(now, &present));
  for (int i = 0; i < present.n; i++) {
    const Key *key = &present.key[i], *was = find_key(&old, key->path, i);

    if (is_free(key->path, n_free, free)) continue;
    if (!was)
      PetscCall(problems_add(differences, "", "%s is %s, was not there", key->path,
                             skip_space(key->value)));
    else if (strcmp(was->value, key->value) != 0)
      PetscCall(problems_add(differences, "", "%s is %s, was %s", key->path, skip_space(key->value),
                             skip_space(was->value)));
  }
  for (int i = 0; i < old.n; i++)
    if (!is_free(old.key[i].path, n_free, free) && !find_key(&present, old.key[i].path, i))
      PetscCall(problems_add(differences, "", "%s is not there, was %s", old.key[i].path,
                             skip_space(old.key[i].value)));
  PetscCall(PetscFree(old.key));
  PetscCall(PetscFree(present.key));
  PetscFunctionReturn(PETSC_SUCCESS);
}
