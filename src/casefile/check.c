// SPDX-License-Identifier: GPL-3.0-or-later
// Checks one element of a case as a whole (needle position, defects, targets), and elements against one
// another (names, products of drugs, weights of pain). Runs after load.c has read the rows of an element.
#include "check.h"

#include "sij/casefile/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/** Of a spinal needle, where the case gives neither a gauge nor a bore. */
enum { USUAL_GAUGE = 22 };

/** entry + depth * direction. */
static PetscErrorCode aim_needle(Reader *reader, const Node *node, Injection *injection)
{
  static const Row DEPTH = {.section   = SECTION_INJECTION,
                            .key       = "depth",
                            .dimension = DIMENSION_LENGTH,
                            .bounds    = {0.0, 0.5, true, false}};
  const Node      *entry = node_child(node, "entry"), *depth = node_child(node, "depth");
  bool             fine_entry, fine_depth;
  double           length = 0.0;
  Vec3             from   = {{0}};

  PetscFunctionBeginUser;
  if (!entry || !depth || !injection->aimed) {
    PetscCall(node_fault(reader->problems, node, "an entry needs a direction and a depth as well"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(
    values_point(reader, schema_row(SECTION_INJECTION, "tip"), entry, NULL, &from, &fine_entry));
  PetscCall(values_measure(reader, &DEPTH, depth, &length, &fine_depth));
  injection->tip = vec3_sum(from, vec3_scaled(injection->direction, length));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_needle_position(Reader *reader, const Node *node, Injection *injection)
{
  const bool site = injection->site[0], tip = node_child(node, "tip");
  const bool entry = node_child(node, "entry") || node_child(node, "depth");
  const int  ways  = site + tip + entry;

  PetscFunctionBeginUser;
  injection->aimed = vec3_norm(injection->direction) > 0.0;
  if (ways == 0)
    PetscCall(
      node_fault(reader->problems, node,
                 "has no needle position; give site, or tip, or entry, direction and depth"));
  else if (ways > 1)
    PetscCall(node_fault(reader->problems, node, "has two needle positions (%s%s%s); give one",
                         site ? "site" : "tip", site && tip ? " and tip" : "",
                         entry ? " and entry" : ""));
  else if (site && injection->aimed)
    PetscCall(
      node_fault(reader->problems, node, "has a site and a direction; a site brings its own"));
  else if (entry) PetscCall(aim_needle(reader, node, injection));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_needle(Reader *reader, const Node *node, Injection *injection)
{
  PetscFunctionBeginUser;
  if (node_find(node, "needle.gauge") && node_find(node, "needle.bore"))
    PetscCall(node_fault(reader->problems, node, "needle has a gauge and a bore; give one"));
  if (injection->needle_bore == 0.0) injection->needle_bore = values_needle_bore(USUAL_GAUGE);
  PetscCall(check_needle_law(reader, node, injection));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_injection(Reader *reader, const Node *node, Injection *injection)
{
  const InjectionSchedule schedule = case_schedule(injection);
  const double            end      = injection_end(&schedule);
  const double            duration = reader->input->timing.duration;
  const int               number   = (int)(injection - reader->input->injection) + 1;

  PetscFunctionBeginUser;
  if (!injection->name[0])
    (void)snprintf(injection->name, sizeof injection->name, "injection_%d", number);
  PetscCall(check_needle_position(reader, node, injection));
  PetscCall(check_needle(reader, node, injection));
  if (duration > 0.0 && end > duration)
    PetscCall(node_fault(reader->problems, node,
                         "ends at %g s (start + volume / rate), after time.duration, %g s", end,
                         duration));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_defect(Reader *reader, const Node *node, Defect *defect)
{
  const int  number   = (int)(defect - reader->input->defect) + 1;
  const bool landmark = defect->landmark[0], centre = node_child(node, "centre");

  PetscFunctionBeginUser;
  if (!defect->name[0]) (void)snprintf(defect->name, sizeof defect->name, "defect_%d", number);
  if (landmark == centre)
    PetscCall(node_fault(
      reader->problems, node,
      landmark
        ? "has a place and a centre; give one"
        : "has no position; give place (dorsal, superior, ventral or ventral_caudal) or centre"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_target(Reader *reader, const Node *node, const CaseTarget *target)
{
  const bool curve = target->n_points > 0, region = target->region != REGION_NONE;

  PetscFunctionBeginUser;
  if (curve == region)
    PetscCall(
      node_fault(reader->problems, node,
                 curve ? "has a curve and a region; give one" : "needs a curve or a region"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Along over across or the reverse: of muscle and tendon below 10. Beyond, the discrete operator loses its accuracy. */
static PetscErrorCode check_anisotropy(Reader *reader, const Node *node, const Tissue *tissue)
{
  const double most  = 1e6;
  const double ratio = tissue->conductivity_along / tissue->conductivity_across;

  PetscFunctionBeginUser;
  if (ratio > most || ratio < 1.0 / most)
    PetscCall(node_fault(reader->problems, node,
                         "conductivity_along is %.3g times conductivity_across; wanted at most a "
                         "factor of %g between them",
                         ratio, most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_tissue(Reader *reader, const Node *node, const Tissue *tissue)
{
  PetscFunctionBeginUser;
  PetscCall(check_flow_laws(reader, node, tissue));
  PetscCall(check_anisotropy(reader, node, tissue));
  PetscCall(check_skeleton(reader, node, tissue));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_drug(Reader *reader, const Node *node, const CaseDrug *drug)
{
  PetscFunctionBeginUser;
  PetscCall(check_drug_laws(reader, node, drug));
  if (drug->becomes[0] && !(drug->hydrolysis > 0.0))
    PetscCall(node_fault(reader->problems, node, "becomes %s, so it needs a rate of hydrolysis",
                         drug->becomes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_numerics(Reader *reader, const Node *node, const Numerics *numerics)
{
  PetscFunctionBeginUser;
  if (numerics->step_first > numerics->step_max)
    PetscCall(node_fault(reader->problems, node, "step_first, %g s, is above step_max, %g s",
                         numerics->step_first, numerics->step_max));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_element(Reader *reader, SectionId section, const Node *node, void *element)
{
  PetscFunctionBeginUser;
  switch (section) {
  case SECTION_INJECTION:
    PetscCall(check_injection(reader, node, element));
    break;
  case SECTION_DEFECT:
    PetscCall(check_defect(reader, node, element));
    break;
  case SECTION_TARGET:
    PetscCall(check_target(reader, node, element));
    break;
  case SECTION_TISSUE:
    PetscCall(check_tissue(reader, node, element));
    break;
  case SECTION_DRUG:
    PetscCall(check_drug(reader, node, element));
    break;
  case SECTION_SPRING:
    PetscCall(check_spring(reader, node, element));
    break;
  case SECTION_LOAD:
    PetscCall(check_load(reader, node, element));
    break;
  case SECTION_NUMERICS:
    PetscCall(check_numerics(reader, node, element));
    break;
  default:
    break;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Node *element_node(const Node *root, const char *section, int i)
{
  const Node *node = node_find(root, section);

  node = node ? node->first : NULL;
  while (node && i-- > 0) node = node->next;
  return node ? node : root;
}

static PetscErrorCode check_products(Reader *reader, const Node *root)
{
  const Case *input = reader->input;
  const char *names[CASE_DRUGS];

  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_drugs; i++) names[i] = input->drug[i].name;
  for (int i = 0; i < input->n_drugs; i++) {
    const char *becomes = input->drug[i].becomes;
    const Node *node = element_node(root, "drugs", i), *word = node_child(node, "becomes");
    int         at = i, steps = 0;

    if (!becomes[0]) continue;
    if (word) node = word;
    if (case_drug(input, becomes) < 0)
      PetscCall(node_fault(reader->problems, node, "becomes \"%s\", which is no drug here%s",
                           becomes, words_hint(becomes, input->n_drugs, names).text));
    while (at >= 0 && input->drug[at].becomes[0] && steps <= input->n_drugs) {
      at = case_drug(input, input->drug[at].becomes);
      steps++;
    }
    if (steps > input->n_drugs)
      PetscCall(
        node_fault(reader->problems, node, "leads back to the drug itself; wanted another drug"));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_given(const Row *row, const CaseDrug *drug)
{
  const char *member = (const char *)drug + row->offset;

  if (row->type == TYPE_NAME) return member[0];
  return *(const double *)(const void *)member > 0.0;
}

/** Constants a drug cannot do without once it is used; a library may hold others unfinished. */
static PetscErrorCode check_used_drugs(Reader *reader, const Node *root)
{
  const Case *input = reader->input;

  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_drugs; i++) {
    const CaseDrug *drug = &input->drug[i];

    for (size_t j = 0; j < schema_n_rows && case_uses_drug(input, i); j++) {
      const Row *row = &schema_rows[j];

      if ((row->needed & 1u << drug->kind) && !is_given(row, drug))
        PetscCall(node_fault(reader->problems, element_node(root, "drugs", i),
                             "is used, so it needs a positive %s (%s)", row->key, row->text));
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_pain(Reader *reader, const Node *root)
{
  const Case *input = reader->input;
  double      sum   = 0.0;

  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_sources; i++) sum += input->source[i].weight;
  if (input->n_sources > 0 && fabs(sum - 1.0) > 1e-6)
    PetscCall(node_fault(reader->problems, node_find(root, "pain.sources"),
                         "weights add up to %.9g; they must add up to 1", sum));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What is faulty in itself may have no name yet. */
static bool is_same_name(const char *a, const char *b)
{
  return a[0] && strcmp(a, b) == 0;
}

static PetscErrorCode check_names(Reader *reader, const Node *root)
{
  const Case *input = reader->input;

  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_injections; i++)
    for (int j = 0; j < i; j++)
      if (is_same_name(input->injection[i].name, input->injection[j].name))
        PetscCall(node_fault(reader->problems, element_node(root, "injections", i),
                             "has the name of another injection, %s", input->injection[i].name));
  for (int i = 0; i < input->n_defects; i++)
    for (int j = 0; j < i; j++)
      if (is_same_name(input->defect[i].name, input->defect[j].name))
        PetscCall(node_fault(reader->problems, element_node(root, "defects", i),
                             "has the name of another defect, %s", input->defect[i].name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The least number of steps is known before any: a run of years in seconds would never end. */
static PetscErrorCode check_step_count(Reader *reader, const Node *root)
{
  const double most  = 1e6;
  const double count = reader->input->timing.duration / reader->input->numerics.step_max;
  const Node  *node  = node_find(root, "time.duration");

  PetscFunctionBeginUser;
  if (count > most)
    PetscCall(node_fault(reader->problems, node ? node : root,
                         "%g s take at least %.3g steps of numerics.step_max, %g s; wanted at most "
                         "%g steps",
                         reader->input->timing.duration, count, reader->input->numerics.step_max,
                         most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_case(Reader *reader, const Node *root)
{
  const int before = reader->problems->count;

  PetscFunctionBeginUser;
  PetscCall(check_names(reader, root));
  if (before == 0) PetscCall(orifices_open(reader, root));
  if (before == 0) PetscCall(check_step_count(reader, root));
  if (before == 0) PetscCall(check_pain(reader, root));
  PetscCall(check_products(reader, root));
  if (before == 0) PetscCall(check_mechanics(reader, root));
  if (before == 0) PetscCall(check_used_drugs(reader, root));
  PetscFunctionReturn(PETSC_SUCCESS);
}
