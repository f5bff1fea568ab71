// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the table of keys as a JSON Schema (draft 7), with which editors complete and check case files. Of a
// file alone: nothing is required that an included file can bring.
#include "json_schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const Units *units;
  json_t      *definitions;
} Writer;

static json_t *make_mapping(void)
{
  return json_pack("{s: s, s: {}, s: b}", "type", "object", "properties", "additionalProperties",
                   0);
}

/** Schema of what stands below `at` at a dotted path, mappings made on the way; "*" is any name of a mapping. */
static json_t *find_mapping(json_t *at, const char *path)
{
  while (*path) {
    const size_t n      = strcspn(path, ".");
    const bool   any    = strncmp(path, "*", n) == 0;
    json_t      *parent = any ? at : json_object_get(at, "properties");
    char         word[SCHEMA_PATH];

    (void)snprintf(word, sizeof word, "%.*s", (int)n, any ? "additionalProperties" : path);
    if (any) (void)snprintf(word, sizeof word, "additionalProperties");
    if (!json_is_object(json_object_get(parent, word)))
      (void)json_object_set_new(parent, word, make_mapping());
    at = json_object_get(parent, word);
    path += n + (path[n] == '.');
  }
  return at;
}

/** Rows of a section into the schema of one of its elements. */
static void add_rows(const Units *units, SectionId rows, json_t *element)
{
  for (size_t i = 0; i < schema_n_rows; i++) {
    const Row  *row = &schema_rows[i];
    const char *dot = strrchr(row->key, '.');
    char        above[SCHEMA_PATH];
    json_t     *holder;

    if (row->section != rows) continue;
    (void)snprintf(above, sizeof above, "%.*s", dot ? (int)(dot - row->key) : 0, row->key);
    holder = json_object_get(find_mapping(element, above), "properties");
    (void)json_object_set_new(holder, dot ? dot + 1 : row->key, json_row(units, row));
  }
}

/** An element of a list is whole: no other file adds to it. */
static void add_required(SectionId rows, json_t *element)
{
  json_t *keys = json_array();

  for (size_t i = 0; i < schema_n_rows; i++)
    if (schema_rows[i].section == rows && schema_rows[i].fallback == schema_required)
      (void)json_array_append_new(keys, json_string(schema_rows[i].key));
  (void)json_object_set_new(element, "required", keys);
}

static void add_list(const Writer *writer, const Section *section, json_t *holder)
{
  json_t *element = make_mapping();

  add_rows(writer->units, section->rows, element);
  add_required(section->rows, element);
  (void)json_object_del(holder, "properties");
  (void)json_object_del(holder, "additionalProperties");
  (void)json_object_set_new(holder, "type", json_string("array"));
  (void)json_object_set_new(holder, "items", element);
  (void)json_object_set_new(holder, "maxItems", json_integer(section->capacity));
}

static void add_regions(const Writer *writer, const Section *section, json_t *holder)
{
  json_t *element = make_mapping();

  add_rows(writer->units, section->rows, element);
  (void)json_object_set_new(writer->definitions, "of_a_region", element);
  for (int i = 0; i < REGION_COUNT; i++)
    (void)json_object_set_new(json_object_get(holder, "properties"), region_name((Region)i),
                              json_refer("of_a_region"));
}

static void add_named(const Writer *writer, const Section *section, json_t *holder)
{
  add_rows(writer->units, section->rows, find_mapping(holder, "*"));
  if (section->kind == SECTION_SHELF) return;
  (void)json_object_set_new(holder, "maxProperties", json_integer(section->capacity));
  (void)json_object_set_new(holder, "propertyNames",
                            json_pack("{s: s}", "pattern", "^[A-Za-z0-9_-]{1,63}$"));
}

static void add_section(const Writer *writer, const Section *section, json_t *root)
{
  const size_t n = strlen(section->path), star = n > 0 && section->path[n - 1] == '*' ? 2 : 0;
  char         path[SCHEMA_PATH];
  json_t      *holder;

  (void)snprintf(path, sizeof path, "%.*s", (int)(n - star), section->path);
  holder = find_mapping(root, path);
  (void)json_object_set_new(holder, "description", json_sprintf("%s.", section->text));
  if (section->kind == SECTION_ONE) add_rows(writer->units, section->rows, holder);
  else if (section->kind == SECTION_LIST) add_list(writer, section, holder);
  else if (section->kind == SECTION_REGION) add_regions(writer, section, holder);
  else add_named(writer, section, holder);
}

static PetscErrorCode write_schema(const Writer *writer, char **schema)
{
  json_t *root    = json_pack("{s: s, s: s}", "$schema", "http://json-schema.org/draft-07/schema#",
                              "title", "A case file of sij");
  json_t *mapping = make_mapping();
  char   *text;

  PetscFunctionBeginUser;
  (void)json_object_update(root, mapping);
  json_decref(mapping);
  for (int i = 0; i < SECTION_COUNT; i++) add_section(writer, schema_section((SectionId)i), root);
  PetscCall(json_define(writer->definitions));
  (void)json_object_set(root, "definitions", writer->definitions);
  text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(12));
  json_decref(root);
  PetscCheck(text, PETSC_COMM_SELF, PETSC_ERR_LIB, "Jansson: no text of the schema");
  PetscCall(PetscStrallocpy(text, schema));
  free(text);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode case_schema(char **schema, Problems *problems)
{
  Writer writer = {0};
  Units *units;

  PetscFunctionBeginUser;
  *schema = NULL;
  PetscCall(units_create(&units));
  if (!units) {
    PetscCall(problems_add(problems, "", "%s", units_missing));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  writer = (Writer){.units = units, .definitions = json_object()};
  PetscCall(write_schema(&writer, schema));
  json_decref(writer.definitions);
  PetscCall(units_destroy(&units));
  PetscFunctionReturn(PETSC_SUCCESS);
}
