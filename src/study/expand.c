// SPDX-License-Identifier: GPL-3.0-or-later
// Expands the factors of a study to its cases: an odometer over arms, levels and points of the hypercube, and for each
// case the overrides that make it of the baseline.
#include "expand.h"

#include "read.h"
#include "sample.h"

#include "sij/casefile/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OVERRIDES = 256, LINE = 1024 };

/** A case while its overrides are gathered. */
typedef struct {
  Study      *study;
  const Case *baseline;
  Problems   *problems;
  const Node *arm; // NULL: the study has none
  int         n;
  const char *override[OVERRIDES];
} Making;

static PetscErrorCode add_override(Making *to, const char *key, const char *value)
{
  const size_t length = strlen(key) + strlen(value) + 2;
  void        *line;

  PetscFunctionBeginUser;
  PetscCheck(to->n < OVERRIDES, PETSC_COMM_SELF, PETSC_ERR_SUP, "a case has more than %d overrides",
             OVERRIDES);
  PetscCall(tree_take(&to->study->tree, length, &line));
  (void)snprintf(line, length, "%s=%s", key, value);
  to->override[to->n++] = line;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The list of injections that the arm brings, or else `set:`; NULL: that of the baseline.
static const Node *find_injections(const Making *to)
{
  const Node *const map[] = {to->arm, to->study->set};

  for (int i = 0; i < 2; i++) {
    const Node *own = map[i] ? node_child(map[i], "injections") : NULL;

    if (own && own->kind == NODE_LIST) return own;
  }
  return NULL;
}

static int count_injections(const Making *to)
{
  const Node *own = find_injections(to);

  return own ? own->n : to->baseline->n_injections;
}

static const char *name_injection(const Making *to, int i)
{
  const Node *own = find_injections(to), *name;

  if (!own) return to->baseline->injection[i].name;
  own = own->first;
  while (i-- > 0) own = own->next;
  name = node_child(own, "name");
  return name ? name->text : "";
}

static PetscErrorCode report_injection(const Making *to, const Node *node, const char *word)
{
  const char *known[CASE_INJECTIONS];
  int         n = 0;

  PetscFunctionBeginUser;
  for (int i = 0; i < count_injections(to) && n < CASE_INJECTIONS; i++)
    known[n++] = name_injection(to, i);
  PetscCall(node_fault(to->problems, node, "no injection of the baseline is called \"%s\"%s",
                       words_shown(word).text, words_hint(word, n, known).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// `injections.NAME.key` and `injections.*.key` become the numbers that overrides take.
static PetscErrorCode set_injections(Making *to, const Node *node, const char *key,
                                     const char *value)
{
  const char *start = key + strlen("injections."), *rest = strchr(start, '.');
  char        word[CASE_NAME], line[LINE];
  bool        found = false;

  PetscFunctionBeginUser;
  (void)snprintf(word, sizeof word, "%.*s", rest ? (int)(rest - start) : (int)strlen(start), start);
  for (int i = 0; i < count_injections(to); i++) {
    (void)snprintf(line, sizeof line, "%d", i);
    if (strcmp(word, "*") != 0 && strcmp(word, name_injection(to, i)) != 0 &&
        strcmp(word, line) != 0)
      continue;
    found = true;
    (void)snprintf(line, sizeof line, "injections.%d%s", i, rest ? rest : "");
    PetscCall(add_override(to, line, value));
  }
  if (!found) PetscCall(report_injection(to, node, word));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_key(Making *to, const Node *node, const char *key, const char *value)
{
  PetscFunctionBeginUser;
  if (strncmp(key, "injections.", 11) == 0) PetscCall(set_injections(to, node, key, value));
  else PetscCall(add_override(to, key, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_keys(Making *to, const Node *map)
{
  PetscFunctionBeginUser;
  for (const Node *child = map->first; child; child = child->next) {
    const char *line;

    PetscCall(tree_line(&to->study->tree, child, &line));
    PetscCall(set_key(to, child, child->key, line));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode keep_overrides(Making *to, int *n, const char ***override)
{
  void *memory;

  PetscFunctionBeginUser;
  PetscCall(tree_take(&to->study->tree, (size_t)to->n * sizeof **override, &memory));
  memcpy(memory, to->override, (size_t)to->n * sizeof **override);
  *n        = to->n;
  *override = memory;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_level(Making *to, const StudyFactor *factor, int level, double *value)
{
  const Node *node = factor->node[level];
  const char *unit, *line;

  PetscFunctionBeginUser;
  if (node->kind != NODE_SCALAR || !read_measure(factor->level[level], value, &unit)) *value = NAN;
  if (node == to->arm) PetscCall(set_keys(to, node));
  else {
    PetscCall(tree_line(&to->study->tree, node, &line));
    PetscCall(set_key(to, node, factor->key, line));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Nine digits: what is written is what is run, and what the study reports.
static PetscErrorCode set_drawn(Making *to, const StudyFactor *factor, const Node *node,
                                double share, double *value)
{
  char        text[64 + CASE_NAME];
  const char *unit;

  PetscFunctionBeginUser;
  *value = factor->logarithmic ? factor->low * pow(factor->high / factor->low, share)
                               : factor->low + share * (factor->high - factor->low);
  (void)snprintf(text, sizeof text, "%.9g%s%.60s", *value, factor->unit[0] ? " " : "",
                 factor->unit);
  (void)read_measure(text, value, &unit);
  PetscCall(set_key(to, node, factor->key, text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// How many cases the levels alone make: 0 when they are too many to count.
static long count_combinations(const Study *study)
{
  long n = study->n_sampled > 0 ? study->n_sampled : 1;

  for (int f = 0; f < study->n_factors && n <= STUDY_CASES; f++)
    if (study->factor[f].n_levels > 0) n *= study->factor[f].n_levels;
  return n;
}

static int count_ranges(const Study *study)
{
  int n = 0;

  for (int f = 0; f < study->n_factors; f++) n += study->factor[f].n_levels == 0;
  return n;
}

static void name_case(const Study *study, int i, StudyCase *made)
{
  const StudyFactor *arm    = &study->factor[0];
  const bool         armed  = strcmp(arm->key, "arm") == 0;
  const char        *prefix = armed ? arm->level[made->level[0]] : "case";

  if (armed && study->n_factors == 1) (void)snprintf(made->name, CASE_NAME, "%s", prefix);
  else (void)snprintf(made->name, CASE_NAME, "%s_%03d", prefix, i + 1);
}

static PetscErrorCode make_case(Making *to, int i, int point, const double share[], StudyCase *made)
{
  const Study *study  = to->study;
  int          ranged = 0;
  char         name[LINE];

  PetscFunctionBeginUser;
  to->n   = 0;
  to->arm = NULL;
  if (study->set) PetscCall(set_keys(to, study->set));
  name_case(study, i, made);
  (void)snprintf(name, sizeof name, "%s", made->name);
  PetscCall(add_override(to, "name", name));
  for (int f = 0; f < study->n_factors; f++) {
    const StudyFactor *factor = &study->factor[f];

    if (strcmp(factor->key, "arm") == 0) to->arm = factor->node[made->level[f]];
    if (factor->n_levels > 0) PetscCall(set_level(to, factor, made->level[f], &made->value[f]));
    else
      PetscCall(set_drawn(to, factor, factor->node[0],
                          share[point * count_ranges(study) + ranged++], &made->value[f]));
  }
  PetscCall(keep_overrides(to, &made->n_overrides, &made->override));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The first factor turns slowest, the points of the hypercube fastest.
static void set_levels(const Study *study, int i, StudyCase *made, int *point)
{
  const int n_points = study->n_sampled > 0 ? study->n_sampled : 1;

  *point = i % n_points;
  i /= n_points;
  for (int f = study->n_factors - 1; f >= 0; f--) {
    const int n = study->factor[f].n_levels;

    made->level[f] = n > 0 ? i % n : -1;
    if (n > 0) i /= n;
  }
}

static PetscErrorCode make_cases(Study *study, const Case *baseline, Problems *problems)
{
  Making  to = {.study = study, .baseline = baseline, .problems = problems};
  double *share;
  int     point;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)study->n_sampled * (size_t)count_ranges(study), &share));
  PetscCall(sample_latin_hypercube(study->n_sampled, count_ranges(study), study->seed, share));
  for (int i = 0; i < study->n_cases && problems->count == 0; i++) {
    set_levels(study, i, &study->cases[i], &point);
    PetscCall(make_case(&to, i, point, share, &study->cases[i]));
  }
  PetscCall(PetscFree(share));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode expand_cases(Study *study, const Case *baseline, Problems *problems)
{
  const long n = count_combinations(study);
  void      *memory;

  PetscFunctionBeginUser;
  if (n > STUDY_CASES) {
    PetscCall(problems_add(problems, study->file,
                           "vary: makes more than %d cases; take fewer values, or a Latin "
                           "hypercube in place of a grid",
                           STUDY_CASES));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  study->n_cases = (int)n;
  PetscCall(tree_take(&study->tree, (size_t)n * sizeof *study->cases, &memory));
  study->cases = memory;
  PetscCall(make_cases(study, baseline, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
