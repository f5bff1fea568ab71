// SPDX-License-Identifier: GPL-3.0-or-later
// Concludes a study: prints the ranking and the effects of its factors, and writes study.json.
#include "results.h"

#include <math.h>
#include <stdio.h>

enum { END = 64 };

static PetscErrorCode print_ranking(const StudyResults *results)
{
  const Study *study = results->study;
  const char  *shown[STUDY_SHOWN];
  RankedRun   *run;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(study->n_cases, &run));
  for (int i = 0; i < study->n_cases; i++) {
    const StudyResult *result = &results->result[results->order[i]];

    run[i] = (RankedRun){.name    = study->cases[results->order[i]].name,
                         .list    = result->finished ? &result->list : NULL,
                         .state   = result->failure.count > 0 ? "failed" : "not run",
                         .verdict = result->verdict};
  }
  for (int k = 0; k < study->n_shown; k++) shown[k] = study->shown[k];
  PetscCall(ranking_print(&(Ranking){.title    = study->title,
                                     .quantity = study->ranked_by,
                                     .lowest   = study->lowest,
                                     .n        = study->n_cases,
                                     .run      = run,
                                     .n_shown  = study->n_shown,
                                     .shown    = shown}));
  PetscCall(PetscFree(run));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Where arms are all that varies the ranking says it already.
static PetscErrorCode print_levels(const StudyResults *results)
{
  const Study *study = results->study;
  LevelEffect *effect;
  int          n = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(STUDY_FACTORS * STUDY_LEVELS, &effect));
  for (int f = 0; f < study->n_factors && study->n_cases > study->factor[0].n_levels; f++)
    for (int l = 0; l < study->factor[f].n_levels; l++, n++) {
      effect[n] = (LevelEffect){.factor = study->factor[f].key, .level = study->factor[f].level[l]};
      effect[n].mean = results_mean(results, f, l, &effect[n].n);
    }
  PetscCall(ranking_print_levels(results->unit, n, effect));
  PetscCall(PetscFree(effect));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_slopes(const StudyResults *results)
{
  LinearEffect effect[STUDY_FACTORS];
  char         end[STUDY_FACTORS][2][END];

  PetscFunctionBeginUser;
  for (int k = 0; k < results->n_numeric; k++) {
    const StudyFactor *factor = &results->study->factor[results->numeric[k]];

    (void)snprintf(end[k][0], END, "%g %.40s", factor->low, factor->unit);
    (void)snprintf(end[k][1], END, "%g %.40s", factor->high, factor->unit);
    effect[k] = (LinearEffect){.factor       = factor->key,
                               .from         = end[k][0],
                               .to           = end[k][1],
                               .change       = 2.0 * results->model.slope[k],
                               .standardised = results->model.standardised[k]};
  }
  PetscCall(ranking_print_slopes(results->unit, results->model.r2, results->n_numeric, effect));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode conclude_on_rank_0(const Study *study, const char *folder, Problems *problems)
{
  StudyResults results;

  PetscFunctionBeginUser;
  PetscCall(results_gather(study, folder, &results, problems));
  if (results.unit) {
    PetscCall(print_ranking(&results));
    PetscCall(print_levels(&results));
    if (results.model.fitted) PetscCall(print_slopes(&results));
    PetscCall(results_write(&results, folder, problems));
  }
  PetscCall(results_destroy(&results));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode study_conclude(MPI_Comm comm, const Study *study, const char *folder,
                              Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(conclude_on_rank_0(study, folder, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
