// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a Case back as YAML in SI, all keys given: the resolved case that is stored beside the results.
#include "write.h"

#include "schema.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static PetscErrorCode add_measure(Text *text, double value, Dimension dimension)
{
  const char *unit = dimension == DIMENSION_NONE ? "" : units_dimension(dimension)->unit;

  PetscFunctionBeginUser;
  PetscCall(text_add(text, "%.17g%s%s", value, unit[0] ? " " : "", unit));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_vector(Text *text, Vec3 v, Dimension dimension)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < 3; i++) {
    PetscCall(text_add(text, "%s", i == 0 ? "[" : ", "));
    PetscCall(add_measure(text, v.x[i], dimension));
  }
  PetscCall(text_add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_by_region(Text *text, const double value[REGION_COUNT])
{
  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++)
    PetscCall(text_add(text, "%s%s: %.17g", i == 0 ? "{" : ", ", region_name((Region)i), value[i]));
  PetscCall(text_add(text, "}"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_contents(Text *text, const Case *input, const Injection *injection)
{
  PetscFunctionBeginUser;
  PetscCall(text_add(text, "{"));
  for (int i = 0; i < injection->n_contents; i++) {
    PetscCall(
      text_add(text, "%s%s: ", i == 0 ? "" : ", ", input->drug[injection->content[i].drug].name));
    PetscCall(add_measure(text, injection->content[i].concentration, DIMENSION_CONCENTRATION));
  }
  PetscCall(text_add(text, "}"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_nerves(Text *text, const PainSource *source)
{
  PetscFunctionBeginUser;
  PetscCall(text_add(text, "["));
  for (int i = 0; i < source->n_nerves; i++)
    PetscCall(text_add(text, "%s%s", i == 0 ? "" : ", ", source->nerve[i]));
  PetscCall(text_add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_curve(Text *text, const Row *row, const void *element)
{
  const CaseTarget *target = element;
  const Meshing    *mesh   = element;
  const bool        tips   = row->type == TYPE_TIPS;
  const int         n      = tips ? mesh->n_tips : target->n_points;
  const Vec3       *point  = tips ? mesh->tip : target->point;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    PetscCall(text_add(text, "%s", i == 0 ? "[" : ", "));
    PetscCall(add_vector(text, point[i], DIMENSION_LENGTH));
  }
  PetscCall(text_add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_outputs(Text *text, const Timing *timing)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < timing->n_outputs; i++)
    PetscCall(text_add(text, "%s%.17g s", i == 0 ? "[" : ", ", timing->output[i]));
  PetscCall(text_add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_course(Text *text, const CaseLoad *load)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < load->n_course; i++)
    PetscCall(text_add(text, "%s[%.17g s, %.17g]", i == 0 ? "[" : ", ", load->course_time[i],
                       load->course_factor[i]));
  PetscCall(text_add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_attachment(Text *text, const CaseAttachment *attachment)
{
  PetscFunctionBeginUser;
  if (attachment->landmark[0]) PetscCall(text_add(text, "%s", attachment->landmark));
  else PetscCall(add_vector(text, attachment->point, DIMENSION_LENGTH));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Nothing to say: not stored, not set, or set by the key it stands in for. */
static bool is_omitted(const Row *row, const void *element)
{
  const char *member = (const char *)element + row->offset;

  if (row->instead_of) {
    const Row *other = schema_row(row->section, row->instead_of);

    if (((const char *)element + other->offset)[0]) return true;
  }
  switch (row->type) {
  case TYPE_MERGED:
  case TYPE_GAUGE:
    return true;
  case TYPE_NAME:
  case TYPE_TEXT:
  case TYPE_FILE:
    return !member[0];
  case TYPE_DIRECTION:
    return vec3_norm(*(const Vec3 *)(const void *)member) == 0.0;
  case TYPE_REGION:
    return *(const Region *)(const void *)member == REGION_NONE;
  case TYPE_SURFACE:
    return *(const Surface *)(const void *)member == SURFACE_NONE;
  case TYPE_CURVE:
    return ((const CaseTarget *)element)->n_points == 0;
  case TYPE_TIPS:
    return ((const Meshing *)element)->n_tips == 0;
  case TYPE_COURSE:
    return ((const CaseLoad *)element)->n_course == 0;
  default:
    return false;
  }
}

// YAML takes some words for something else than text, and numbers for numbers.
static bool is_plain_name(const char *name)
{
  static const char *const WORDS[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};

  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
    if (strcasecmp(name, WORDS[i]) == 0) return false;
  return isalpha((unsigned char)name[0]) != 0 || (unsigned char)name[0] >= 0x80;
}

static PetscErrorCode add_name(Text *text, const char *name)
{
  PetscFunctionBeginUser;
  if (is_plain_name(name)) PetscCall(text_add(text, "%s", name));
  else PetscCall(text_add_quoted(text, name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_value(Text *text, const Case *input, const Row *row, const void *element)
{
  const void *const member = (const char *)element + row->offset;

  PetscFunctionBeginUser;
  switch (row->type) {
  case TYPE_LIMIT:
  case TYPE_QUANTITY:
    if (isinf(*(const double *)member)) PetscCall(text_add(text, "none"));
    else PetscCall(add_measure(text, *(const double *)member, row->dimension));
    break;
  case TYPE_INTEGER:
    PetscCall(text_add(text, "%d", *(const int *)member));
    break;
  case TYPE_WORD:
    PetscCall(text_add(text, "%s", row->words[*(const int *)member]));
    break;
  case TYPE_NAME:
    PetscCall(add_name(text, member));
    break;
  case TYPE_TEXT:
  case TYPE_FILE:
    PetscCall(text_add_quoted(text, member));
    break;
  case TYPE_FLAG:
    PetscCall(text_add(text, "%s", *(const bool *)member ? "true" : "false"));
    break;
  case TYPE_POINT:
  case TYPE_VECTOR:
  case TYPE_DIRECTION:
    PetscCall(add_vector(text, *(const Vec3 *)member, row->dimension));
    break;
  case TYPE_REGION:
    PetscCall(text_add(text, "%s", region_name(*(const Region *)member)));
    break;
  case TYPE_SURFACE:
    PetscCall(text_add(text, "%s", surface_name(*(const Surface *)member)));
    break;
  case TYPE_ATTACHMENT:
    PetscCall(add_attachment(text, member));
    break;
  case TYPE_BY_REGION:
    PetscCall(add_by_region(text, member));
    break;
  case TYPE_CONTENTS:
    PetscCall(add_contents(text, input, element));
    break;
  case TYPE_NERVES:
    PetscCall(add_nerves(text, element));
    break;
  case TYPE_CURVE:
  case TYPE_TIPS:
    PetscCall(add_curve(text, row, element));
    break;
  case TYPE_OUTPUTS:
    PetscCall(add_outputs(text, element));
    break;
  case TYPE_COURSE:
    PetscCall(add_course(text, element));
    break;
  case TYPE_GAUGE:
  case TYPE_MERGED:
    break;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Keys of one element, each on its line; `first` opens the first line. */
static PetscErrorCode add_element(Text *text, const Case *input, const Section *section,
                                  const void *element, const char *first, const char *indent)
{
  const char *lead     = first;
  char        open[32] = "";

  PetscFunctionBeginUser;
  for (size_t i = 0; i < schema_n_rows; i++) {
    const Row  *row = &schema_rows[i];
    const char *dot = strchr(row->key, '.');
    const int   n   = dot ? (int)(dot - row->key) : 0;

    if (row->section != section->rows || is_omitted(row, element)) continue;
    if (dot && strncmp(open, row->key, (size_t)n + 1) != 0) {
      (void)snprintf(open, sizeof open, "%.*s.", n, row->key);
      PetscCall(text_add(text, "%s%.*s:\n", lead, n, row->key));
      lead = indent;
    }
    PetscCall(text_add(text, "%s%s%s: ", lead, dot ? "  " : "", dot ? dot + 1 : row->key));
    PetscCall(add_value(text, input, row, element));
    PetscCall(text_add(text, "\n"));
    lead = indent;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_elements(Text *text, const Case *input, const Section *section)
{
  const bool  regions = section->kind == SECTION_REGION, list = section->kind == SECTION_LIST;
  const char *base = (const char *)input;
  const int   n    = regions ? REGION_COUNT : *(const int *)(const void *)(base + section->count);

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) {
    const void *element = base + section->offset + section->size * (size_t)i;

    if (!list)
      PetscCall(
        text_add(text, "    %s:\n", regions ? region_name((Region)i) : (const char *)element));
    PetscCall(add_element(text, input, section, element, list ? "    - " : "      ", "      "));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Words of a path that another one begins with too, as a length: "mechanics." */
static size_t measure_shared_words(const char *path, const char *other)
{
  size_t shared = 0;

  for (size_t i = 0; path[i] && path[i] != '*' && path[i] == other[i]; i++)
    if (path[i + 1] == '.' && (other[i + 1] == '.' || !other[i + 1])) shared = i + 2;
  return shared;
}

/** The lines above a section: "pain.sources.*" is a mapping in a mapping. What stands open stays so. */
static PetscErrorCode add_heading(Text *text, const char *path, const char *open)
{
  const size_t shared = measure_shared_words(path, open);
  int          depth  = 0;

  PetscFunctionBeginUser;
  for (const char *at = path; at[0] && at[0] != '*'; depth++) {
    const size_t n = strcspn(at, ".");

    if (at >= path + shared) PetscCall(text_add(text, "%*s%.*s:\n", 2 * depth, "", (int)n, at));
    at += n + (at[n] == '.');
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_written(const Case *input, const Section *section)
{
  const char *base = (const char *)input;

  if (section->kind == SECTION_SHELF || section == schema_section(SECTION_PAIN)) return false;
  if (section->kind == SECTION_ONE || section->kind == SECTION_REGION) return true;
  return *(const int *)(const void *)(base + section->count) > 0;
}

PetscErrorCode write_case(const Case *input, char **text)
{
  Text        out  = {0};
  const char *open = "";

  PetscFunctionBeginUser;
  *text = NULL;
  PetscCall(text_add(&out, "# The resolved case of %s: all keys, in SI units.\n", input->file));
  for (int i = 0; i < SECTION_COUNT; i++) {
    const Section *section = schema_section((SectionId)i);
    const void    *element = (const char *)input + section->offset;
    const char    *indent  = section->path[0] ? "  " : "";

    if (!is_written(input, section)) continue;
    PetscCall(add_heading(&out, section->path, open));
    open = section->path;
    if (section->kind == SECTION_ONE)
      PetscCall(add_element(&out, input, section, element, indent, indent));
    else PetscCall(add_elements(&out, input, section));
  }
  *text = out.text;
  PetscFunctionReturn(PETSC_SUCCESS);
}
