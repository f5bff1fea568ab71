// SPDX-License-Identifier: GPL-3.0-or-later
/** Parts of the JSON Schema of case files: json_schema.c puts them together. */
#pragma once

#include "schema.h"

#include <jansson.h>

typedef struct {
  char text[SCHEMA_PATH];
} Word;

/** "a hydraulic conductivity" is hydraulic_conductivity, behind a prefix. */
Word json_definition(const char *prefix, Dimension dimension);

/** Owns: caller. */
json_t *json_refer(const char *definition);

/** What one key may be, and what an editor says of it. Owns: caller. */
json_t *json_row(const Units *units, const Row *row);

/** Adds what rows refer to: quantities of each dimension, names, regions. */
PetscErrorCode json_define(json_t *definitions) SIJ_CHECKED;
