// SPDX-License-Identifier: GPL-3.0-or-later
// Writes study.json: the factors, the cases with what varies and what came of it, in the order of the ranking, and the
// effects. docs/user/study.md says what the keys are; the page of a study draws them.
#include "results.h"

#include "sij/report/part.h"
#include "sij/report/shown.h"

#include <jansson.h>
#include <math.h>

static json_t *make_number(double value)
{
  return isfinite(value) ? json_real(value) : json_null();
}

static json_t *make_factor(const StudyFactor *factor)
{
  json_t *made   = json_pack("{ssssss}", "key", factor->key, "unit", factor->unit, "scale",
                           factor->logarithmic ? "log" : "linear");
  json_t *levels = json_array();

  for (int l = 0; l < factor->n_levels; l++)
    (void)json_array_append_new(levels, json_string(factor->level[l]));
  if (factor->n_levels > 0) (void)json_object_set(made, "levels", levels);
  if (factor->numeric)
    (void)json_object_set_new(made, "range", json_pack("[ff]", factor->low, factor->high));
  json_decref(levels);
  return made;
}

static json_t *make_factors(const Study *study)
{
  json_t *list = json_array();

  for (int f = 0; f < study->n_factors; f++)
    (void)json_array_append_new(list, make_factor(&study->factor[f]));
  return list;
}

// Numbers where they are numbers in one unit, else the text of the level.
static json_t *make_varied(const Study *study, const StudyCase *made)
{
  json_t *varied = json_object();

  for (int f = 0; f < study->n_factors; f++) {
    const StudyFactor *factor = &study->factor[f];

    (void)json_object_set_new(varied, factor->key,
                              factor->numeric ? json_real(made->value[f])
                                              : json_string(factor->level[made->level[f]]));
  }
  return varied;
}

static json_t *make_quantity(const Quantities *list, const Quantity *row)
{
  char    text[SHOWN_TEXT];
  json_t *made = json_pack("{sssssO}", "name", row->name, "unit", row->unit, "value", json_null());

  (void)json_object_set_new(made, "value", make_number(row->value));
  if (isfinite(row->error)) (void)json_object_set_new(made, "error", json_real(row->error));
  shown_quantity(list, row, text);
  (void)json_object_set_new(made, "text", json_string(text));
  return made;
}

static json_t *make_shown(const Study *study, const StudyResult *result)
{
  json_t *list = json_array();

  for (int k = 0; k < study->n_shown; k++) {
    const Quantity *row = quantities_find(&result->list, study->shown[k]);

    if (row) (void)json_array_append_new(list, make_quantity(&result->list, row));
  }
  return list;
}

static json_t *make_sentences(const Problems *list)
{
  json_t *made = json_array();

  for (int i = 0; i < list->count; i++)
    (void)json_array_append_new(made, json_string(list->sentence[i]));
  return made;
}

static json_t *make_case(const StudyResults *results, int number)
{
  char                     text[SHOWN_TEXT];
  static const char *const VERDICT[] = {[RANKED_APART]      = "apart",
                                        [RANKED_INDISTINCT] = "not distinguishable",
                                        [RANKED_UNJUDGED]   = "no error bar"};
  const StudyCase         *made      = &results->study->cases[number];
  const StudyResult       *result    = &results->result[number];
  json_t                  *root      = json_pack("{ssss}", "name", made->name, "state",
                           result->finished            ? "finished"
                                                 : result->failure.count > 0 ? "failed"
                                                                             : "not run");

  (void)json_object_set_new(root, "varied", make_varied(results->study, made));
  if (result->failure.count > 0)
    (void)json_object_set_new(root, "problems", make_sentences(&result->failure));
  if (!result->finished) return root;
  (void)json_object_set_new(root, "value", make_number(result->value));
  if (isfinite(result->error)) (void)json_object_set_new(root, "error", json_real(result->error));
  shown_quantity(&result->list, quantities_find(&result->list, results->study->ranked_by), text);
  (void)json_object_set_new(root, "text", json_string(text));
  (void)json_object_set_new(root, "lower_bound", json_boolean(result->bound));
  (void)json_object_set_new(root, "against_best", json_string(VERDICT[result->verdict]));
  (void)json_object_set_new(root, "shown", make_shown(results->study, result));
  return root;
}

static json_t *make_cases(const StudyResults *results)
{
  json_t *list = json_array();

  for (int i = 0; i < results->study->n_cases; i++)
    (void)json_array_append_new(list, make_case(results, results->order[i]));
  return list;
}

static json_t *make_levels(const StudyResults *results, int factor)
{
  const StudyFactor *of   = &results->study->factor[factor];
  json_t            *list = json_array();

  for (int l = 0; l < of->n_levels; l++) {
    int     n;
    json_t *level = json_pack("{ss}", "level", of->level[l]);

    (void)json_object_set_new(level, "mean", make_number(results_mean(results, factor, l, &n)));
    (void)json_object_set_new(level, "cases", json_integer(n));
    (void)json_array_append_new(list, level);
  }
  return list;
}

static json_t *make_effects(const StudyResults *results)
{
  json_t *list = json_array();

  for (int f = 0; f < results->study->n_factors; f++)
    if (results->study->factor[f].n_levels > 0)
      (void)json_array_append_new(list, json_pack("{ssso}", "factor", results->study->factor[f].key,
                                                  "levels", make_levels(results, f)));
  return list;
}

static json_t *make_model(const StudyResults *results)
{
  const LinearModel *model = &results->model;
  json_t            *terms = json_array();

  for (int k = 0; k < results->n_numeric; k++)
    (void)json_array_append_new(
      terms, json_pack("{sssfsf}", "factor", results->study->factor[results->numeric[k]].key,
                       "slope", model->slope[k], "standardised", model->standardised[k]));
  return json_pack("{sisfsfso}", "cases", model->n, "intercept", model->intercept, "r2", model->r2,
                   "terms", terms);
}

static json_t *make_study(const StudyResults *results)
{
  const Study *study = results->study;
  json_t      *root = json_pack("{sissssssss}", "format", (int)RESULTS_FORMAT, "study", study->name,
                                "title", study->title, "file", study->file, "baseline", study->baseline);

  (void)json_object_set_new(root, "rank_by",
                            json_pack("{ssssss}", "quantity", study->ranked_by, "unit",
                                      results->unit, "best", study->lowest ? "lowest" : "highest"));
  (void)json_object_set_new(root, "factors", make_factors(study));
  (void)json_object_set_new(root, "cases", make_cases(results));
  (void)json_object_set_new(root, "main_effects", make_effects(results));
  if (results->model.fitted) (void)json_object_set_new(root, "linear_model", make_model(results));
  return root;
}

PetscErrorCode results_write(const StudyResults *results, const char *folder, Problems *problems)
{
  json_t *root = make_study(results);
  char   *text = json_dumps(root, JSON_INDENT(1));
  Part    part;

  PetscFunctionBeginUser;
  PetscCheck(text, PETSC_COMM_SELF, PETSC_ERR_LIB, "study.json cannot be written as JSON");
  PetscCall(part_open(folder, "study.json", &part, problems));
  if (part.stream) {
    fprintf(part.stream, "%s\n", text);
    PetscCall(part_flush(&part, problems));
  }
  if (part.stream) PetscCall(part_keep(&part, problems));
  free(text);
  json_decref(root);
  PetscFunctionReturn(PETSC_SUCCESS);
}
