// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of a case file have in common, as definitions of the JSON Schema: quantities of each dimension, points,
// names, regions.
#include "json_schema.h"
#include "unit_pattern.h"
#include "values.h"

/** A text of that pattern; an editor shows the message where it does not match. Takes the pattern. */
static PetscErrorCode define_text(json_t *definitions, const char *name, const char *message,
                                  Text *pattern)
{
  PetscFunctionBeginUser;
  (void)json_object_set_new(definitions, name,
                            json_pack("{s: s, s: s, s: s+}", "type", "string", "pattern",
                                      pattern->text, "patternErrorMessage", "Wanted is ", message));
  PetscCall(PetscFree(pattern->text));
  *pattern = (Text){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A common unit must be one of that dimension; of other expressions only their form is seen. */
static json_t *make_measured(Dimension dimension)
{
  json_t *own = json_refer(json_definition("common_", dimension).text);

  if (dimension == DIMENSION_CONCENTRATION) // of a drug: by mass, or in per cent, too
    own = json_pack("{s: [o, o, o]}", "anyOf", own,
                    json_refer(json_definition("common_", DIMENSION_DENSITY).text),
                    json_refer("per_cent"));
  return json_pack("{s: o, s: o, s: o}", "if", json_refer("common"), "then", own, "else",
                   json_refer("compound"));
}

static PetscErrorCode define_dimensions(json_t *definitions)
{
  Text    pattern = {0};
  json_t *common  = json_pack("[o]", json_refer("per_cent"));

  PetscFunctionBeginUser;
  for (int i = DIMENSION_NONE + 1; i < DIMENSION_COUNT; i++) {
    const Dimension dimension = (Dimension)i;
    const Word      name      = json_definition("common_", dimension);

    PetscCall(unit_pattern_common(dimension, 1, &pattern));
    PetscCall(define_text(definitions, name.text, values_wanted(dimension).text, &pattern));
    (void)json_array_append_new(common, json_refer(name.text));
    (void)json_object_set_new(definitions, json_definition("", dimension).text,
                              make_measured(dimension));
  }
  (void)json_object_set_new(definitions, "common", json_pack("{s: o}", "anyOf", common));
  PetscCall(unit_pattern_compound(1, &pattern));
  PetscCall(define_text(definitions, "compound", "a number and its unit", &pattern));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** "45 -34 -22 mm", or a list. */
static PetscErrorCode define_threes(json_t *definitions)
{
  static const Dimension OF[] = {DIMENSION_LENGTH, DIMENSION_FORCE, DIMENSION_MOMENT};

  PetscFunctionBeginUser;
  for (size_t i = 0; i < sizeof OF / sizeof OF[0]; i++) {
    Text pattern = {0};

    PetscCall(unit_pattern_common(OF[i], 3, &pattern));
    PetscCall(text_add(&pattern, "|"));
    PetscCall(unit_pattern_compound(3, &pattern));
    (void)json_object_set_new(
      definitions, json_definition("three_of_a_", OF[i]).text,
      json_pack("{s: [s, s], s: s, s: s+}", "type", "string", "array", "pattern", pattern.text,
                "patternErrorMessage",
                "Wanted are three numbers and a unit, or a list of three, each ",
                values_wanted(OF[i]).text));
    PetscCall(PetscFree(pattern.text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void define_words(json_t *definitions)
{
  json_t *regions = json_array(), *surfaces = json_array();

  for (int i = 0; i < REGION_COUNT; i++)
    (void)json_array_append_new(regions, json_string(region_name((Region)i)));
  for (int i = 0; i < SURFACE_COUNT; i++)
    (void)json_array_append_new(surfaces, json_string(surface_name((Surface)i)));
  (void)json_object_set_new(definitions, "region", json_pack("{s: o}", "enum", regions));
  (void)json_object_set_new(definitions, "surface", json_pack("{s: o}", "enum", surfaces));
  (void)json_object_set_new(
    definitions, "name",
    json_pack("{s: [s, s, s], s: s, s: s}", "type", "string", "number", "boolean", "pattern",
              "^(?!\\.+$)(?:[A-Za-z0-9_.-]|[^\\x00-\\x7F]){1,63}$", "patternErrorMessage",
              "A name is of letters, digits, _, - and ."));
}

static void define_numbers(json_t *definitions)
{
  json_t *number = json_pack("{s: s, s: s, s: s}", "type", "string", "pattern", unit_pattern_number,
                             "patternErrorMessage", "Wanted is a plain number");

  (void)json_object_set_new(definitions, json_definition("", DIMENSION_NONE).text,
                            json_pack("{s: o, s: o, s: {s: [{s: s}, o, o]}}", "if",
                                      json_refer("common"), "then", json_refer("per_cent"), "else",
                                      "anyOf", "type", "number", number, json_refer("compound")));
  (void)json_object_set_new(
    definitions, "per_cent",
    json_pack("{s: s, s: s}", "type", "string", "pattern", unit_pattern_per_cent));
  (void)json_object_set_new(definitions, "positive",
                            json_pack("{s: s, s: s}", "pattern", unit_pattern_positive,
                                      "patternErrorMessage", "It must be positive"));
  (void)json_object_set_new(definitions, "not_negative",
                            json_pack("{s: s, s: s}", "pattern", unit_pattern_not_negative,
                                      "patternErrorMessage", "It must not be negative"));
}

PetscErrorCode json_define(json_t *definitions)
{
  PetscFunctionBeginUser;
  define_numbers(definitions);
  define_words(definitions);
  PetscCall(define_dimensions(definitions));
  PetscCall(define_threes(definitions));
  PetscFunctionReturn(PETSC_SUCCESS);
}
