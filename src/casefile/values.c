// SPDX-License-Identifier: GPL-3.0-or-later
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
static Phrase phrase_wanted(Dimension dimension)
{
  const DimensionRow *row = units_dimension(dimension);
  Phrase              phrase;

  if (dimension == DIMENSION_NONE) (void)snprintf(phrase.text, sizeof phrase.text, "%s", row->name);
  else
    (void)snprintf(phrase.text, sizeof phrase.text, "%s, for example %g %s", row->name,
                   row->typical, row->example);
  return phrase;
}

/** "must be positive", "must be at least 0.1 mm and at most 100 mm" */
static Phrase phrase_bounds(const Reader *reader, const Row *row)
{
  const Bounds b    = row->bounds;
  const char  *unit = units_dimension(row->dimension)->example, *gap = unit[0] ? " " : "";
  const double low  = units_in_example(reader->units, row->dimension, b.low);
  const double high = units_in_example(reader->units, row->dimension, b.high);
  Phrase       phrase;
  int          used;

  if (b.low == 0.0)
    used = snprintf(phrase.text, sizeof phrase.text, "must %s",
                    b.low_open ? "be positive" : "not be negative");
  else
    used = snprintf(phrase.text, sizeof phrase.text, "must be %s %.6g%s%s",
                    b.low_open ? "above" : "at least", low, gap, unit);
  if (isfinite(b.high))
    (void)snprintf(phrase.text + used, sizeof phrase.text - (size_t)used, " and %s %.6g%s%s",
                   b.high_open ? "below" : "at most", high, gap, unit);
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
                         phrase_bounds(reader, row).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_measure(Reader *reader, Dimension dimension, const Node *node,
                                     const Measured *read)
{
  const DimensionRow *row    = units_dimension(dimension);
  const Phrase        wanted = phrase_wanted(dimension);
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
    if (read->unit[0] == ',')
      PetscCall(node_fault(reader->problems, node,
                           "found \"%s\"; decimals are written with a point", text.text));
    else
      PetscCall(node_fault(reader->problems, node,
                           "found \"%s\": \"%s\" is no known unit; wanted %s", text.text,
                           words_shown(read->unit).text, wanted.text));
    break;
  case UNITS_WRONG:
    PetscCall(node_fault(reader->problems, node, "found \"%s\", %s; wanted %s", text.text,
                         read->found ? read->found : "of another dimension", wanted.text));
    break;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_concentration(Reader *reader, const Row *row, const Node *node,
                                    double molar_mass, double *value, bool *fine)
{
  Measured read;

  PetscFunctionBeginUser;
  PetscCall(check_scalar(reader, node, phrase_wanted(row->dimension).text, fine));
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
  PetscCall(values_concentration(reader, row, node, 0.0, value, fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_quantity(Reader *reader, const Row *row, const Node *node, void *element)
{
  double    *member = (double *)((char *)element + row->offset);
  const bool drug   = row->section == SECTION_DRUG;
  bool       fine;

  PetscFunctionBeginUser;
  PetscCall(values_concentration(reader, row, node, drug ? ((CaseDrug *)element)->molar_mass : 0.0,
                                 member, &fine));
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

PetscErrorCode values_whole(Reader *reader, const Row *row, const Node *node, int *value,
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
  PetscCall(values_whole(reader, row, node, (int *)(void *)((char *)element + row->offset), &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Index of the node's word among n, or -1 and a problem. */
PetscErrorCode values_choose(Reader *reader, const Node *node, int n, const char *const words[],
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
  PetscCall(values_choose(reader, node, n, row->words, &index));
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
  PetscCall(values_choose(reader, node, REGION_COUNT, names, &index));
  *(Region *)(void *)((char *)element + row->offset) = index >= 0 ? (Region)index : REGION_NONE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_surface(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *names[SURFACE_COUNT];
  int         index;

  PetscFunctionBeginUser;
  for (int i = 0; i < SURFACE_COUNT; i++) names[i] = surface_name((Surface)i);
  PetscCall(values_choose(reader, node, SURFACE_COUNT, names, &index));
  *(Surface *)(void *)((char *)element + row->offset) = index >= 0 ? (Surface)index : SURFACE_NONE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_flag(Reader *reader, const Row *row, const Node *node, void *element)
{
  static const char *const FLAGS[] = {"false", "true"};
  int                      index;

  PetscFunctionBeginUser;
  PetscCall(values_choose(reader, node, 2, FLAGS, &index));
  *(bool *)(void *)((char *)element + row->offset) = index == 1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_name(Reader *reader, const Node *node, char name[CASE_NAME])
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
  PetscCall(values_name(reader, node, (char *)element + row->offset));
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

/** A file named in a case file lies relative to that; one named on the command line to us. What is
 * there is kept by its full path, so that the resolved case may be read from another folder. */
static PetscErrorCode read_file(Reader *reader, const Row *row, const Node *node, void *element)
{
  const char *slash  = node->line > 0 ? strrchr(node->file, '/') : NULL;
  const bool  joined = node->kind == NODE_SCALAR && node->text[0] != '/' && slash;
  char        path[PETSC_MAX_PATH_LEN], full[PETSC_MAX_PATH_LEN];
  PetscBool   there = PETSC_FALSE;

  PetscFunctionBeginUser;
  if (node->kind != NODE_SCALAR || !node->text[0] || strlen(node->text) >= CASE_PATH) {
    PetscCall(read_text(reader, row, node, element));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  (void)snprintf(path, sizeof path, "%.*s%s", joined ? (int)(slash - node->file) + 1 : 0,
                 node->file, node->text);
  PetscCall(PetscTestFile(path, '\0', &there));
  if (there) PetscCall(PetscGetRealPath(path, full));
  PetscCall(copy_text(reader, node, there ? full : path, (char *)element + row->offset));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Inner diameters of regular-wall hypodermic needles, mm: the common gauge chart (docs/user/casefile.md).
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
  PetscCall(values_whole(reader, row, node, &gauge, &fine));
  if (fine) *(double *)(void *)((char *)element + row->offset) = values_needle_bore(gauge);
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
  static PetscErrorCode (*const READ[])(Reader *, const Row *, const Node *,
                                        void *) = {[TYPE_QUANTITY]   = read_quantity,
                                                   [TYPE_LIMIT]      = read_limit,
                                                   [TYPE_INTEGER]    = read_integer,
                                                   [TYPE_WORD]       = read_word,
                                                   [TYPE_NAME]       = read_name,
                                                   [TYPE_TEXT]       = read_text,
                                                   [TYPE_FILE]       = read_file,
                                                   [TYPE_FLAG]       = read_flag,
                                                   [TYPE_POINT]      = values_read_point,
                                                   [TYPE_VECTOR]     = values_read_point,
                                                   [TYPE_DIRECTION]  = values_read_direction,
                                                   [TYPE_REGION]     = read_region,
                                                   [TYPE_SURFACE]    = read_surface,
                                                   [TYPE_ATTACHMENT] = values_read_attachment,
                                                   [TYPE_BY_REGION]  = values_read_by_region,
                                                   [TYPE_GAUGE]      = read_gauge,
                                                   [TYPE_CONTENTS]   = values_read_contents,
                                                   [TYPE_NERVES]     = values_read_nerves,
                                                   [TYPE_CURVE]      = values_read_curve,
                                                   [TYPE_OUTPUTS]    = values_read_outputs,
                                                   [TYPE_COURSE]     = values_read_course,
                                                   [TYPE_MERGED]     = read_nothing};

  PetscFunctionBeginUser;
  PetscCall(READ[row->type](reader, row, node, element));
  PetscFunctionReturn(PETSC_SUCCESS);
}
