// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the tree of a study's file into its factors: arms, the keys of a grid, the ranges of a Latin hypercube; and how
// its cases are ranked. expand.c makes the cases of it.
#include "read.h"

#include "sij/casefile/words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  Study    *study;
  Problems *problems;
} Reading;

bool read_measure(const char *text, double *number, const char **unit)
{
  char *end;

  if (!isdigit((unsigned char)text[0]) && !strchr("+-.", text[0])) return false;
  *number = strtod(text, &end);
  if (end == text || !isfinite(*number) || strpbrk(text, "xX[{")) return false;
  while (*end == ' ') end++;
  *unit = end;
  return true;
}

static PetscErrorCode report_kind(Reading *to, const Node *node, const char *wanted)
{
  static const char *const KIND[] = {
    [NODE_SCALAR] = "nothing", [NODE_MAP] = "a mapping", [NODE_LIST] = "a list"};

  PetscFunctionBeginUser;
  if (node->kind == NODE_SCALAR && node->text[0])
    PetscCall(node_fault(to->problems, node, "found \"%s\"; wanted %s",
                         words_shown(node->text).text, wanted));
  else PetscCall(node_fault(to->problems, node, "found %s; wanted %s", KIND[node->kind], wanted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Whether a node is of that kind and holds something; else a sentence says what was wanted.
static PetscErrorCode check_filled(Reading *to, const Node *node, NodeKind kind, const char *wanted,
                                   bool *fine)
{
  PetscFunctionBeginUser;
  *fine = node->kind == kind && (kind == NODE_SCALAR ? node->text[0] != '\0' : node->n > 0);
  if (!*fine && node->kind == kind && kind != NODE_SCALAR)
    PetscCall(node_fault(to->problems, node, "is empty; wanted %s", wanted));
  else if (!*fine) PetscCall(report_kind(to, node, wanted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_keys(Reading *to, const Node *map, int n, const char *const known[])
{
  PetscFunctionBeginUser;
  for (const Node *child = map->first; child; child = child->next) {
    bool is = false;

    for (int i = 0; i < n; i++) is = is || strcmp(known[i], child->key) == 0;
    if (!is)
      PetscCall(node_fault(to->problems, child, "is not a known key of a study%s",
                           words_hint(child->key, n, known).text));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_whole(Reading *to, const Node *node, int low, int high, int *value)
{
  char *end;

  PetscFunctionBeginUser;
  const long number = strtol(node->text, &end, 10);

  if (node->kind != NODE_SCALAR || end == node->text || *end || number < low || number > high)
    PetscCall(node_fault(to->problems, node, "found \"%s\"; wanted a whole number from %d to %d",
                         words_shown(node->text).text, low, high));
  else *value = (int)number;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_factor(Reading *to, const Node *node, const char *key,
                                 StudyFactor **factor)
{
  Study *study = to->study;

  PetscFunctionBeginUser;
  *factor = NULL;
  for (int i = 0; i < study->n_factors; i++)
    if (strcmp(study->factor[i].key, key) == 0) {
      PetscCall(
        node_fault(to->problems, node, "varies by the grid and by the hypercube; keep one"));
      PetscFunctionReturn(PETSC_SUCCESS);
    }
  if (study->n_factors == STUDY_FACTORS) {
    PetscCall(node_fault(to->problems, node, "is one too many: at most %d things vary in a study",
                         STUDY_FACTORS));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  *factor  = &study->factor[study->n_factors++];
  **factor = (StudyFactor){.key = key, .unit = ""};
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_twins(Reading *to, const StudyFactor *factor, const Node *node)
{
  PetscFunctionBeginUser;
  for (int i = 0; i + 1 < factor->n_levels; i++)
    if (strcmp(factor->level[i], factor->level[factor->n_levels - 1]) == 0)
      PetscCall(node_fault(to->problems, node, "is given twice; keep one"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_level(Reading *to, StudyFactor *factor, const Node *node,
                                const char *text)
{
  PetscFunctionBeginUser;
  if (factor->n_levels == STUDY_LEVELS) {
    PetscCall(
      node_fault(to->problems, node, "is one too many: at most %d values of a key", STUDY_LEVELS));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  factor->level[factor->n_levels]  = text;
  factor->node[factor->n_levels++] = node;
  PetscCall(check_twins(to, factor, node));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Levels that are numbers in one unit can be put on an axis.
static void find_numbers(StudyFactor *factor)
{
  factor->low  = INFINITY;
  factor->high = -INFINITY;
  for (int i = 0; i < factor->n_levels; i++) {
    const char *unit;
    double      number;

    if (!read_measure(factor->level[i], &number, &unit)) return;
    if (i > 0 && strcmp(unit, factor->unit) != 0) return;
    factor->unit = unit;
    factor->low  = fmin(factor->low, number);
    factor->high = fmax(factor->high, number);
  }
  factor->numeric = factor->low < factor->high;
}

static PetscErrorCode read_grid_key(Reading *to, const Node *node)
{
  StudyFactor *factor;
  bool         fine;

  PetscFunctionBeginUser;
  PetscCall(check_filled(to, node, NODE_LIST, "a list of values, such as [1 mL, 2 mL]", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(add_factor(to, node, node->key, &factor));
  for (const Node *item = node->first; factor && item; item = item->next) {
    const char *text = item->text;

    if (item->kind != NODE_SCALAR) PetscCall(tree_line(&to->study->tree, item, &text));
    PetscCall(add_level(to, factor, item, text));
  }
  if (factor) find_numbers(factor);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_arm(Reading *to, const Node *arm)
{
  const char  *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const size_t n       = strlen(arm->key);

  PetscFunctionBeginUser;
  if (n == 0 || n > CASE_NAME / 2 || strspn(arm->key, allowed) != n || arm->key[0] == '-')
    PetscCall(node_fault(to->problems, arm,
                         "the name of an arm, which is that of its folder, is of letters, digits, "
                         "_ and -, at most %d",
                         CASE_NAME / 2));
  if (arm->kind != NODE_MAP)
    PetscCall(report_kind(to, arm,
                          "the keys that the arm sets, such as {injections.0.site: "
                          "periarticular.1}, or {} for the baseline itself"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_arms(Reading *to, const Node *node)
{
  StudyFactor *factor;
  bool         fine;

  PetscFunctionBeginUser;
  PetscCall(check_filled(to, node, NODE_MAP, "a mapping of names to the keys they set", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(add_factor(to, node, "arm", &factor));
  for (const Node *arm = node->first; factor && arm; arm = arm->next) {
    PetscCall(check_arm(to, arm));
    PetscCall(add_level(to, factor, arm, arm->key));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_grid(Reading *to, const Node *node)
{
  bool fine;

  PetscFunctionBeginUser;
  PetscCall(check_filled(to, node, NODE_MAP, "a mapping of keys to lists of values", &fine));
  for (const Node *key = node->first; fine && key; key = key->next)
    PetscCall(read_grid_key(to, key));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_scale(Reading *to, const Node *range, StudyFactor *factor)
{
  const Node *scale = node_child(range, "scale");

  PetscFunctionBeginUser;
  if (!scale || range->kind != NODE_MAP) PetscFunctionReturn(PETSC_SUCCESS);
  factor->logarithmic = strcmp(scale->text, "log") == 0;
  if (!factor->logarithmic && strcmp(scale->text, "linear") != 0)
    PetscCall(node_fault(to->problems, scale, "found \"%s\"; wanted linear or log",
                         words_shown(scale->text).text));
  else if (factor->logarithmic && !(factor->low > 0.0))
    PetscCall(node_fault(to->problems, range, "begins at %g; a logarithmic range begins above 0",
                         factor->low));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_ends(Reading *to, const Node *range, const Node *from, const Node *end,
                                StudyFactor *factor)
{
  const char *unit = "", *other = "";

  PetscFunctionBeginUser;
  if (!read_measure(from->text, &factor->low, &unit) ||
      !read_measure(end->text, &factor->high, &other))
    PetscCall(node_fault(to->problems, range,
                         "\"%s\" to \"%s\": wanted two numbers with their unit, such as [1 mL, 3 "
                         "mL]",
                         words_shown(from->text).text, words_shown(end->text).text));
  else if (strcmp(unit, other) != 0)
    PetscCall(node_fault(to->problems, range,
                         "begins in \"%s\" and ends in \"%s\"; give both in one unit",
                         words_shown(unit).text, words_shown(other).text));
  else if (!(factor->low < factor->high))
    PetscCall(node_fault(to->problems, range, "is empty: %s is not below %s",
                         words_shown(from->text).text, words_shown(end->text).text));
  factor->unit = unit;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_range(Reading *to, const Node *range)
{
  static const char *const KNOWN[] = {"from", "to", "scale"};
  const bool               pair    = range->kind == NODE_LIST && range->n == 2;
  const Node              *from    = pair ? range->first : node_child(range, "from"),
             *end                  = pair ? range->last : node_child(range, "to");
  StudyFactor *factor;

  PetscFunctionBeginUser;
  if (range->kind == NODE_MAP) PetscCall(check_keys(to, range, 3, KNOWN));
  if (range->kind == NODE_SCALAR || !from || !end) {
    PetscCall(
      report_kind(to, range, "a range, [1 mL, 3 mL] or {from: 1 mL, to: 3 mL, scale: log}"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(add_factor(to, range, range->key, &factor));
  if (!factor) PetscFunctionReturn(PETSC_SUCCESS);
  factor->numeric = true;
  factor->node[0] = range;
  PetscCall(read_ends(to, range, from, end, factor));
  PetscCall(read_scale(to, range, factor));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_hypercube(Reading *to, const Node *node)
{
  static const char *const KNOWN[] = {"cases", "seed", "ranges"};
  const Node              *cases, *seed, *ranges;
  bool                     fine;

  PetscFunctionBeginUser;
  PetscCall(check_filled(to, node, NODE_MAP, "cases, seed and ranges", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_keys(to, node, 3, KNOWN));
  cases  = node_child(node, "cases");
  seed   = node_child(node, "seed");
  ranges = node_child(node, "ranges");
  if (!cases) PetscCall(node_fault(to->problems, node, "needs cases, how many points are drawn"));
  else PetscCall(read_whole(to, cases, 2, STUDY_CASES, &to->study->n_sampled));
  to->study->seed = 1;
  if (seed) PetscCall(read_whole(to, seed, 0, 1000000000, &to->study->seed));
  if (!ranges) {
    PetscCall(node_fault(to->problems, node, "needs ranges, a mapping of keys to ranges"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(check_filled(to, ranges, NODE_MAP, "a mapping of keys to ranges", &fine));
  for (const Node *range = ranges->first; fine && range; range = range->next)
    PetscCall(read_range(to, range));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_vary(Reading *to, const Node *vary)
{
  static const char *const KNOWN[] = {"arms", "grid", "latin_hypercube"};
  const Node              *part;
  bool                     fine;

  PetscFunctionBeginUser;
  PetscCall(check_filled(to, vary, NODE_MAP, "arms, grid or latin_hypercube", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_keys(to, vary, 3, KNOWN));
  if ((part = node_child(vary, "arms"))) PetscCall(read_arms(to, part));
  if ((part = node_child(vary, "grid"))) PetscCall(read_grid(to, part));
  if ((part = node_child(vary, "latin_hypercube"))) PetscCall(read_hypercube(to, part));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A name of docs/user/quantities.md; what it is of is known when there are results.
static PetscErrorCode read_quantity(Reading *to, const Node *node, char name[QUANTITY_NAME])
{
  static const char *const HEAD[] = {"relief", "targets",   "spill",     "cartilage",
                                     "plasma", "dose",      "injection", "flow",
                                     "ledger", "mechanics", "run"};
  enum { N_HEADS = sizeof HEAD / sizeof HEAD[0] };
  char word[QUANTITY_NAME];
  bool known = false;

  PetscFunctionBeginUser;
  (void)snprintf(name, QUANTITY_NAME, "%s", node->text);
  (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(name, "."), name);
  for (int i = 0; i < N_HEADS; i++) known = known || strcmp(HEAD[i], word) == 0;
  if (node->kind != NODE_SCALAR || !known || !strchr(name, '.'))
    PetscCall(node_fault(to->problems, node,
                         "\"%s\" is no quantity of a result, such as relief.duration%s",
                         words_shown(node->text).text, words_hint(word, N_HEADS, HEAD).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_rank_by(Reading *to, const Node *node)
{
  static const char *const KNOWN[]  = {"quantity", "best"};
  const Node              *quantity = node, *best = NULL;

  PetscFunctionBeginUser;
  if (node->kind == NODE_MAP) {
    PetscCall(check_keys(to, node, 2, KNOWN));
    quantity = node_child(node, "quantity");
    best     = node_child(node, "best");
  }
  if (!quantity)
    PetscCall(node_fault(to->problems, node, "needs quantity, such as relief.duration"));
  else PetscCall(read_quantity(to, quantity, to->study->ranked_by));
  if (!best) PetscFunctionReturn(PETSC_SUCCESS);
  to->study->lowest = strcmp(best->text, "lowest") == 0;
  if (!to->study->lowest && strcmp(best->text, "highest") != 0)
    PetscCall(node_fault(to->problems, best, "found \"%s\"; wanted highest or lowest",
                         words_shown(best->text).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_show(Reading *to, const Node *node)
{
  Study *study = to->study;
  bool   fine;

  PetscFunctionBeginUser;
  PetscCall(
    check_filled(to, node, NODE_LIST, "a list of quantities, such as [relief.peak]", &fine));
  if (fine && node->n > STUDY_SHOWN)
    PetscCall(node_fault(to->problems, node, "has %d entries; at most %d fit beside the ranking",
                         node->n, STUDY_SHOWN));
  if (!fine || node->n > STUDY_SHOWN) PetscFunctionReturn(PETSC_SUCCESS);
  study->n_shown = 0;
  for (const Node *item = node->first; item; item = item->next)
    PetscCall(read_quantity(to, item, study->shown[study->n_shown++]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_share_mesh(Reading *to, const Node *node)
{
  PetscFunctionBeginUser;
  to->study->separate = strcmp(node->text, "false") == 0;
  if (!to->study->separate && strcmp(node->text, "true") != 0)
    PetscCall(node_fault(to->problems, node, "found \"%s\"; wanted true or false",
                         words_shown(node->text).text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Beside the file of the study, as an include is beside its case.
static PetscErrorCode read_baseline(Reading *to, const Node *node)
{
  Study      *study = to->study;
  const char *slash = strrchr(study->file, '/');
  const int   above = node->text[0] == '/' || !slash ? 0 : (int)(slash - study->file) + 1;
  bool        fine;

  PetscFunctionBeginUser;
  PetscCall(check_filled(to, node, NODE_SCALAR, "the name of a case file", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  if ((size_t)above + strlen(node->text) >= CASE_PATH)
    PetscCall(node_fault(to->problems, node, "is too long a name"));
  else (void)snprintf(study->baseline, CASE_PATH, "%.*s%s", above, study->file, node->text);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_defaults(Study *study)
{
  static const char *const SHOWN[] = {"relief.peak", "relief.onset", "relief.at_30_min"};

  study->n_shown = sizeof SHOWN / sizeof SHOWN[0];
  for (int i = 0; i < study->n_shown; i++)
    (void)snprintf(study->shown[i], QUANTITY_NAME, "%s", SHOWN[i]);
  (void)snprintf(study->ranked_by, QUANTITY_NAME, "relief.duration");
}

PetscErrorCode read_study(const Node *root, Study *study, Problems *problems)
{
  static const char *const KNOWN[] = {"title",   "baseline", "set",       "vary",
                                      "rank_by", "show",     "share_mesh"};
  Reading                  to      = {.study = study, .problems = problems};
  const Node              *node;
  bool                     fine;

  PetscFunctionBeginUser;
  set_defaults(study);
  PetscCall(
    check_filled(&to, root, NODE_MAP, "a mapping of keys: baseline, vary and others", &fine));
  if (!fine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_keys(&to, root, 7, KNOWN));
  if ((node = node_child(root, "title")))
    (void)snprintf(study->title, sizeof study->title, "%s", node->text);
  if ((node = node_child(root, "baseline"))) PetscCall(read_baseline(&to, node));
  else
    PetscCall(
      node_fault(problems, root, "needs baseline, the case file that all cases begin from"));
  if ((node = node_child(root, "set")))
    PetscCall(check_filled(&to, node, NODE_MAP, "keys of a case with their values", &fine));
  study->set = node;
  if ((node = node_child(root, "vary"))) PetscCall(read_vary(&to, node));
  else PetscCall(node_fault(problems, root, "needs vary, with arms, grid or latin_hypercube"));
  if ((node = node_child(root, "rank_by"))) PetscCall(read_rank_by(&to, node));
  if ((node = node_child(root, "show"))) PetscCall(read_show(&to, node));
  if ((node = node_child(root, "share_mesh"))) PetscCall(read_share_mesh(&to, node));
  PetscFunctionReturn(PETSC_SUCCESS);
}
