#include "write.h"

#include "schema.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/** Text that grows; starts with {0}. */
typedef struct {
  char  *text;
  size_t used, room;
} Text;

static PetscErrorCode grow(Text *text, size_t need)
{
  PetscFunctionBeginUser;
  if (text->used + need >= text->room) {
    text->room = 2 * (text->used + need) + 4096;
    PetscCall(PetscRealloc(text->room, &text->text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add(Text *text, const char *format, ...) SIJ_PRINTF(2, 3) SIJ_CHECKED;

static PetscErrorCode add(Text *text, const char *format, ...)
{
  va_list arguments;
  int     need;

  PetscFunctionBeginUser;
  va_start(arguments, format);
  need = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  PetscCall(grow(text, (size_t)need));
  va_start(arguments, format);
  text->used +=
    (size_t)vsnprintf(text->text + text->used, text->room - text->used, format, arguments);
  va_end(arguments);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_quoted(Text *text, const char *s)
{
  PetscFunctionBeginUser;
  PetscCall(add(text, "\""));
  for (; *s; s++) {
    if (*s == '"' || *s == '\\') PetscCall(add(text, "\\%c", *s));
    else if ((unsigned char)*s < 0x20) PetscCall(add(text, "\\x%02x", (unsigned char)*s));
    else PetscCall(add(text, "%c", *s));
  }
  PetscCall(add(text, "\""));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_measure(Text *text, double value, Dimension dimension)
{
  const char *unit = dimension == DIMENSION_NONE ? "" : units_dimension(dimension)->unit;

  PetscFunctionBeginUser;
  PetscCall(add(text, "%.17g%s%s", value, unit[0] ? " " : "", unit));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_vector(Text *text, Vec3 v, Dimension dimension)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < 3; i++) {
    PetscCall(add(text, "%s", i == 0 ? "[" : ", "));
    PetscCall(add_measure(text, v.x[i], dimension));
  }
  PetscCall(add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_by_region(Text *text, const double value[REGION_COUNT])
{
  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++)
    PetscCall(add(text, "%s%s: %.17g", i == 0 ? "{" : ", ", region_name((Region)i), value[i]));
  PetscCall(add(text, "}"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_contents(Text *text, const Case *input, const Injection *injection)
{
  PetscFunctionBeginUser;
  PetscCall(add(text, "{"));
  for (int i = 0; i < injection->n_contents; i++) {
    PetscCall(
      add(text, "%s%s: ", i == 0 ? "" : ", ", input->drug[injection->content[i].drug].name));
    PetscCall(add_measure(text, injection->content[i].concentration, DIMENSION_CONCENTRATION));
  }
  PetscCall(add(text, "}"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_nerves(Text *text, const PainSource *source)
{
  PetscFunctionBeginUser;
  PetscCall(add(text, "["));
  for (int i = 0; i < source->n_nerves; i++)
    PetscCall(add(text, "%s%s", i == 0 ? "" : ", ", source->nerve[i]));
  PetscCall(add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_curve(Text *text, const CaseTarget *target)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < target->n_points; i++) {
    PetscCall(add(text, "%s", i == 0 ? "[" : ", "));
    PetscCall(add_vector(text, target->point[i], DIMENSION_LENGTH));
  }
  PetscCall(add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_outputs(Text *text, const Timing *timing)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < timing->n_outputs; i++)
    PetscCall(add(text, "%s%.17g s", i == 0 ? "[" : ", ", timing->output[i]));
  PetscCall(add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_course(Text *text, const CaseLoad *load)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < load->n_course; i++)
    PetscCall(add(text, "%s[%.17g s, %.17g]", i == 0 ? "[" : ", ", load->course_time[i],
                  load->course_factor[i]));
  PetscCall(add(text, "]"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_place(Text *text, const CaseGrip *grip)
{
  PetscFunctionBeginUser;
  if (grip->place[0]) PetscCall(add(text, "%s", grip->place));
  else PetscCall(add_vector(text, grip->point, DIMENSION_LENGTH));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Nothing to say: not stored, not set, or set by the key it stands in for. */
static bool is_silent(const Row *row, const void *element)
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
  case TYPE_COURSE:
    return ((const CaseLoad *)element)->n_course == 0;
  default:
    return false;
  }
}

static PetscErrorCode add_value(Text *text, const Case *input, const Row *row, const void *element)
{
  const void *const member = (const char *)element + row->offset;

  PetscFunctionBeginUser;
  switch (row->type) {
  case TYPE_LIMIT:
    if (isinf(*(const double *)member)) PetscCall(add(text, "none"));
    else PetscCall(add_measure(text, *(const double *)member, row->dimension));
    break;
  case TYPE_QUANTITY:
    PetscCall(add_measure(text, *(const double *)member, row->dimension));
    break;
  case TYPE_INTEGER:
    PetscCall(add(text, "%d", *(const int *)member));
    break;
  case TYPE_WORD:
    PetscCall(add(text, "%s", row->words[*(const int *)member]));
    break;
  case TYPE_NAME:
    PetscCall(add(text, "%s", (const char *)member));
    break;
  case TYPE_TEXT:
  case TYPE_FILE:
    PetscCall(add_quoted(text, member));
    break;
  case TYPE_FLAG:
    PetscCall(add(text, "%s", *(const bool *)member ? "true" : "false"));
    break;
  case TYPE_POINT:
  case TYPE_VECTOR:
  case TYPE_DIRECTION:
    PetscCall(add_vector(text, *(const Vec3 *)member, row->dimension));
    break;
  case TYPE_REGION:
    PetscCall(add(text, "%s", region_name(*(const Region *)member)));
    break;
  case TYPE_SURFACE:
    PetscCall(add(text, "%s", surface_name(*(const Surface *)member)));
    break;
  case TYPE_PLACE:
    PetscCall(add_place(text, member));
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
    PetscCall(add_curve(text, element));
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

    if (row->section != section->rows || is_silent(row, element)) continue;
    if (dot && strncmp(open, row->key, (size_t)n + 1) != 0) {
      (void)snprintf(open, sizeof open, "%.*s.", n, row->key);
      PetscCall(add(text, "%s%.*s:\n", lead, n, row->key));
      lead = indent;
    }
    PetscCall(add(text, "%s%s%s: ", lead, dot ? "  " : "", dot ? dot + 1 : row->key));
    PetscCall(add_value(text, input, row, element));
    PetscCall(add(text, "\n"));
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
      PetscCall(add(text, "    %s:\n", regions ? region_name((Region)i) : (const char *)element));
    PetscCall(add_element(text, input, section, element, list ? "    - " : "      ", "      "));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Words of a path that another one begins with too, as a length: "mechanics." */
static size_t shared_words(const char *path, const char *other)
{
  size_t shared = 0;

  for (size_t i = 0; path[i] && path[i] != '*' && path[i] == other[i]; i++)
    if (path[i + 1] == '.' && (other[i + 1] == '.' || !other[i + 1])) shared = i + 2;
  return shared;
}

/** The lines above a section: "pain.sources.*" is a mapping in a mapping. What stands open stays so. */
static PetscErrorCode add_heading(Text *text, const char *path, const char *open)
{
  const size_t shared = shared_words(path, open);
  int          depth  = 0;

  PetscFunctionBeginUser;
  for (const char *at = path; at[0] && at[0] != '*'; depth++) {
    const size_t n = strcspn(at, ".");

    if (at >= path + shared) PetscCall(add(text, "%*s%.*s:\n", 2 * depth, "", (int)n, at));
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
  PetscCall(add(&out, "# The resolved case of %s: all keys, in SI units.\n", input->file));
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

static PetscErrorCode add_bounds(Text *text, const Row *row)
{
  const Bounds b    = row->bounds;
  const char  *unit = row->dimension == DIMENSION_NONE ? "" : units_dimension(row->dimension)->unit;

  PetscFunctionBeginUser;
  if (row->words) {
    for (int i = 0; row->words[i]; i++)
      PetscCall(add(text, "%s%s", i == 0 ? "" : ", ", row->words[i]));
  } else if (row->type == TYPE_FLAG) {
    PetscCall(add(text, "true, false"));
  } else if (row->type == TYPE_SURFACE) {
    for (int i = 0; i < SURFACE_COUNT; i++)
      PetscCall(add(text, "%s%s", i == 0 ? "" : ", ", surface_name((Surface)i)));
  } else if (isfinite(b.low) && isfinite(b.high))
    PetscCall(add(text, "%s%g, %g%s%s%s", b.low_open ? "(" : "[", b.low, b.high,
                  b.high_open ? ")" : "]", unit[0] ? " " : "", unit));
  else if (isfinite(b.low)) PetscCall(add(text, "%s %g", b.low_open ? ">" : "≥", b.low));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_row(Text *text, const Row *row)
{
  static const char *const KINDS[]   = {[TYPE_INTEGER]   = "whole number",
                                        [TYPE_WORD]      = "word",
                                        [TYPE_NAME]      = "name",
                                        [TYPE_TEXT]      = "text",
                                        [TYPE_FILE]      = "file",
                                        [TYPE_FLAG]      = "word",
                                        [TYPE_POINT]     = "point",
                                        [TYPE_VECTOR]    = "vector",
                                        [TYPE_DIRECTION] = "3 numbers",
                                        [TYPE_REGION]    = "region",
                                        [TYPE_SURFACE]   = "surface",
                                        [TYPE_PLACE]     = "name or point",
                                        [TYPE_BY_REGION] = "by region",
                                        [TYPE_GAUGE]     = "whole number",
                                        [TYPE_CONTENTS]  = "mapping",
                                        [TYPE_NERVES]    = "list of names",
                                        [TYPE_CURVE]     = "list of points",
                                        [TYPE_OUTPUTS]   = "times",
                                        [TYPE_COURSE]    = "list of pairs",
                                        [TYPE_MERGED]    = "name"};
  const DimensionRow      *dimension = units_dimension(row->dimension);
  const bool               measured  = row->type == TYPE_QUANTITY || row->type == TYPE_LIMIT ||
                        (row->type == TYPE_MERGED && row->dimension != DIMENSION_NONE);

  PetscFunctionBeginUser;
  PetscCall(add(text, "| `%s` | ", row->key));
  if (!measured) PetscCall(add(text, "%s", KINDS[row->type]));
  else if (row->dimension == DIMENSION_NONE) PetscCall(add(text, "number"));
  else PetscCall(add(text, "%s", strchr(dimension->name, ' ') + 1));
  PetscCall(add(text, " | %s | ", row->dimension == DIMENSION_NONE ? "" : dimension->example));
  PetscCall(add(text, "%s | ", row->fallback ? row->fallback : ""));
  PetscCall(add_bounds(text, row));
  PetscCall(add(text, " | %s |\n", row->text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode write_keys(char **text)
{
  Text out = {0};

  PetscFunctionBeginUser;
  *text = NULL;
  for (int i = 0; i < SECTION_COUNT; i++) {
    const Section *section = schema_section((SectionId)i);

    PetscCall(add(&out, "%s### `%s`\n\n%s.\n", i == 0 ? "" : "\n",
                  section->path[0] ? section->path : "(top)", section->text));
    if (section->kind == SECTION_SHELF) continue;
    PetscCall(add(&out, "\n| key | what | unit, e.g. | default | allowed | meaning |\n"
                        "| --- | --- | --- | --- | --- | --- |\n"));
    for (size_t j = 0; j < schema_n_rows; j++)
      if (schema_rows[j].section == (SectionId)i) PetscCall(add_row(&out, &schema_rows[j]));
  }
  *text = out.text;
  PetscFunctionReturn(PETSC_SUCCESS);
}
