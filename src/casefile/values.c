#include "values.h"

#include "words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Sentence for a node that is a list or a mapping, or empty, where one value is wanted. */
static PetscErrorCode check_scalar(Reader *reader, const Node *node, const char *wanted, bool *fine)
{
  const char *found = node->kind == NODE_MAP ? "a mapping" : "a list";

  PetscFunctionBeginUser;
  *fine = node->kind == NODE_SCALAR && node->text[0];
  if (!*fine)
    PetscCall(node_fault(reader->problems, node, "found %s; wanted %s",
                         node->kind == NODE_SCALAR ? "nothing" : found, wanted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

typedef struct {
  char text[96];
} Phrase;

/** "a length, for example 2 mm" */
static Phrase wanted_phrase(Dimension dimension)
{
  const DimensionRow *row = units_dimension(dimension);
  Phrase              phrase;

  if (dimension == DIMENSION_NONE) (void)snprintf(phrase.text, sizeof phrase.text, "%s", row->name);
  else
    (void)snprintf(phrase.text, sizeof phrase.text, "%s, for example %g %s", row->name,
                   row->typical, row->example);
  return phrase;
}

/** "must be positive", "must be at least 0.0001 m and at most 0.1 m" */
static Phrase bounds_phrase(const Row *row)
{
  const Bounds b    = row->bounds;
  const char  *unit = row->dimension == DIMENSION_NONE ? "" : units_dimension(row->dimension)->unit;
  const char  *gap  = unit[0] ? " " : "";
  Phrase       phrase;
  int          used = 0;

  if (b.low == 0.0 && isinf(b.high)) {
    (void)snprintf(phrase.text, sizeof phrase.text, "must %s",
                   b.low_open ? "be positive" : "not be negative");
    return phrase;
  }
  used = snprintf(phrase.text, sizeof phrase.text, "must be %s %g%s%s",
                  b.low_open ? "above" : "at least", b.low, gap, unit);
  if (isfinite(b.high))
    (void)snprintf(phrase.text + used, sizeof phrase.text - (size_t)used, " and %s %g%s%s",
                   b.high_open ? "below" : "at most", b.high, gap, unit);
  return phrase;
}

static bool is_within(Bounds b, double value)
{
  const bool low  = b.low_open ? value > b.low : value >= b.low;
  const bool high = b.high_open ? value < b.high : value <= b.high;

  return low && high;
}

static PetscErrorCode check_bounds(Reader *reader, const Row *row, const Node *node, double value,
                                   bool *fine)
{
  PetscFunctionBeginUser;
  *fine = is_within(row->bounds, value);
  if (!*fine)
    PetscCall(node_fault(reader->problems, node, "found \"%s\"; %s", words_shown(node->text).text,
                         bounds_phrase(row).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_measure(Reader *reader, Dimension dimension, const Node *node,
                                     const Measured *read)
{
  const DimensionRow *row    = units_dimension(dimension);
  const Phrase        wanted = wanted_phrase(dimension);
  const Shown         text   = words_shown(node->text);

  PetscFunctionBeginUser;
  switch (read->verdict) {
  case UNITS_FINE:
    break;
  case UNITS_NO_NUMBER:
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\", which does not begin with a "
                         "number; wanted %s",
                         text.text, wanted.text));
    break;
  case UNITS_NOT_FINITE:
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\", which is not a finite number; wanted %s", text.text,
                         wanted.text));
    break;
  case UNITS_BARE:
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\", which has no unit; write for example %g %s", text.text,
                         read->number, row->example));
    break;
  case UNITS_UNKNOWN:
    PetscCall(node_fault(reader->problems, node, "found \"%s\": \"%s\" is no known unit; wanted %s",
                         text.text, words_shown(read->unit).text, wanted.text));
    break;
  case UNITS_WRONG:
    PetscCall(node_fault(reader->problems, node, "found \"%s\", %s; wanted %s", text.text,
                         read->found ? read->found : "of another dimension", wanted.text));
    break;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure(Reader *reader, const Row *row, const Node *node, double molar_mass,
                              double *value, bool *fine)
{
  Measured read;

  PetscFunctionBeginUser;
  PetscCall(check_scalar(reader, node, wanted_phrase(row->dimension).text, fine));
  if (!*fine) PetscFunctionReturn(PETSC_SUCCESS);
  read  = units_read(reader->units, node->text, row->dimension, molar_mass);
  *fine = read.verdict == UNITS_FINE;
  if (*fine) PetscCall(check_bounds(reader, row, node, read.value, fine));
  else PetscCall(report_measure(reader, row->dimension, node, &read));
  if (*fine) *value = read.value;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_measure(Reader *reader, const Row *row, const Node *node, double *value,
                              bool *fine)
{
  PetscFunctionBeginUser;
  PetscCall(measure(reader, row, node, 0.0, value, fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_quantity(Reader *reader, const Row *row, const Node *node, void *element)
{
  double    *member = (double *)((char *)element + row->offset);
  const bool drug   = row->section == SECTION_DRUG;
  bool       fine;

  PetscFunctionBeginUser;
  PetscCall(
    measure(reader, row, node, drug ? ((CaseDrug *)element)->molar_mass : 0.0, member, &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_limit(Reader *reader, const Row *row, const Node *node, void *element)
{
  PetscFunctionBeginUser;
  if (node->kind == NODE_SCALAR && strcmp(node->text, "none") == 0)
    *(double *)((char *)element + row->offset) = INFINITY;
  else PetscCall(read_quantity(reader, row, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode whole_number(Reader *reader, const Row *row, const Node *node, int *value,
                                   bool *fine)
{
  char *end;
  long  number;

  PetscFunctionBeginUser;
  PetscCall(check_scalar(reader, node, "a whole number", fine));
  if (!*fine) PetscFunctionReturn(PETSC_SUCCESS);
  number = strtol(node->text, &end, 10);
  *fine  = end > node->text && !*end;
  if (!*fine)
    PetscCall(node_fault(reader->problems, node, "found \"%s\"; wanted a whole number",
                         words_shown(node->text).text));
  else PetscCall(check_bounds(reader, row, node, (double)number, fine));
  if (*fine) *value = (int)number;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_integer(Reader *reader, const Row *row, const Node *node, void *element)
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(whole_number(reader, row, node, (int *)(void *)((char *)element + row->offset), &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Index of the node's word among n, or -1 and a problem. */
static PetscErrorCode choose(Reader *reader, const Node *node, int n, const char *const words[],
                             int *index)
{
  bool fine;

  PetscFunctionBeginUser;
  *index = -1;
  PetscCall(check_scalar(reader, node, "a word", &fine));
  for (int i = 0; fine && i < n; i++)
    if (strcmp(node->text, words[i]) == 0) *index = i;
  if (fine && *index < 0)
    PetscCall(node_fault(reader->problems, node, "found \"%s\"%s", words_shown(node->text).text,
                         words_hint(node->text, n, words).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_word(Reader *reader, const Row *row, const Node *node, void *element)
{
  int n = 0, index;

  PetscFunctionBeginUser;
  while (row->words[n]) n++;
  PetscCall(choose(reader, node, n, row->words, &index));
  // an enum whose enumerators are not negative is an unsigned int to this compiler: same size
  if (index >= 0) memcpy((char *)element + row->offset, &index, sizeof index);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_region(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *names[REGION_COUNT];
  int         index;

  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++) names[i] = region_name((Region)i);
  PetscCall(choose(reader, node, REGION_COUNT, names, &index));
  *(Region *)(void *)((char *)element + row->offset) = index >= 0 ? (Region)index : REGION_NONE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_name(Reader *reader, const Node *node, char name[CASE_NAME])
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(check_scalar(reader, node, "a name", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  for (const char *c = node->text; *c; c++)
    if (!isalnum((unsigned char)*c) && !strchr("_-.", *c)) fine = false;
  if (strlen(node->text) >= CASE_NAME) fine = false;
  if (fine) (void)snprintf(name, CASE_NAME, "%s", node->text);
  else
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\"; a name is of letters, digits, _, - and ., at most %d",
                         words_shown(node->text).text, CASE_NAME - 1));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_name(Reader *reader, const Row *row, const Node *node, void *element)
{
  PetscFunctionBeginUser;
  PetscCall(copy_name(reader, node, (char *)element + row->offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode copy_text(Reader *reader, const Node *node, const char *text,
                                char copy[CASE_PATH])
{
  PetscFunctionBeginUser;
  if (strlen(text) < CASE_PATH) (void)snprintf(copy, CASE_PATH, "%s", text);
  else
    PetscCall(node_fault(reader->problems, node, "found a text of %zu characters; at most %d",
                         strlen(text), CASE_PATH - 1));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_text(Reader *reader, const Row *row, const Node *node, void *element)
{
  bool fine = node->kind == NODE_SCALAR;

  PetscFunctionBeginUser;
  if (!fine || node->text[0]) PetscCall(check_scalar(reader, node, "a text", &fine));
  if (fine) PetscCall(copy_text(reader, node, node->text, (char *)element + row->offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A file named in a case file lies relative to that; one named on the command line to us. */
static PetscErrorCode read_file(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *slash  = node->line > 0 ? strrchr(node->file, '/') : NULL;
  const bool  joined = node->kind == NODE_SCALAR && node->text[0] && node->text[0] != '/' && slash;
  char        path[2 * CASE_PATH];

  PetscFunctionBeginUser;
  if (joined && strlen(node->file) + strlen(node->text) < sizeof path) {
    (void)snprintf(path, sizeof path, "%.*s/%s", (int)(slash - node->file), node->file, node->text);
    PetscCall(copy_text(reader, node, path, (char *)element + row->offset));
  } else PetscCall(read_text(reader, row, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** "45 -34 -22 mm": three numbers and one unit. */
static PetscErrorCode point_from_text(Reader *reader, const Row *row, const Node *node, Vec3 *point,
                                      bool *fine)
{
  const char *rest = node->text;
  double      number;
  int         n = 0;

  PetscFunctionBeginUser;
  while (n < 3 && units_number(rest, &number, &rest)) point->x[n++] = number;
  *fine = n == 3;
  if (!*fine)
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\"; wanted a point, for example 45 -34 -22 mm",
                         words_shown(node->text).text));
  for (int i = 0; *fine && i < 3; i++) {
    char item[96];
    Node scalar = *node;

    (void)snprintf(item, sizeof item, "%.17g %.40s", point->x[i], rest);
    scalar.text = item;
    PetscCall(values_measure(reader, row, &scalar, &point->x[i], fine));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_point(Reader *reader, const Row *row, const Node *node, const char *unit,
                            Vec3 *point, bool *fine)
{
  int i = 0;

  PetscFunctionBeginUser;
  *fine = node->kind == NODE_LIST && node->n == 3;
  if (node->kind == NODE_SCALAR) {
    PetscCall(point_from_text(reader, row, node, point, fine));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  if (!*fine)
    PetscCall(node_fault(reader->problems, node,
                         "found a %s of %d; wanted a point of three, for example [45 mm, -34 mm, "
                         "-22 mm]",
                         node->kind == NODE_LIST ? "list" : "mapping", node->n));
  for (const Node *item = node->first; *fine && item; item = item->next, i++) {
    char        text[96];
    Node        scalar = *item;
    const char *rest;
    double      number;

    if (unit && units_number(item->text, &number, &rest) && !rest[0]) {
      (void)snprintf(text, sizeof text, "%.40s %.40s", item->text, unit);
      scalar.text = text;
    }
    PetscCall(values_measure(reader, row, &scalar, &point->x[i], fine));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_point(Reader *reader, const Row *row, const Node *node, void *element)
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(
    values_point(reader, row, node, NULL, (Vec3 *)(void *)((char *)element + row->offset), &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A vector that is a unit one already stays as it is, so that a resolved case reads back exactly. */
static PetscErrorCode read_direction(Reader *reader, const Row *row, const Node *node,
                                     void *element)
{
  Vec3  *member = (Vec3 *)(void *)((char *)element + row->offset), v = {{0}};
  bool   fine = node->kind == NODE_LIST && node->n == 3;
  double norm;
  int    i = 0;

  PetscFunctionBeginUser;
  if (!fine) PetscCall(node_fault(reader->problems, node, "wanted three numbers, as [0, 1, 0]"));
  for (const Node *item = node->first; fine && item; item = item->next)
    PetscCall(values_measure(reader, row, item, &v.x[i++], &fine));
  norm = vec3_norm(v);
  if (fine && !isfinite(norm))
    PetscCall(node_fault(reader->problems, node, "is too long a vector"));
  else if (fine) *member = fabs(norm - 1.0) < 1e-14 ? v : vec3_unit(v);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_region_value(Reader *reader, const Row *row, const Node *item,
                                        double value[REGION_COUNT])
{
  const char *names[REGION_COUNT + 1];
  Node        word = *item;
  bool        fine;
  int         index;

  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++) names[i] = region_name((Region)i);
  names[REGION_COUNT] = "default";
  word.kind           = NODE_SCALAR;
  word.text           = item->key;
  PetscCall(choose(reader, &word, REGION_COUNT + 1, names, &index));
  if (index >= 0 && index < REGION_COUNT)
    PetscCall(values_measure(reader, row, item, &value[index], &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_by_region(Reader *reader, const Row *row, const Node *node,
                                     void *element)
{
  double     *value      = (double *)(void *)((char *)element + row->offset);
  const Node  preset     = {.kind = NODE_SCALAR, .text = row->fallback, .file = "", .path = ""};
  const Node *common     = node->kind == NODE_MAP ? node_child(node, "default") : node;
  double      everywhere = 0.0;
  bool        fine;

  PetscFunctionBeginUser;
  PetscCall(values_measure(reader, row, common ? common : &preset, &everywhere, &fine));
  for (int i = 0; i < REGION_COUNT; i++) value[i] = everywhere;
  for (const Node *item = node->first; node->kind == NODE_MAP && item; item = item->next)
    PetscCall(read_region_value(reader, row, item, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Inner diameters of regular-wall hypodermic needles, mm: the common gauge chart (docs/casefile.md).
static const struct {
  int    gauge;
  double bore;
} NEEDLES[] = {{18, 0.838e-3}, {19, 0.686e-3}, {20, 0.603e-3}, {21, 0.514e-3}, {22, 0.413e-3},
               {23, 0.337e-3}, {24, 0.311e-3}, {25, 0.260e-3}, {26, 0.260e-3}, {27, 0.210e-3}};

double values_needle_bore(int gauge)
{
  for (size_t i = 0; i < sizeof NEEDLES / sizeof NEEDLES[0]; i++)
    if (NEEDLES[i].gauge == gauge) return NEEDLES[i].bore;
  return 0.0;
}

static PetscErrorCode read_gauge(Reader *reader, const Row *row, const Node *node, void *element)
{
  int  gauge = 0;
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(whole_number(reader, row, node, &gauge, &fine));
  if (fine) *(double *)(void *)((char *)element + row->offset) = values_needle_bore(gauge);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_content(Reader *reader, const Row *row, const Node *item,
                                   Injection *injection)
{
  const CaseDrug *drug = reader->input->drug;
  const char     *names[CASE_DRUGS];
  Node            word    = *item;
  Content        *content = &injection->content[injection->n_contents];
  bool            fine;

  PetscFunctionBeginUser;
  for (int i = 0; i < reader->input->n_drugs; i++) names[i] = drug[i].name;
  word.kind = NODE_SCALAR;
  word.text = item->key;
  PetscCall(choose(reader, &word, reader->input->n_drugs, names, &content->drug));
  if (content->drug < 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(
    measure(reader, row, item, drug[content->drug].molar_mass, &content->concentration, &fine));
  if (fine) injection->n_contents++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_contents(Reader *reader, const Row *row, const Node *node, void *element)
{
  PetscFunctionBeginUser;
  if (node->kind != NODE_MAP)
    PetscCall(node_fault(reader->problems, node,
                         "wanted a mapping of drugs, for example {lidocaine: 20 mg/mL}"));
  else if (node->n > CASE_CONTENTS)
    PetscCall(node_fault(reader->problems, node, "holds %d drugs; at most %d in one syringe",
                         node->n, CASE_CONTENTS));
  else
    for (const Node *item = node->first; item; item = item->next)
      PetscCall(read_content(reader, row, item, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_nerves(Reader *reader, const Row *row, const Node *node, void *element)
{
  PainSource *source = element;
  const int   most   = (int)(sizeof source->nerve / sizeof source->nerve[0]);

  PetscFunctionBeginUser;
  (void)row;
  if (node->kind != NODE_LIST || node->n > most) {
    PetscCall(node_fault(reader->problems, node, "wanted a list of at most %d names", most));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  for (const Node *item = node->first; item; item = item->next)
    PetscCall(copy_name(reader, item, source->nerve[source->n_nerves++]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_curve(Reader *reader, const Row *row, const Node *node, void *element)
{
  CaseTarget *target = element;
  const Node *unit   = node_child(reader->holder, "unit");
  bool        fine   = node->kind == NODE_LIST && node->n >= 2 && node->n <= CASE_CURVE;

  PetscFunctionBeginUser;
  if (!fine)
    PetscCall(node_fault(reader->problems, node, "wanted a list of 2 to %d points", CASE_CURVE));
  for (const Node *item = node->first; fine && item; item = item->next)
    PetscCall(values_point(reader, row, item, unit ? unit->text : NULL,
                           &target->point[target->n_points++], &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Sorted times after 0 are in timing->output; 0 and the duration are put around them. */
static PetscErrorCode check_outputs(Reader *reader, const Node *node, Timing *timing)
{
  double *t = timing->output;
  int     n = timing->n_outputs;

  PetscFunctionBeginUser;
  for (int i = 1; i < n; i++)
    if (!(t[i] > t[i - 1])) {
      PetscCall(node_fault(reader->problems, node,
                           "output %d (%g s) is not after the one before it "
                           "(%g s); wanted increasing times",
                           i + 1, t[i], t[i - 1]));
      break;
    }
  if (n > 0 && t[n - 1] > timing->duration)
    PetscCall(node_fault(reader->problems, node,
                         "the last output, %g s, is after time.duration, "
                         "%g s",
                         t[n - 1], timing->duration));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void close_outputs(Timing *timing)
{
  double *t = timing->output;

  if (timing->n_outputs == 0 || t[0] > 0.0) {
    memmove(t + 1, t, sizeof *t * (size_t)timing->n_outputs++);
    t[0] = 0.0;
  }
  if (t[timing->n_outputs - 1] < timing->duration) t[timing->n_outputs++] = timing->duration;
}

static PetscErrorCode listed_outputs(Reader *reader, const Row *row, const Node *node,
                                     Timing *timing)
{
  bool fine = node->n <= CASE_OUTPUTS - 2;

  PetscFunctionBeginUser;
  if (!fine)
    PetscCall(
      node_fault(reader->problems, node, "holds %d times; at most %d", node->n, CASE_OUTPUTS - 2));
  for (const Node *item = node->first; fine && item; item = item->next)
    PetscCall(values_measure(reader, row, item, &timing->output[timing->n_outputs++], &fine));
  if (fine) PetscCall(check_outputs(reader, node, timing));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** {first: 10 s, count: 30}: a geometric sequence from first to the duration. */
static PetscErrorCode geometric_outputs(Reader *reader, const Row *row, const Node *node,
                                        Timing *timing)
{
  static const char *const KEYS[] = {"first", "count"};
  const Row   count = {.section = row->section, .bounds = {2.0, CASE_OUTPUTS - 2, false, false}};
  const Node *first_node = node_child(node, "first"), *count_node = node_child(node, "count");
  double      first = 0.0;
  int         n     = 0;
  bool        fine = first_node && count_node, fine_too = true;

  PetscFunctionBeginUser;
  for (const Node *item = node->first; item; item = item->next)
    if (strcmp(item->key, "first") != 0 && strcmp(item->key, "count") != 0)
      PetscCall(node_fault(reader->problems, item, "is not a known key%s",
                           words_hint(item->key, 2, KEYS).text));
  if (!fine)
    PetscCall(node_fault(reader->problems, node, "needs both, as {first: 10 s, count: 30}"));
  else {
    PetscCall(values_measure(reader, row, first_node, &first, &fine));
    PetscCall(whole_number(reader, &count, count_node, &n, &fine_too));
  }
  fine = fine && fine_too;
  if (fine && !(first > 0.0 && first < timing->duration)) {
    fine = false;
    PetscCall(node_fault(reader->problems, first_node,
                         "found \"%s\"; must be above 0 and below time.duration",
                         words_shown(first_node->text).text));
  }
  for (int i = 0; fine && i < n - 1; i++)
    timing->output[timing->n_outputs++] = first * pow(timing->duration / first, i / (n - 1.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_outputs(Reader *reader, const Row *row, const Node *node, void *element)
{
  Timing *timing = element;

  PetscFunctionBeginUser;
  if (!(timing->duration > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  if (node->kind == NODE_LIST) PetscCall(listed_outputs(reader, row, node, timing));
  else if (node->kind == NODE_MAP) PetscCall(geometric_outputs(reader, row, node, timing));
  else if (node->text[0])
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\"; wanted a list of times, or {first: 10 s, count: 30}",
                         words_shown(node->text).text));
  close_outputs(timing);
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What files are merged by; used up by then, or read by the element as a whole. */
static PetscErrorCode read_nothing(Reader *reader, const Row *row, const Node *node, void *element)
{
  (void)reader;
  (void)row;
  (void)node;
  (void)element;
  return PETSC_SUCCESS;
}

PetscErrorCode values_read(Reader *reader, const Row *row, const Node *node, void *element)
{
  static PetscErrorCode (*const READ[])(Reader *, const Row *, const Node *, void *) = {
    [TYPE_QUANTITY] = read_quantity,   [TYPE_LIMIT] = read_limit,
    [TYPE_INTEGER] = read_integer,     [TYPE_WORD] = read_word,
    [TYPE_NAME] = read_name,           [TYPE_TEXT] = read_text,
    [TYPE_FILE] = read_file,           [TYPE_POINT] = read_point,
    [TYPE_DIRECTION] = read_direction, [TYPE_REGION] = read_region,
    [TYPE_BY_REGION] = read_by_region, [TYPE_GAUGE] = read_gauge,
    [TYPE_CONTENTS] = read_contents,   [TYPE_NERVES] = read_nerves,
    [TYPE_CURVE] = read_curve,         [TYPE_OUTPUTS] = read_outputs,
    [TYPE_MERGED] = read_nothing};

  PetscFunctionBeginUser;
  PetscCall(READ[row->type](reader, row, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}
