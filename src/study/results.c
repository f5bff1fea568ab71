// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers the summaries of a study's cases, ranks them by the quantity that the study names, and fits what its factors do.
#include "results.h"

#include "state.h"

#include "sij/base/nearest.h"
#include "sij/report.h"

#include <math.h>
#include <stdlib.h>

static PetscErrorCode read_result(const Study *study, const char *folder, int number,
                                  StudyResult *result)
{
  const Quantity *row;
  Problems        broken = {0};
  char            path[STUDY_PATH], name[REPORT_NAME];
  long long       mark;

  PetscFunctionBeginUser;
  *result = (StudyResult){.value = NAN, .error = NAN};
  state_folder(folder, study, number, path);
  PetscCall(state_read_failure(path, &mark, &result->failure));
  if (state_has_summary(path))
    PetscCall(report_read_summary(PETSC_COMM_SELF, path, name, &result->list, &broken));
  result->finished = result->list.count > 0;
  row              = quantities_find(&result->list, study->ranked_by);
  if (row) {
    result->value = row->value;
    result->error = row->error;
    result->bound = quantities_is_bound(&result->list, study->ranked_by);
  }
  PetscCall(problems_destroy(&broken));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// 2: a value, 1: a result without one, 0: no result.
static int grade_of(const StudyResult *result)
{
  return result->finished + isfinite(result->value);
}

static bool is_better(const StudyResults *results, int a, int b)
{
  const StudyResult *x = &results->result[a], *y = &results->result[b];

  if (grade_of(x) != grade_of(y)) return grade_of(x) > grade_of(y);
  if (grade_of(x) < 2) return false;
  return results->study->lowest ? x->value < y->value : x->value > y->value;
}

// By insertion: equal ones keep the order of the study.
static void rank_cases(StudyResults *results)
{
  for (int i = 0; i < results->study->n_cases; i++) {
    int at = i;

    for (; at > 0 && is_better(results, i, results->order[at - 1]); at--)
      results->order[at] = results->order[at - 1];
    results->order[at] = i;
  }
}

// The bars of both must be known; of two that outlast their runs nothing is known of the difference.
static RankedVerdict judge_result(const StudyResult *best, const StudyResult *result)
{
  if (best == result) return RANKED_APART;
  if (best->bound && result->bound) return RANKED_INDISTINCT;
  if (!isfinite(result->value) || best->value == result->value) return RANKED_APART;
  if (!isfinite(best->error) || !isfinite(result->error)) return RANKED_UNJUDGED;
  return fabs(best->value - result->value) <= best->error + result->error ? RANKED_INDISTINCT
                                                                          : RANKED_APART;
}

static double find_coordinate(const StudyFactor *factor, double value)
{
  const double share = factor->logarithmic
                         ? log(value / factor->low) / log(factor->high / factor->low)
                         : (value - factor->low) / (factor->high - factor->low);

  return 2.0 * share - 1.0;
}

static PetscErrorCode fit_model(StudyResults *results)
{
  const Study *study = results->study;
  double      *u, *y;
  int          d = 0;

  PetscFunctionBeginUser;
  for (int f = 0; f < study->n_factors; f++)
    if (study->factor[f].numeric) results->numeric[d++] = f;
  results->n_numeric = d;
  PetscCall(PetscMalloc2((size_t)study->n_cases * (size_t)d, &u, study->n_cases, &y));
  for (int i = 0; i < study->n_cases; i++) {
    y[i] = results->result[i].value;
    for (int k = 0; k < d; k++)
      u[i * d + k] = find_coordinate(&study->factor[results->numeric[k]],
                                     study->cases[i].value[results->numeric[k]]);
  }
  PetscCall(effects_fit(study->n_cases, d, u, y, &results->model));
  PetscCall(PetscFree2(u, y));
  PetscFunctionReturn(PETSC_SUCCESS);
}

double results_mean(const StudyResults *results, int factor, int level, int *count)
{
  const Study *study = results->study;
  double       y[STUDY_CASES];
  int          level_of[STUDY_CASES];

  for (int i = 0; i < study->n_cases; i++) {
    y[i]        = results->result[i].value;
    level_of[i] = study->cases[i].level[factor];
  }
  return effects_mean(study->n_cases, y, level_of, level, count);
}

// A quantity that no result has was misspelt, or is of something that the cases do not have.
static PetscErrorCode check_quantity(StudyResults *results, Problems *problems)
{
  const Study      *study = results->study;
  const Quantities *some  = NULL;
  const char      **known, *nearest;

  PetscFunctionBeginUser;
  for (int i = 0; i < study->n_cases; i++) {
    const Quantity *row = quantities_find(&results->result[i].list, study->ranked_by);

    if (row) results->unit = row->unit;
    if (results->result[i].finished) some = &results->result[i].list;
  }
  if (results->unit || !some) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscMalloc1(some->count, &known));
  for (int i = 0; i < some->count; i++) known[i] = some->row[i].name;
  nearest = nearest_name(study->ranked_by, some->count, known);
  PetscCall(problems_add(problems, study->file,
                         "rank_by: no result of the study has the quantity %s%s%s%s; the results "
                         "stay, change the study and give the same command again",
                         study->ranked_by, nearest ? "; did you mean \"" : "",
                         nearest ? nearest : "", nearest ? "\"?" : ""));
  PetscCall(PetscFree(known));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode results_gather(const Study *study, const char *folder, StudyResults *results,
                              Problems *problems)
{
  PetscFunctionBeginUser;
  *results = (StudyResults){.study = study};
  PetscCall(PetscCalloc2(study->n_cases, &results->result, study->n_cases, &results->order));
  for (int i = 0; i < study->n_cases; i++)
    PetscCall(read_result(study, folder, i, &results->result[i]));
  rank_cases(results);
  for (int i = 0; i < study->n_cases; i++)
    results->result[i].verdict =
      judge_result(&results->result[results->order[0]], &results->result[i]);
  PetscCall(check_quantity(results, problems));
  PetscCall(fit_model(results));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode results_destroy(StudyResults *results)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < results->study->n_cases; i++) {
    PetscCall(quantities_destroy(&results->result[i].list));
    PetscCall(problems_destroy(&results->result[i].failure));
  }
  PetscCall(effects_destroy(&results->model));
  PetscCall(PetscFree2(results->result, results->order));
  PetscFunctionReturn(PETSC_SUCCESS);
}
