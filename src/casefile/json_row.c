// SPDX-License-Identifier: GPL-3.0-or-later
// What a key of a case file may be, by its row of the table, as JSON Schema: type, bounds, words, and the text that an
// editor shows.
#include "json_schema.h"
#include "values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Word json_definition(const char *prefix, Dimension dimension)
{
  const char *name = units_dimension(dimension)->name;
  Word        word;

  (void)snprintf(word.text, sizeof word.text, "%s%s", prefix, strchr(name, ' ') + 1);
  for (char *c = word.text; *c; c++)
    if (*c == ' ') *c = '_';
  return word;
}

json_t *json_refer(const char *definition)
{
  return json_pack("{s: s+}", "$ref", "#/definitions/", definition);
}

// Numbers as people write them: 12 and 0.1, not 12.0 and 0.10000000000000001.
static json_t *make_number(double value)
{
  return value == rint(value) && fabs(value) < 1e9 ? json_integer((json_int_t)value)
                                                   : json_real(value);
}

/** The numbers that a row allows; to a validator they concern numbers alone, not texts. */
static void add_bounds(const Row *row, json_t *schema)
{
  const Bounds b = row->bounds;

  if (isfinite(b.low))
    (void)json_object_set_new(schema, b.low_open ? "exclusiveMinimum" : "minimum",
                              make_number(b.low));
  if (isfinite(b.high))
    (void)json_object_set_new(schema, b.high_open ? "exclusiveMaximum" : "maximum",
                              make_number(b.high));
}

/** The sign that a row allows, which concerns texts alone. */
static void add_sign(const Row *row, json_t *list)
{
  const Bounds b        = row->bounds;
  const bool   positive = b.low > 0.0 || (b.low == 0.0 && b.low_open);

  if (b.low >= 0.0)
    (void)json_array_append_new(list, json_refer(positive ? "positive" : "not_negative"));
}

static json_t *make_quantity(const Row *row)
{
  json_t *list = json_array();
  json_t *schema;

  (void)json_array_append_new(list, json_refer(json_definition("", row->dimension).text));
  add_sign(row, list);
  schema = json_pack("{s: o}", "allOf", list);
  if (row->dimension == DIMENSION_NONE) add_bounds(row, schema);
  return schema;
}

static json_t *make_limit(const Row *row)
{
  return json_pack("{s: [{s: s}, o]}", "anyOf", "const", "none", make_quantity(row));
}

static json_t *make_integer(const Row *row)
{
  json_t *schema =
    json_pack("{s: [s, s], s: s}", "type", "integer", "string", "pattern", "^\\s*[+-]?[0-9]+$");

  add_bounds(row, schema);
  return schema;
}

static json_t *make_word(const Row *row)
{
  json_t *words = json_array();

  for (int i = 0; row->words[i]; i++)
    (void)json_array_append_new(words, json_string(row->words[i]));
  return json_pack("{s: o}", "enum", words);
}

static json_t *make_flag(const Row *row)
{
  (void)row;
  return json_pack("{s: [b, b, s, s]}", "enum", 0, 1, "false", "true");
}

static json_t *make_name(const Row *row)
{
  (void)row;
  return json_refer("name");
}

static json_t *make_text(const Row *row)
{
  (void)row;
  return json_pack("{s: [s, s, s, s], s: i}", "type", "string", "number", "boolean", "null",
                   "maxLength", CASE_PATH - 1);
}

static json_t *make_region(const Row *row)
{
  (void)row;
  return json_refer("region");
}

static json_t *make_surface(const Row *row)
{
  (void)row;
  return json_refer("surface");
}

/** One text of three numbers and a unit, or a list of three. */
static json_t *make_three(const Row *row)
{
  return json_pack("{s: [o, {s: o, s: i, s: i}]}", "allOf",
                   json_refer(json_definition("three_of_a_", row->dimension).text), "items",
                   make_quantity(row), "minItems", 3, "maxItems", 3);
}

static json_t *make_direction(const Row *row)
{
  (void)row;
  return json_pack("{s: s, s: o, s: i, s: i}", "type", "array", "items",
                   json_refer(json_definition("", DIMENSION_NONE).text), "minItems", 3, "maxItems",
                   3);
}

/** A text that begins with a letter is a name. */
static json_t *make_attachment(const Row *row)
{
  return json_pack("{s: {s: s, s: s}, s: o, s: o}", "if", "type", "string", "pattern", "^[A-Za-z]",
                   "then", json_refer("name"), "else", make_three(row));
}

static json_t *make_by_region(const Row *row)
{
  json_t *map = json_pack("{s: o}", "default", make_quantity(row));

  for (int i = 0; i < REGION_COUNT; i++)
    (void)json_object_set_new(map, region_name((Region)i), make_quantity(row));
  return json_pack("{s: {s: s}, s: {s: o, s: b}, s: o}", "if", "type", "object", "then",
                   "properties", map, "additionalProperties", 0, "else", make_quantity(row));
}

static json_t *make_contents(const Row *row)
{
  return json_pack("{s: s, s: o, s: i}", "type", "object", "additionalProperties",
                   make_quantity(row), "maxProperties", CASE_CONTENTS);
}

static json_t *make_nerves(const Row *row)
{
  const int most = (int)(sizeof((PainSource *)0)->nerve / sizeof((PainSource *)0)->nerve[0]);

  (void)row;
  return json_pack("{s: s, s: o, s: i}", "type", "array", "items", json_refer("name"), "maxItems",
                   most);
}

/** Bare numbers are good where `unit` stands, which an included file may bring. */
static json_t *make_curve(const Row *row)
{
  json_t *point =
    json_pack("{s: [o, {s: {s: [{s: s}, o]}, s: i, s: i}]}", "allOf",
              json_refer(json_definition("three_of_a_", row->dimension).text), "items", "anyOf",
              "type", "number", make_quantity(row), "minItems", 3, "maxItems", 3);

  return json_pack("{s: s, s: o, s: i, s: i}", "type", "array", "items", point, "minItems", 2,
                   "maxItems", CASE_CURVE);
}

static json_t *make_tips(const Row *row)
{
  return json_pack("{s: s, s: o, s: i, s: i}", "type", "array", "items", make_three(row),
                   "minItems", 1, "maxItems", CASE_TIPS);
}

static json_t *make_outputs(const Row *row)
{
  const Row count = {.bounds = {2.0, CASE_OUTPUTS - 2, false, false}};

  return json_pack("{s: [s, s, s], s: o, s: i, s: {s: o, s: o}, s: b}", "type", "array", "object",
                   "null", "items", make_quantity(row), "maxItems", CASE_OUTPUTS - 2, "properties",
                   "first", make_quantity(row), "count", make_integer(&count),
                   "additionalProperties", 0);
}

static json_t *make_course(const Row *row)
{
  json_t *pair =
    json_pack("{s: s, s: [o, o], s: i, s: i}", "type", "array", "items", make_quantity(row),
              json_refer(json_definition("", DIMENSION_NONE).text), "minItems", 2, "maxItems", 2);

  return json_pack("{s: s, s: o, s: i, s: i}", "type", "array", "items", pair, "minItems", 1,
                   "maxItems", CASE_COURSE);
}

/** Pairs of a place, along the needle or a point, and a share or a diameter. */
static json_t *make_orifices(const Row *row)
{
  json_t *place = json_pack("{s: [o, o]}", "anyOf", make_quantity(row), make_three(row));
  json_t *size =
    json_pack("{s: [o, o]}", "anyOf", json_refer(json_definition("", DIMENSION_NONE).text),
              make_quantity(row));
  json_t *pair = json_pack("{s: s, s: [o, o], s: i, s: i}", "type", "array", "items", place, size,
                           "minItems", 2, "maxItems", 2);

  return json_pack("{s: s, s: o, s: i, s: i}", "type", "array", "items", pair, "minItems", 1,
                   "maxItems", CASE_INJECTIONS);
}

/** What is used up when files are merged: a point, a length or its unit, or else one name or a list of them. */
static json_t *make_merged(const Row *row)
{
  if (strcmp(row->key, "entry") == 0) return make_three(row);
  if (strcmp(row->key, "depth") == 0) return make_quantity(row);
  if (strcmp(row->key, "orifices") == 0) return make_orifices(row);
  if (strcmp(row->key, "unit") == 0) return json_pack("{s: s}", "type", "string");
  return json_pack("{s: [s, s], s: i, s: {s: s, s: i}}", "type", "string", "array", "minLength", 1,
                   "items", "type", "string", "minLength", 1);
}

static json_t *make_value(const Row *row)
{
  static json_t *(*const MAKE[])(const Row *) = {
    [TYPE_QUANTITY] = make_quantity,   [TYPE_LIMIT] = make_limit,
    [TYPE_INTEGER] = make_integer,     [TYPE_WORD] = make_word,
    [TYPE_NAME] = make_name,           [TYPE_TEXT] = make_text,
    [TYPE_FILE] = make_text,           [TYPE_FLAG] = make_flag,
    [TYPE_POINT] = make_three,         [TYPE_VECTOR] = make_three,
    [TYPE_DIRECTION] = make_direction, [TYPE_REGION] = make_region,
    [TYPE_SURFACE] = make_surface,     [TYPE_ATTACHMENT] = make_attachment,
    [TYPE_BY_REGION] = make_by_region, [TYPE_GAUGE] = make_integer,
    [TYPE_CONTENTS] = make_contents,   [TYPE_NERVES] = make_nerves,
    [TYPE_CURVE] = make_curve,         [TYPE_OUTPUTS] = make_outputs,
    [TYPE_COURSE] = make_course,       [TYPE_TIPS] = make_tips,
    [TYPE_MERGED] = make_merged};

  return MAKE[row->type](row);
}

typedef struct {
  char text[256];
} Remark;

/** "; positive and at most 500 mm" */
static Remark remark_bounds(const Units *units, const Row *row)
{
  const bool   bounded = isfinite(row->bounds.low) || isfinite(row->bounds.high);
  const Phrase must    = values_bounds(units, row);
  const char *bounds = must.text + strlen(strncmp(must.text, "must be ", 8) ? "must " : "must be ");
  Remark      remark = {""};

  if (bounded) (void)snprintf(remark.text, sizeof remark.text, "; %.120s", bounds);
  return remark;
}

/** What one value must be; nothing for other types, of which the text of the row tells. */
static Remark remark_wanted(const Units *units, const Row *row)
{
  const bool whole  = row->type == TYPE_INTEGER || row->type == TYPE_GAUGE;
  Remark     remark = {""};

  if (whole || row->type == TYPE_QUANTITY || row->type == TYPE_LIMIT)
    (void)snprintf(remark.text, sizeof remark.text, ". Wanted: %s%.128s",
                   whole ? "a whole number" : values_wanted(row->dimension).text,
                   remark_bounds(units, row).text);
  return remark;
}

static Remark remark_default(const Row *row)
{
  const char *preset = row->fallback ? row->fallback : "";
  Remark      remark = {""};

  if (preset == schema_required)
    (void)snprintf(remark.text, sizeof remark.text, ". Required%s",
                   schema_section(row->section)->kind == SECTION_LIST
                     ? ""
                     : ", here or in a file that is included");
  else if (preset[0] == '=')
    (void)snprintf(remark.text, sizeof remark.text, ". Default: that of %s", preset + 1);
  else if (preset[0]) (void)snprintf(remark.text, sizeof remark.text, ". Default: %s", preset);
  return remark;
}

/** The default as the value that an editor writes down; nothing where there is none, or it is that of another key. */
static json_t *make_default(const Row *row)
{
  const char *preset = row->fallback;
  const bool  plain =
    row->dimension == DIMENSION_NONE &&
    (row->type == TYPE_QUANTITY || row->type == TYPE_INTEGER || row->type == TYPE_BY_REGION);

  if (!preset || preset == schema_required || !preset[0] || preset[0] == '=') return NULL;
  if (row->type == TYPE_FLAG) return json_boolean(strcmp(preset, "true") == 0);
  return plain ? make_number(strtod(preset, NULL)) : json_string(preset);
}

json_t *json_row(const Units *units, const Row *row)
{
  json_t *schema = json_pack(
    "{s: o}", "description",
    json_sprintf("%s%s%s.", row->text, remark_wanted(units, row).text, remark_default(row).text));
  json_t *value  = make_value(row);
  json_t *preset = make_default(row);

  // What stands beside a reference counts for nothing.
  if (json_object_get(value, "$ref")) value = json_pack("{s: [o]}", "allOf", value);
  (void)json_object_update(schema, value);
  if (row->type == TYPE_QUANTITY && row->dimension != DIMENSION_NONE)
    (void)json_object_set_new(
      schema, "examples",
      json_pack("[o]", json_sprintf("%g %s", units_dimension(row->dimension)->typical,
                                    units_dimension(row->dimension)->example)));
  if (preset) (void)json_object_set_new(schema, "default", preset);
  json_decref(value);
  return schema;
}
