// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the tables of a result, rows of named columns that grow with the steps.
#include "writer.h"

#include <string.h>

enum { OVERHEAD_TABLE = 64 * 1024, ROWS_PER_CHUNK_MAX = 64 };

static StoreTable *find_table(Store *store, const char *name)
{
  for (int i = 0; i < store->n_tables; i++)
    if (strcmp(store->table[i].name, name) == 0) return &store->table[i];
  return NULL;
}

static const char *write_table_path(const StoreTable *table, char path[STORE_PATH])
{
  (void)snprintf(path, STORE_PATH, "/tables/%s", table->name);
  return path;
}

static PetscErrorCode add_table(Store *store, const char *name, int n, StoreTable **table)
{
  PetscFunctionBeginUser;
  PetscCheck(strlen(name) < STORE_NAME && !strchr(name, '/'), store->mesh->comm,
             PETSC_ERR_ARG_WRONG, "Table name %s is too long or has a /", name);
  PetscCall(PetscRealloc(sizeof(*store->table) * ((size_t)store->n_tables + 1), &store->table));
  *table  = &store->table[store->n_tables++];
  **table = (StoreTable){.n_columns = n + 1};
  PetscCall(PetscStrncpy((*table)->name, name, sizeof(*table)->name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode declare_table(Store *store, const StoreTable *table,
                                    const char *const column[])
{
  char         path[STORE_PATH];
  const char **names;
  hid_t        set;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)table->n_columns, &names));
  names[0] = "time";
  for (int i = 1; i < table->n_columns; i++) names[i] = column[i - 1];
  store_series(store, write_table_path(table, path), H5T_NATIVE_DOUBLE, table->n_columns);
  set = store_object(store, path);
  PetscCall(store_attribute_texts(store, set, "columns", table->n_columns, names));
  (void)H5Oclose(set);
  PetscCall(PetscFree(names));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A chunk may begin with any row, so disk space for one is reserved with each.
static PetscErrorCode write_table_row(Store *store, StoreTable *table, const char *const column[],
                                      const double value[], Problems *problems)
{
  const int64_t bytes = OVERHEAD_TABLE + 8 * (int64_t)table->n_columns * ROWS_PER_CHUNK_MAX;
  char          path[STORE_PATH], doing[STORE_PATH];
  double       *row;
  bool          good;

  PetscFunctionBeginUser;
  PetscCall(store_reserve(store, bytes, &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  if (table->n_rows == 0) PetscCall(declare_table(store, table, column));
  PetscCall(PetscMalloc1((size_t)table->n_columns, &row));
  row[0] = store->time;
  memcpy(row + 1, value, sizeof(*row) * (size_t)(table->n_columns - 1));
  store_append(store, write_table_path(table, path), H5T_NATIVE_DOUBLE, table->n_rows++, row);
  PetscCall(PetscFree(row));
  (void)snprintf(doing, sizeof doing, "write table %s at t = %g s", table->name, store->time);
  PetscCall(store_verdict(store, store->part[STORE_DATA], doing, &good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_write_row(Store *store, const char *name, int n, const char *const column[],
                               const double value[], Problems *problems)
{
  StoreTable *table = find_table(store, name);

  PetscFunctionBeginUser;
  PetscCheck(store->in_step, store->mesh->comm, PETSC_ERR_ORDER, "No step has begun");
  if (!table) PetscCall(add_table(store, name, n, &table));
  PetscCheck(table->n_columns == n + 1 && !table->written, store->mesh->comm, PETSC_ERR_ORDER,
             "Table %s: %d columns after %d, or a second row in one step", name, n,
             table->n_columns - 1);
  table->written = true;
  if (!store->failed) PetscCall(write_table_row(store, table, column, value, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
