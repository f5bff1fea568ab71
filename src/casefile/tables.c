// SPDX-License-Identifier: GPL-3.0-or-later
// Writes every key of the schema as the Markdown tables of docs/user/casefile.md.
#include "schema.h"
#include "text.h"

#include "sij/testing/casefile.h"

#include <math.h>
#include <string.h>

static PetscErrorCode add_bounds(Text *text, const Row *row)
{
  const Bounds b    = row->bounds;
  const char  *unit = row->dimension == DIMENSION_NONE ? "" : units_dimension(row->dimension)->unit;

  PetscFunctionBeginUser;
  if (row->words) {
    for (int i = 0; row->words[i]; i++)
      PetscCall(text_add(text, "%s%s", i == 0 ? "" : ", ", row->words[i]));
  } else if (row->type == TYPE_FLAG) {
    PetscCall(text_add(text, "true, false"));
  } else if (row->type == TYPE_SURFACE) {
    for (int i = 0; i < SURFACE_COUNT; i++)
      PetscCall(text_add(text, "%s%s", i == 0 ? "" : ", ", surface_name((Surface)i)));
  } else if (isfinite(b.low) && isfinite(b.high))
    PetscCall(text_add(text, "%s%g, %g%s%s%s", b.low_open ? "(" : "[", b.low, b.high,
                       b.high_open ? ")" : "]", unit[0] ? " " : "", unit));
  else if (isfinite(b.low)) PetscCall(text_add(text, "%s %g", b.low_open ? ">" : "≥", b.low));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_row(Text *text, const Row *row)
{
  static const char *const KINDS[]   = {[TYPE_INTEGER]    = "whole number",
                                        [TYPE_WORD]       = "word",
                                        [TYPE_NAME]       = "name",
                                        [TYPE_TEXT]       = "text",
                                        [TYPE_FILE]       = "file",
                                        [TYPE_FLAG]       = "word",
                                        [TYPE_POINT]      = "point",
                                        [TYPE_VECTOR]     = "vector",
                                        [TYPE_DIRECTION]  = "3 numbers",
                                        [TYPE_REGION]     = "region",
                                        [TYPE_SURFACE]    = "surface",
                                        [TYPE_ATTACHMENT] = "name or point",
                                        [TYPE_BY_REGION]  = "by region",
                                        [TYPE_GAUGE]      = "whole number",
                                        [TYPE_CONTENTS]   = "mapping",
                                        [TYPE_NERVES]     = "list of names",
                                        [TYPE_CURVE]      = "list of points",
                                        [TYPE_TIPS]       = "list of points",
                                        [TYPE_OUTPUTS]    = "times",
                                        [TYPE_COURSE]     = "list of pairs",
                                        [TYPE_MERGED]     = "name"};
  const DimensionRow      *dimension = units_dimension(row->dimension);
  const bool               measured  = row->type == TYPE_QUANTITY || row->type == TYPE_LIMIT ||
                        (row->type == TYPE_MERGED && row->dimension != DIMENSION_NONE);

  PetscFunctionBeginUser;
  PetscCall(text_add(text, "| `%s` | ", row->key));
  if (!measured) PetscCall(text_add(text, "%s", KINDS[row->type]));
  else if (row->dimension == DIMENSION_NONE) PetscCall(text_add(text, "number"));
  else PetscCall(text_add(text, "%s", strchr(dimension->name, ' ') + 1));
  PetscCall(text_add(text, " | %s | ", row->dimension == DIMENSION_NONE ? "" : dimension->example));
  PetscCall(text_add(text, "%s | ", row->fallback ? row->fallback : ""));
  PetscCall(add_bounds(text, row));
  PetscCall(text_add(text, " | %s |\n", row->text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode case_keys(char **text)
{
  Text out = {0};

  PetscFunctionBeginUser;
  *text = NULL;
  for (int i = 0; i < SECTION_COUNT; i++) {
    const Section *section = schema_section((SectionId)i);

    PetscCall(text_add(&out, "%s### `%s`\n\n%s.\n", i == 0 ? "" : "\n",
                       section->path[0] ? section->path : "(top)", section->text));
    if (section->kind == SECTION_SHELF) continue;
    PetscCall(text_add(&out, "\n| key | what | unit, e.g. | default | allowed | meaning |\n"
                             "| --- | --- | --- | --- | --- | --- |\n"));
    for (size_t j = 0; j < schema_n_rows; j++)
      if (schema_rows[j].section == (SectionId)i) PetscCall(add_row(&out, &schema_rows[j]));
  }
  *text = out.text;
  PetscFunctionReturn(PETSC_SUCCESS);
}
