// SPDX-License-Identifier: GPL-3.0-or-later
// Reads values of more than one number: points, vectors, numbers by region, contents of a syringe, curves,
// outputs. Called by values_read() for the rows of those types.
#include "values.h"

#include "sij/casefile/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char text[48];
} Example;

/** Three of a dimension as they are written in one text, and in a list. */
static Example write_example_text(Dimension dimension)
{
  const DimensionRow *d       = units_dimension(dimension);
  Example             example = {"45 -34 -22 mm"};

  if (dimension != DIMENSION_LENGTH)
    (void)snprintf(example.text, sizeof example.text, "0 0 %g %s", -d->typical, d->example);
  return example;
}

static Example write_example_list(Dimension dimension)
{
  const DimensionRow *d       = units_dimension(dimension);
  Example             example = {"[45 mm, -34 mm, -22 mm]"};

  if (dimension != DIMENSION_LENGTH)
    (void)snprintf(example.text, sizeof example.text, "[0 %s, 0 %s, %g %s]", d->example, d->example,
                   -d->typical, d->example);
  return example;
}

static const char *name_of_three(Dimension dimension)
{
  return dimension == DIMENSION_LENGTH ? "a point" : "a vector";
}

/** "45 -34 -22 mm": three numbers and one unit. */
static PetscErrorCode read_point_text(Reader *reader, const Row *row, const Node *node, Vec3 *point,
                                      bool *fine)
{
  const char *rest = node->text;
  double      number;
  int         n = 0;

  PetscFunctionBeginUser;
  while (n < 3 && units_number(rest, &number, &rest)) point->x[n++] = number;
  *fine = n == 3;
  if (!*fine)
    PetscCall(node_fault(reader->problems, node, "found \"%s\"; wanted %s, for example %s",
                         words_shown(node->text).text, name_of_three(row->dimension),
                         write_example_text(row->dimension).text));
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
    PetscCall(read_point_text(reader, row, node, point, fine));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  if (!*fine)
    PetscCall(node_fault(reader->problems, node,
                         "found a %s of %d; wanted %s of three, for example %s",
                         node->kind == NODE_LIST ? "list" : "mapping", node->n,
                         name_of_three(row->dimension), write_example_list(row->dimension).text));
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

PetscErrorCode values_read_point(Reader *reader, const Row *row, const Node *node, void *element)
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(
    values_point(reader, row, node, NULL, (Vec3 *)(void *)((char *)element + row->offset), &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A vector that is a unit one already stays as it is, so that a resolved case reads back exactly. */
PetscErrorCode values_read_direction(Reader *reader, const Row *row, const Node *node,
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
  PetscCall(values_choose(reader, &word, REGION_COUNT + 1, names, &index));
  if (index >= 0 && index < REGION_COUNT)
    PetscCall(values_measure(reader, row, item, &value[index], &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_read_by_region(Reader *reader, const Row *row, const Node *node,
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
  PetscCall(values_choose(reader, &word, reader->input->n_drugs, names, &content->drug));
  if (content->drug < 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(values_concentration(reader, row, item, drug[content->drug].molar_mass,
                                 &content->concentration, &fine));
  if (fine) injection->n_contents++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_read_contents(Reader *reader, const Row *row, const Node *node, void *element)
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

PetscErrorCode values_read_nerves(Reader *reader, const Row *row, const Node *node, void *element)
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
    PetscCall(values_name(reader, item, source->nerve[source->n_nerves++]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_read_curve(Reader *reader, const Row *row, const Node *node, void *element)
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

PetscErrorCode values_read_tips(Reader *reader, const Row *row, const Node *node, void *element)
{
  Meshing *mesh = element;
  bool     fine = node->kind == NODE_LIST && node->n >= 1 && node->n <= CASE_TIPS;

  PetscFunctionBeginUser;
  if (!fine)
    PetscCall(node_fault(reader->problems, node, "wanted a list of 1 to %d points", CASE_TIPS));
  for (const Node *item = node->first; fine && item; item = item->next)
    PetscCall(values_point(reader, row, item, NULL, &mesh->tip[mesh->n_tips++], &fine));
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

static PetscErrorCode read_listed_outputs(Reader *reader, const Row *row, const Node *node,
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
static PetscErrorCode read_geometric_outputs(Reader *reader, const Row *row, const Node *node,
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
    PetscCall(values_whole(reader, &count, count_node, &n, &fine_too));
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

PetscErrorCode values_read_outputs(Reader *reader, const Row *row, const Node *node, void *element)
{
  Timing *timing = element;

  PetscFunctionBeginUser;
  if (!(timing->duration > 0.0)) PetscFunctionReturn(PETSC_SUCCESS);
  if (node->kind == NODE_LIST) PetscCall(read_listed_outputs(reader, row, node, timing));
  else if (node->kind == NODE_MAP) PetscCall(read_geometric_outputs(reader, row, node, timing));
  else if (node->text[0])
    PetscCall(node_fault(reader->problems, node,
                         "found \"%s\"; wanted a list of times, or {first: 10 s, count: 30}",
                         words_shown(node->text).text));
  close_outputs(timing);
  PetscFunctionReturn(PETSC_SUCCESS);
}
