// SPDX-License-Identifier: GPL-3.0-or-later
// Reads numbers, words and names of a case with their units and bounds; what does not fit becomes a sentence with
// what was found and what was wanted. rows.c, shapes.c and attachments.c build on these.
#include "values.h"

#include "sij/casefile/words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double DENSITY_OF_WATER = 1e3; // kg m^-3: docs/theory/sources.md, "Constants of laws"

/** Sentence for a node that is a list or a mapping, or empty, where one value is wanted. */
PetscErrorCode values_scalar(Reader *reader, const Node *node, const char *wanted, bool *fine)
{
  const char *found = node->kind == NODE_MAP ? "a mapping" : "a list";

  PetscFunctionBeginUser;
  *fine = node->kind == NODE_SCALAR && node->text[0];
  if (!*fine)
    PetscCall(node_fault(reader->problems, node, "found %s; wanted %s",
                         node->kind == NODE_SCALAR ? "nothing" : found, wanted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

Phrase values_wanted(Dimension dimension)
{
  const DimensionRow *row = units_dimension(dimension);
  Phrase              phrase;

  if (dimension == DIMENSION_NONE) (void)snprintf(phrase.text, sizeof phrase.text, "%s", row->name);
  else
    (void)snprintf(phrase.text, sizeof phrase.text, "%s, for example %g %s", row->name,
                   row->typical, row->example);
  return phrase;
}

Phrase values_bounds(const Units *units, const Row *row)
{
  const Bounds b    = row->bounds;
  const char  *unit = units_dimension(row->dimension)->example, *gap = unit[0] ? " " : "";
  const double low  = units_in_example(units, row->dimension, b.low);
  const double high = units_in_example(units, row->dimension, b.high);
  Phrase       phrase;
  int          used;

  if (b.low == 0.0)
    used = snprintf(phrase.text, sizeof phrase.text, "must %s",
                    b.low_open         ? "be positive"
                    : isfinite(b.high) ? "be at least 0"
                                       : "not be negative");
  else
    used = snprintf(phrase.text, sizeof phrase.text, "must be %s %.6g%s%s",
                    b.low_open ? "above" : "at least", low, gap, unit);
  if (isfinite(b.high))
    (void)snprintf(phrase.text + used, sizeof phrase.text - (size_t)used, " and %s %.6g%s%s",
                   b.high_open ? "below" : "at most", high, gap, unit);
  return phrase;
}

// A limit that is allowed is so in every unit: converted, 100 mL may be 1e-4 m^3 and a rounding more.
static bool is_within(Bounds b, double value)
{
  const double rounding = 1e-12;
  const bool   low      = b.low_open ? value > b.low : value >= b.low - rounding * fabs(b.low);
  const bool   high     = b.high_open ? value < b.high : value <= b.high + rounding * fabs(b.high);

  return low && high;
}

static PetscErrorCode check_bounds(Reader *reader, const Row *row, const Node *node, double value,
                                   bool *fine)
{
  PetscFunctionBeginUser;
  *fine = is_within(row->bounds, value);
  if (!*fine)
    PetscCall(node_fault(reader->problems, node, "found \"%s\"; %s", words_shown(node->text).text,
                         values_bounds(reader->units, row).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_measure(Reader *reader, Dimension dimension, const Node *node,
                                     const Measured *read)
{
  const DimensionRow *row    = units_dimension(dimension);
  const Phrase        wanted = values_wanted(dimension);
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
  PetscCall(values_scalar(reader, node, values_wanted(row->dimension).text, fine));
  if (!*fine) PetscFunctionReturn(PETSC_SUCCESS);
  read  = units_read(reader->units, node->text, row->dimension, molar_mass);
  *fine = read.verdict == UNITS_FINE;
  if (*fine) PetscCall(check_bounds(reader, row, node, read.value, fine));
  else PetscCall(report_measure(reader, row->dimension, node, &read));
  if (*fine && row->dimension == DIMENSION_CONCENTRATION &&
      read.value * molar_mass > 1.0000001 * DENSITY_OF_WATER) {
    PetscCall(
      node_fault(reader->problems, node,
                 "found \"%s\", which is %.3g kg/L: more than water weighs, and no solution; "
                 "wanted for example 20 mg/mL or 2 %%",
                 words_shown(node->text).text, read.value * molar_mass / 1e3));
    *fine = false;
  }
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

PetscErrorCode values_whole(Reader *reader, const Row *row, const Node *node, int *value,
                            bool *fine)
{
  char *end;
  long  number;

  PetscFunctionBeginUser;
  PetscCall(values_scalar(reader, node, "a whole number", fine));
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

/** Index of the node's word among n, or -1 and a problem. */
PetscErrorCode values_choose(Reader *reader, const Node *node, int n, const char *const words[],
                             int *index)
{
  bool fine;

  PetscFunctionBeginUser;
  *index = -1;
  PetscCall(values_scalar(reader, node, "a word", &fine));
  for (int i = 0; fine && i < n; i++)
    if (strcmp(node->text, words[i]) == 0) *index = i;
  if (fine && *index < 0)
    PetscCall(node_fault(reader->problems, node, "found \"%s\"%s", words_shown(node->text).text,
                         words_hint(node->text, n, words).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

bool values_is_name(const char *text)
{
  for (const char *c = text; *c; c++)
    if ((unsigned char)*c < 0x80 && !isalnum((unsigned char)*c) && !strchr("_-.", *c)) return false;
  return text[strspn(text, ".")] && strlen(text) < CASE_NAME;
}

PetscErrorCode values_name(Reader *reader, const Node *node, char name[CASE_NAME])
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(values_scalar(reader, node, "a name", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  fine = values_is_name(node->text);
  if (fine) (void)snprintf(name, CASE_NAME, "%s", node->text);
  else
    PetscCall(
      node_fault(reader->problems, node,
                 "found \"%s\"; a name is of letters, digits, _, - and ., not of points alone, at "
                 "most %d bytes",
                 words_shown(node->text).text, CASE_NAME - 1));
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
