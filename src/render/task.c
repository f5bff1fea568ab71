// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers what the scripts need of a run: names, times, curves, what its tables say, the largest concentrations.
#define _POSIX_C_SOURCE 200809L

#include "task.h"

#include "sij/page/curves.h"
#include "sij/report.h"
#include "sij/store/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TASK_PATH = 256 };

static const char DRUG[] = "concentration_", STRAIN[] = "strain.";

static json_t *list_words(const StoreNames *names)
{
  json_t *list = json_array();

  for (int i = 0; i < names->count; i++)
    (void)json_array_append_new(list, json_string(names->name[i]));
  return list;
}

static json_t *list_numbers(const StoreRows *rows, int64_t column)
{
  json_t *list = json_array();

  for (int64_t i = 0; i < rows->rows; i++) {
    const double value = rows->value[i * rows->columns + column];

    (void)json_array_append_new(list, isfinite(value) ? json_real(value) : json_null());
  }
  return list;
}

// The level of block that the case counts from; half where it names none.
static PetscErrorCode gather_summary(const char *run, json_t *root, Problems *problems)
{
  Quantities      list = {0};
  const Quantity *level;
  char            name[REPORT_NAME];

  PetscFunctionBeginUser;
  PetscCall(report_read_summary(PETSC_COMM_SELF, run, name, &list, problems));
  if (problems->count == 0) {
    level = quantities_find(&list, "targets.block_level");
    (void)json_object_set_new(root, "case", json_string(name));
    (void)json_object_set_new(root, "block_level", json_real(level ? level->value : 0.5));
  }
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The line `title: "..."` of the case as the run has resolved it.
static PetscErrorCode gather_title(StoreReader *reader, json_t *root)
{
  static const char KEY[] = "\ntitle: \"";
  char             *text, *start;
  json_t           *title = NULL;

  PetscFunctionBeginUser;
  PetscCall(store_reader_text(reader, "/case", &text));
  start = text ? strstr(text, KEY) : NULL;
  if (start) {
    start += strlen(KEY);
    title = json_stringn(start, strcspn(start, "\"\n"));
  }
  (void)json_object_set_new(root, "title", title ? title : json_string(""));
  PetscCall(PetscFree(text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Of all outputs.
static PetscErrorCode find_largest(StoreReader *reader, const char *field, double *largest,
                                   Problems *problems)
{
  StoreNames steps;
  StoreRows  value;
  char       path[TASK_PATH];

  PetscFunctionBeginUser;
  *largest = 0.0;
  (void)snprintf(path, sizeof path, "/fields/%s", field);
  PetscCall(store_reader_children(reader, path, &steps));
  for (int k = 0; k < steps.count && problems->count == 0; k++) {
    (void)snprintf(path, sizeof path, "/fields/%s/%s", field, steps.name[k]);
    PetscCall(store_reader_rows(reader, path, &value, problems));
    for (int64_t i = 0; i < value.rows * value.columns; i++)
      *largest = fmax(*largest, value.value[i]);
    PetscCall(PetscFree(value.value));
  }
  PetscCall(PetscFree(steps.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A drug that is nowhere is none.
static PetscErrorCode gather_field(StoreReader *reader, const char *name, RenderTask *task,
                                   Problems *problems)
{
  const bool is_drug = strncmp(name, DRUG, strlen(DRUG)) == 0;
  char       path[TASK_PATH], unit[32];
  double     largest = 1.0;

  PetscFunctionBeginUser;
  if (is_drug) PetscCall(find_largest(reader, name, &largest, problems));
  if (problems->count > 0 || largest <= 0.0) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(path, sizeof path, "/fields/%s/0", name);
  store_reader_attribute(reader, path, "unit", sizeof unit, unit);
  (void)json_object_set_new(json_object_get(task->root, "fields"), name, json_string(unit));
  if (is_drug)
    (void)json_object_set_new(json_object_get(task->root, "largest"), name, json_real(largest));
  task->has_drug   = task->has_drug || is_drug;
  task->has_strain = task->has_strain || strcmp(name, "displacement") == 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_fields(StoreReader *reader, RenderTask *task, Problems *problems)
{
  StoreNames names;

  PetscFunctionBeginUser;
  (void)json_object_set_new(task->root, "fields", json_object());
  (void)json_object_set_new(task->root, "largest", json_object());
  PetscCall(store_reader_children(reader, "/fields", &names));
  for (int i = 0; i < names.count && problems->count == 0; i++)
    PetscCall(gather_field(reader, names.name[i], task, problems));
  PetscCall(PetscFree(names.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_strains(StoreReader *reader, json_t *root, Problems *problems)
{
  static const char PATH[]  = "/tables/timeseries";
  StoreNames        columns = {0};
  StoreRows         rows;
  json_t           *strain = json_object();

  PetscFunctionBeginUser;
  PetscCall(store_reader_rows(reader, PATH, &rows, problems));
  if (problems->count == 0)
    PetscCall(store_reader_words(reader, PATH, "columns", &columns, problems));
  for (int i = 0; i < columns.count && i < rows.columns; i++)
    if (strncmp(columns.name[i], STRAIN, strlen(STRAIN)) == 0)
      (void)json_object_set_new(strain, columns.name[i] + strlen(STRAIN), list_numbers(&rows, i));
  (void)json_object_set_new(root, "strain", strain);
  PetscCall(PetscFree(columns.name));
  PetscCall(PetscFree(rows.value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_mesh(StoreReader *reader, json_t *root, Problems *problems)
{
  StoreNames names = {0};
  StoreRows  times;

  PetscFunctionBeginUser;
  PetscCall(store_reader_rows(reader, "/VTKHDF/Steps/Values", &times, problems));
  if (problems->count == 0)
    PetscCall(store_reader_words(reader, "/VTKHDF/CellData/region", "names", &names, problems));
  (void)json_object_set_new(root, "times", list_numbers(&times, 0));
  (void)json_object_set_new(root, "regions", list_words(&names));
  PetscCall(PetscFree(names.name));
  PetscCall(PetscFree(times.value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// pvpython starts elsewhere: paths are absolute.
static PetscErrorCode gather_index(const char *run, json_t *root, Problems *problems)
{
  char  path[PETSC_MAX_PATH_LEN];
  char *whole;

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "%s/run.xdmf", run);
  whole = realpath(path, NULL);
  if (whole) (void)json_object_set_new(root, "index", json_string(whole));
  else
    PetscCall(
      problems_add(problems, path, "is missing; wanted is the result of a finished `sij run`"));
  free(whole);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode task_gather(const char *run, RenderTask *task, Problems *problems)
{
  StoreReader *reader = NULL;

  PetscFunctionBeginUser;
  *task = (RenderTask){.root = json_object()};
  PetscCall(gather_summary(run, task->root, problems));
  if (problems->count == 0) PetscCall(store_reader_open(run, &reader, problems));
  if (problems->count == 0) PetscCall(gather_index(run, task->root, problems));
  if (problems->count == 0) PetscCall(gather_title(reader, task->root));
  if (problems->count == 0) PetscCall(gather_mesh(reader, task->root, problems));
  if (problems->count == 0) PetscCall(page_gather_curves(reader, task->root, problems));
  if (problems->count == 0) PetscCall(gather_fields(reader, task, problems));
  if (problems->count == 0) PetscCall(gather_strains(reader, task->root, problems));
  PetscCall(store_reader_close(&reader));
  PetscFunctionReturn(PETSC_SUCCESS);
}
