// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers a run for the page from its two files: numbers from summary.json, what changes from run.vtkhdf.
#include "gather.h"

#include "fields.h"
#include "mesh.h"
#include "pack.h"

#include "sij/page/curves.h"
#include "sij/report.h"

#include <math.h>

enum { GATHER_PATH = 256, GATHER_TEXT = 1024 };

static PetscErrorCode gather_summary(const char *folder, json_t *run, Problems *problems)
{
  Quantities list = {0};
  char       name[REPORT_NAME];
  json_t    *rows = json_array();

  PetscFunctionBeginUser;
  PetscCall(report_read_summary(PETSC_COMM_SELF, folder, name, &list, problems));
  if (problems->count == 0) (void)json_object_set_new(run, "case", json_string(name));
  for (int i = 0; i < list.count; i++) {
    const Quantity *q   = &list.row[i];
    json_t         *row = json_pack("{ssss}", "name", q->name, "unit", q->unit);

    (void)json_object_set_new(row, "value", isnan(q->value) ? json_null() : json_real(q->value));
    if (!isnan(q->error)) (void)json_object_set_new(row, "error", json_real(q->error));
    (void)json_array_append_new(rows, row);
  }
  (void)json_object_set_new(run, "quantities", rows);
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_provenance(StoreReader *reader, json_t *run)
{
  static const char *const NAMES[] = {"version", "commit", "date", "command", "mesh_hash"};
  json_t                  *held    = json_object();
  char                     text[GATHER_TEXT];
  char                    *input;

  PetscFunctionBeginUser;
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
    store_reader_attribute(reader, "/provenance", NAMES[i], sizeof text, text);
    (void)json_object_set_new(held, NAMES[i], json_string(text));
  }
  (void)json_object_set_new(run, "provenance", held);
  PetscCall(store_reader_text(reader, "/case", &input));
  (void)json_object_set_new(run, "input", input ? json_string(input) : json_null());
  PetscCall(PetscFree(input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_table(StoreReader *reader, const char *name, json_t *tables,
                                   Problems *problems)
{
  char       path[GATHER_PATH];
  StoreRows  rows;
  StoreNames columns = {0};
  json_t    *packed, *list = json_array();

  PetscFunctionBeginUser;
  (void)snprintf(path, sizeof path, "/tables/%s", name);
  PetscCall(store_reader_rows(reader, path, &rows, problems));
  if (problems->count == 0)
    PetscCall(store_reader_words(reader, path, "columns", &columns, problems));
  if (problems->count == 0) {
    PetscCall(pack_bytes(sizeof(double) * (size_t)(rows.rows * rows.columns), rows.value, &packed));
    for (int i = 0; i < columns.count; i++)
      (void)json_array_append_new(list, json_string(columns.name[i]));
    (void)json_object_set(packed, "columns", list);
    (void)json_object_set_new(tables, name, packed);
  }
  json_decref(list);
  PetscCall(PetscFree(rows.value));
  PetscCall(PetscFree(columns.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_tables(StoreReader *reader, json_t *run, Problems *problems)
{
  json_t    *tables = json_object();
  StoreNames names;

  PetscFunctionBeginUser;
  PetscCall(store_reader_children(reader, "/tables", &names));
  for (int i = 0; i < names.count && problems->count == 0; i++)
    PetscCall(gather_table(reader, names.name[i], tables, problems));
  (void)json_object_set_new(run, "tables", tables);
  PetscCall(PetscFree(names.name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The outputs that are drawn, and what is known at each.
static PetscErrorCode gather_outputs(StoreReader *reader, const Thinning *thinning,
                                     const PagePoints *points, json_t *run, Problems *problems)
{
  json_t   *times = json_array(), *fields = json_object();
  StoreRows time;

  PetscFunctionBeginUser;
  PetscCall(store_reader_rows(reader, "/VTKHDF/Steps/Values", &time, problems));
  for (int64_t k = 0; k < time.rows; k++)
    if (thinning_keeps_output(thinning, k, time.rows))
      (void)json_array_append_new(times, json_real(time.value[k]));
  if (problems->count == 0)
    PetscCall(fields_gather(reader, thinning, time.rows, points, fields, problems));
  (void)json_object_set_new(run, "times", times);
  (void)json_object_set_new(run, "fields", fields);
  PetscCall(PetscFree(time.value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode gather_results(StoreReader *reader, const Thinning *thinning, json_t *root,
                                     json_t *run, Problems *problems)
{
  PagePoints points;
  int        mesh;

  PetscFunctionBeginUser;
  PetscCall(gather_provenance(reader, run));
  PetscCall(
    mesh_gather(reader, thinning, json_object_get(root, "meshes"), &mesh, &points, problems));
  (void)json_object_set_new(run, "mesh", json_integer(mesh));
  if (problems->count == 0) PetscCall(gather_tables(reader, run, problems));
  if (problems->count == 0) PetscCall(page_gather_curves(reader, run, problems));
  if (problems->count == 0) PetscCall(gather_outputs(reader, thinning, &points, run, problems));
  PetscCall(PetscFree(points.kept));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode gather_run(const char *folder, const Thinning *thinning, json_t *root,
                          Problems *problems)
{
  Problems     found  = {0};
  StoreReader *reader = NULL;
  json_t      *run    = json_pack("{ss}", "folder", folder);

  PetscFunctionBeginUser;
  PetscCall(gather_summary(folder, run, &found));
  if (found.count == 0) PetscCall(store_reader_open(folder, &reader, &found));
  if (found.count == 0) PetscCall(gather_results(reader, thinning, root, run, &found));
  if (found.count == 0) (void)json_array_append(json_object_get(root, "runs"), run);
  for (int i = 0; i < found.count; i++)
    PetscCall(problems_add(problems, "", "%s", found.sentence[i]));
  json_decref(run);
  PetscCall(store_reader_close(&reader));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
