// SPDX-License-Identifier: GPL-3.0-or-later
// Runs experiments for findings: the built-in library with overrides, each once, its summary and time series kept.
#include "bench.h"

#include "sij/simulate.h"

#include <stdio.h>
#include <string.h>

enum { MOST_KEYS = 96 };

typedef struct {
  char   *name; // owned
  Outcome outcome;
} Entry;

struct Bench {
  MPI_Comm               comm;
  const ValidateRequest *request; // borrowed
  int                    n, capacity;
  Entry                **entry; // owned, and each of them: outcomes are lent out and must not move
};

PetscErrorCode bench_create(MPI_Comm comm, const ValidateRequest *request, Bench **bench)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(bench));
  (*bench)->comm    = comm;
  (*bench)->request = request;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode destroy_entry(Entry **entry)
{
  Outcome *outcome = &(*entry)->outcome;

  PetscFunctionBeginUser;
  PetscCall(quantities_destroy(&outcome->summary));
  PetscCall(PetscFree(outcome->column));
  PetscCall(PetscFree(outcome->time));
  PetscCall(PetscFree(outcome->value));
  PetscCall(PetscFree((*entry)->name));
  PetscCall(PetscFree(*entry));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode bench_destroy(Bench **bench)
{
  PetscFunctionBeginUser;
  if (!*bench) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < (*bench)->n; i++) PetscCall(destroy_entry(&(*bench)->entry[i]));
  PetscCall(PetscFree((*bench)->entry));
  PetscCall(PetscFree(*bench));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const ValidateRequest *bench_request(const Bench *bench)
{
  return bench->request;
}

// What the user asks on the command line stands over what the experiment asks.
PetscErrorCode bench_case(Bench *bench, const Experiment *experiment, Case **input,
                          Problems *problems)
{
  const ValidateRequest *request = bench->request;
  const int              n       = experiment->n + request->n_keys;
  const char            *key[MOST_KEYS];

  PetscFunctionBeginUser;
  *input = NULL;
  PetscCheck(n <= MOST_KEYS, bench->comm, PETSC_ERR_ARG_OUTOFRANGE, "%d overrides, at most %d", n,
             MOST_KEYS);
  for (int i = 0; i < n; i++)
    key[i] = i < experiment->n ? experiment->key[i] : request->key[i - experiment->n];
  PetscCall(case_load(bench->comm, NULL, n, key, input, NULL, problems));
  if (!*input) PetscFunctionReturn(PETSC_SUCCESS);

  Meshing *mesh = &(*input)->meshing;

  (void)snprintf((*input)->file, sizeof(*input)->file, "experiment %s", experiment->name);
  mesh->size_joint *= request->coarsening;
  mesh->size_ligament *= request->coarsening;
  mesh->size_far *= request->coarsening;
  mesh->size_needle *= request->coarsening;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode allocate_rows(Outcome *outcome, int n, const char *const column[])
{
  PetscFunctionBeginUser;
  outcome->n_columns = n;
  outcome->capacity =
    CASE_OUTPUTS + CASE_LOADS * CASE_COURSE + 1; // breakpoints of load curves are outputs too
  PetscCall(PetscMalloc1(n, &outcome->column));
  PetscCall(PetscMalloc1(outcome->capacity, &outcome->time));
  PetscCall(PetscMalloc1((size_t)(n * outcome->capacity), &outcome->value));
  for (int c = 0; c < n; c++) {
    const int length = snprintf(outcome->column[c], OUTCOME_COLUMN, "%s", column[c]);

    PetscCheck(length < OUTCOME_COLUMN, PETSC_COMM_SELF, PETSC_ERR_PLIB, "long column %s",
               column[c]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode keep_row(void *context, double t, int n, const char *const column[],
                               const double value[])
{
  Outcome *outcome = context;

  PetscFunctionBeginUser;
  if (outcome->n_rows == 0) PetscCall(allocate_rows(outcome, n, column));
  PetscCheck(outcome->n_rows < outcome->capacity, PETSC_COMM_SELF, PETSC_ERR_PLIB, "too many rows");
  outcome->time[outcome->n_rows] = t;
  for (int c = 0; c < n; c++) outcome->value[c * outcome->capacity + outcome->n_rows] = value[c];
  outcome->n_rows++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode keep_summary(void *context, Quantities *list)
{
  Outcome *outcome = context;

  PetscFunctionBeginUser;
  PetscCall(quantities_copy(&outcome->summary, list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A run stops at the first problem it sees: it gets a list of its own, so that those of other
// experiments do not stop it.
static PetscErrorCode run_experiment(Bench *bench, const Experiment *experiment, Outcome *outcome,
                                     Problems *problems)
{
  const RunRequest request = {
    .quiet = true, .context = outcome, .row = keep_row, .summary = keep_summary};
  Problems own   = {0};
  Case    *input = NULL;

  PetscFunctionBeginUser;
  PetscCall(bench_case(bench, experiment, &input, &own));
  if (input) PetscCall(simulate_run(bench->comm, input, &request, &own));
  PetscCall(case_destroy(&input));
  for (int i = 0; i < own.count; i++) PetscCall(problems_add(problems, "", "%s", own.sentence[i]));
  PetscCall(problems_destroy(&own));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode grow_bench(Bench *bench)
{
  PetscFunctionBeginUser;
  if (bench->n < bench->capacity) PetscFunctionReturn(PETSC_SUCCESS);
  bench->capacity = 2 * bench->capacity + 32;
  PetscCall(PetscRealloc(sizeof(Entry *) * (size_t)bench->capacity, &bench->entry));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode bench_run(Bench *bench, const Experiment *experiment, const Outcome **outcome,
                         Problems *problems)
{
  const int before = problems->count;
  Entry    *entry;

  PetscFunctionBeginUser;
  *outcome = NULL;
  for (int i = 0; i < bench->n && !*outcome; i++)
    if (strcmp(bench->entry[i]->name, experiment->name) == 0) *outcome = &bench->entry[i]->outcome;
  if (*outcome) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscNew(&entry));
  PetscCall(PetscStrallocpy(experiment->name, &entry->name));
  PetscCall(run_experiment(bench, experiment, &entry->outcome, problems));
  if (problems->count > before) {
    PetscCall(destroy_entry(&entry));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(grow_bench(bench));
  bench->entry[bench->n++] = entry;
  *outcome                 = &entry->outcome;
  PetscFunctionReturn(PETSC_SUCCESS);
}
