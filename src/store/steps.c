// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one output step: each field as a dataset of its own, joined into the time series that VTKHDF readers
// see.
#include "writer.h"

#include <math.h>
#include <string.h>

// Disk space that HDF5 takes for itself: headers of a step's datasets, chunks of its lists.
enum { OVERHEAD_STEP = 256 * 1024, OVERHEAD_FIELD = 16 * 1024 };

// Lists of one entry per step. The mesh is stored once, as one part: every offset into it is 0.
static const struct {
  const char *path;
  int         columns;
  int64_t     value;
} STEP_LISTS[] = {
  {"/VTKHDF/Steps/PartOffsets", 0, 0},           {"/VTKHDF/Steps/NumberOfParts", 0, 1},
  {"/VTKHDF/Steps/PointOffsets", 0, 0},          {"/VTKHDF/Steps/CellOffsets", 1, 0},
  {"/VTKHDF/Steps/ConnectivityIdOffsets", 1, 0}, {"/VTKHDF/Steps/CellDataOffsets/region", 0, 0},
  {"/VTKHDF/Steps/CellDataOffsets/rank", 0, 0},
};
enum { N_STEP_LISTS = sizeof STEP_LISTS / sizeof STEP_LISTS[0] };

void store_steps(Store *store)
{
  const int none = 0;
  hid_t     object;

  object = store_group(store, "/VTKHDF/Steps");
  store_attribute(store, object, "NSteps", H5T_NATIVE_INT, 0, &none);
  (void)H5Gclose(object);
  store_series(store, "/VTKHDF/Steps/Values", H5T_NATIVE_DOUBLE, 0);
  object = store_object(store, "/VTKHDF/Steps/Values");
  store_attribute_text(store, object, "unit", "s");
  (void)H5Oclose(object);
  for (int i = 0; i < N_STEP_LISTS; i++)
    store_series(store, STEP_LISTS[i].path, H5T_NATIVE_INT64, STEP_LISTS[i].columns);
}

static const char *write_offsets_path(const StoreField *field, char path[STORE_PATH])
{
  (void)snprintf(path, STORE_PATH, "/VTKHDF/Steps/PointDataOffsets/%s", field->name);
  return path;
}

void store_steps_append(Store *store)
{
  const int64_t offset = store->n_steps * (int64_t)store->mesh->n_global;
  char          path[STORE_PATH];

  store_append(store, "/VTKHDF/Steps/Values", H5T_NATIVE_DOUBLE, store->n_steps, &store->time);
  for (int i = 0; i < N_STEP_LISTS; i++)
    store_append(store, STEP_LISTS[i].path, H5T_NATIVE_INT64, store->n_steps, &STEP_LISTS[i].value);
  for (int i = 0; i < store->n_fields; i++)
    store_append(store, write_offsets_path(&store->field[i], path), H5T_NATIVE_INT64,
                 store->n_steps, &offset);
}

// All steps of a field as one array: a virtual dataset over /fields/<name>/0, 1, 2... that HDF5
// extends by itself as they appear, so that nothing is copied and nothing has to be kept in line.
static void declare_field(Store *store, const StoreField *field)
{
  const int     n_index = field->components > 1 ? 2 : 1;
  const hsize_t n = (hsize_t)store->mesh->n_global, columns = (hsize_t)field->components;
  const hsize_t step[2] = {n, columns}, none[2] = {0, columns}, start[2] = {0, 0};
  const hsize_t limit[2] = {H5S_UNLIMITED, columns}, count[2] = {H5S_UNLIMITED, 1};
  const hid_t   whole      = store_note(store, H5Screate_simple(n_index, none, limit));
  const hid_t   source     = store_note(store, H5Screate_simple(n_index, step, NULL));
  const hid_t   properties = store_note(store, H5Pcreate(H5P_DATASET_CREATE));
  char          path[STORE_PATH];
  hid_t         set;

  (void)snprintf(path, sizeof path, "/fields/%s", field->name);
  (void)H5Gclose(store_group(store, path));
  (void)snprintf(path, sizeof path, "/fields/%s/%%b", field->name);
  (void)store_note(store, H5Sselect_hyperslab(whole, H5S_SELECT_SET, start, step, count, step));
  (void)store_note(store, H5Pset_virtual(properties, whole, ".", path, source));
  (void)snprintf(path, sizeof path, "/VTKHDF/PointData/%s", field->name);
  set = store_note(store, H5Dcreate2(store->file, path, H5T_NATIVE_DOUBLE, whole, store->links,
                                     properties, H5P_DEFAULT));
  store_attribute_text(store, set, "unit", field->unit);
  (void)store_note(store, H5Dclose(set));
  (void)H5Pclose(properties);
  (void)H5Sclose(source);
  (void)H5Sclose(whole);
  store_series(store, write_offsets_path(field, path), H5T_NATIVE_INT64, 0);
}

static int64_t count_step_bytes(const Store *store)
{
  int64_t bytes = OVERHEAD_STEP;

  for (int i = 0; i < store->n_fields; i++)
    bytes += OVERHEAD_FIELD + 8 * store->field[i].components * (int64_t)store->mesh->n_global;
  return bytes;
}

PetscErrorCode store_field(Store *store, const char *name, int components, const char *unit)
{
  StoreField *field;

  PetscFunctionBeginUser;
  PetscCheck(store->n_steps == 0 && !store->in_step, store->mesh->comm, PETSC_ERR_ORDER,
             "Field %s declared after the first step", name);
  PetscCheck(components == 1 || components == 3, store->mesh->comm, PETSC_ERR_ARG_OUTOFRANGE,
             "Field %s has %d components, not 1 or 3", name, components);
  PetscCheck(strlen(name) < STORE_NAME && strcspn(name, "/.%") == strlen(name), store->mesh->comm,
             PETSC_ERR_ARG_WRONG, "Field name %s is too long or has one of / . %%", name);
  for (int i = 0; i < store->n_fields; i++)
    PetscCheck(strcmp(store->field[i].name, name) != 0, store->mesh->comm, PETSC_ERR_ARG_WRONG,
               "Field %s declared twice", name);
  PetscCall(PetscRealloc(sizeof(*store->field) * ((size_t)store->n_fields + 1), &store->field));
  field  = &store->field[store->n_fields++];
  *field = (StoreField){.components = components, .step = H5I_INVALID_HID};
  PetscCall(PetscStrncpy(field->name, name, sizeof field->name));
  PetscCall(PetscStrncpy(field->unit, unit, sizeof field->unit));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_step_begin(Store *store, double time, Problems *problems)
{
  bool good;

  PetscFunctionBeginUser;
  PetscCheck(!store->in_step, store->mesh->comm, PETSC_ERR_ORDER, "The step before has not ended");
  PetscCheck(store->n_steps == 0 || time > store->time, store->mesh->comm, PETSC_ERR_ARG_OUTOFRANGE,
             "Step at %g s comes after one at %g s", time, store->time);
  store->in_step = true;
  store->time    = time;
  for (int i = 0; i < store->n_tables; i++) store->table[i].written = false;
  if (store->failed) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(store_reserve(store, count_step_bytes(store), &good, problems));
  if (good && store->n_steps == 0) {
    for (int i = 0; i < store->n_fields; i++) declare_field(store, &store->field[i]);
    PetscCall(store_verdict(store, store->part[STORE_DATA], "declare the fields", &good, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static StoreField *find_field(Store *store, const char *name)
{
  for (int i = 0; i < store->n_fields; i++)
    if (strcmp(store->field[i].name, name) == 0) return &store->field[i];
  return NULL;
}

static hid_t write_field(Store *store, const StoreField *field, const double value[])
{
  const Mesh *mesh = store->mesh;
  const hid_t set  = store_slab_nameless(
     store, &(StoreSlab){.type  = H5T_NATIVE_DOUBLE,
                         .size  = {(hsize_t)mesh->n_global,
                                 field->components > 1 ? (hsize_t)field->components : 0},
                         .first = (hsize_t)mesh->first,
                         .count = (hsize_t)mesh->n_owned,
                         .value = value});

  store_attribute_text(store, set, "unit", field->unit);
  store_attribute(store, set, "time", H5T_NATIVE_DOUBLE, 0, &store->time);
  return set;
}

// For the scale that ParaView opens with.
static void note_largest(const Store *store, StoreField *field, const double value[])
{
  for (PetscInt i = 0; i < store->mesh->n_owned; i++) {
    double square = 0.0;

    for (int k = 0; k < field->components; k++) {
      const double part = value[i * field->components + k];

      square += part * part;
    }
    field->largest = fmax(field->largest, sqrt(square));
  }
}

PetscErrorCode store_write_vertices(Store *store, const char *name, const double value[],
                                    Problems *problems)
{
  StoreField *field = find_field(store, name);
  char        doing[STORE_PATH];
  bool        good;

  PetscFunctionBeginUser;
  PetscCheck(store->in_step && field, store->mesh->comm, PETSC_ERR_ORDER,
             "Field %s: no step has begun, or it is not declared", name);
  if (store->failed) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCheck(field->step < 0, store->mesh->comm, PETSC_ERR_ORDER, "Field %s: written already",
             name);
  field->step = write_field(store, field, value);
  note_largest(store, field, value);
  (void)snprintf(doing, sizeof doing, "write %s at t = %g s", name, store->time);
  PetscCall(store_verdict(store, store->part[STORE_DATA], doing, &good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void name_fields(Store *store)
{
  char path[STORE_PATH];

  for (int i = 0; i < store->n_fields; i++) {
    StoreField *field = &store->field[i];

    (void)snprintf(path, sizeof path, "/fields/%s/%d", field->name, store->n_steps);
    (void)store_note(store, H5Olink(field->step, store->file, path, store->links, H5P_DEFAULT));
    (void)store_note(store, H5Dclose(field->step));
    field->step = H5I_INVALID_HID;
  }
}

// Through its group: what H5Aopen_by_name() opens belongs to the root in HDF5 1.10.8, and cannot be
// written.
static void write_count(Store *store, int n_steps)
{
  const hid_t group = store_note(store, H5Gopen2(store->file, "/VTKHDF/Steps", H5P_DEFAULT));
  const hid_t count = store_note(store, H5Aopen(group, "NSteps", H5P_DEFAULT));

  (void)store_note(store, H5Awrite(count, H5T_NATIVE_INT, &n_steps));
  (void)store_note(store, H5Aclose(count));
  (void)store_note(store, H5Gclose(group));
}

// Within one flush HDF5 writes in no order that helps a reader. So the arrays go to the disk before
// their names, and the names before the count: what is named is whole, and what is counted is named.
static PetscErrorCode write_step_to_disk(Store *store, const char *doing, bool *good,
                                         Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(store_flush(store, doing, good, problems));
  if (!*good) PetscFunctionReturn(PETSC_SUCCESS);
  name_fields(store);
  PetscCall(store_flush(store, doing, good, problems));
  if (!*good) PetscFunctionReturn(PETSC_SUCCESS);
  write_count(store, store->n_steps + 1);
  PetscCall(store_flush(store, doing, good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode finish_step(Store *store, Problems *problems)
{
  char doing[STORE_PATH];
  bool good;

  PetscFunctionBeginUser;
  (void)snprintf(doing, sizeof doing, "finish the step at t = %g s", store->time);
  store_steps_append(store);
  store_probe(store);
  PetscCall(store_verdict(store, store->part[STORE_DATA], doing, &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(write_step_to_disk(store, doing, &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  store_index_step(store);
  PetscCall(store_verdict(store, store->part[STORE_DATA], doing, &good, problems));
  if (good) store->n_steps++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_step_end(Store *store, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCheck(store->in_step, store->mesh->comm, PETSC_ERR_ORDER, "No step has begun");
  for (int i = 0; i < store->n_fields; i++)
    PetscCheck(store->failed || store->field[i].step >= 0, store->mesh->comm, PETSC_ERR_ORDER,
               "Field %s is missing from the step", store->field[i].name);
  store->in_step = false;
  if (!store->failed) PetscCall(finish_step(store, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
