// SPDX-License-Identifier: GPL-3.0-or-later
// Wraps the HDF5 calls that the module uses: datasets written in parallel, growing lists, texts and
// attributes.
#include "writer.h"

#include <errno.h>
#include <string.h>

enum { ROWS_PER_CHUNK = 64, ATTRIBUTE_LIMIT = 60000, NAMES_PER_GROUP = 4096 };

// Selects rows in a file, none where this rank has nothing to write.
static void select_rows(Store *store, hid_t space, hsize_t first, hsize_t count, hsize_t columns)
{
  const hsize_t start[2] = {first, 0}, block[2] = {count, columns};

  if (count == 0) (void)store_note(store, H5Sselect_none(space));
  else
    (void)store_note(store, H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, block, NULL));
}

static void write_rows(Store *store, hid_t set, hid_t transfer, const StoreSlab *slab)
{
  const int     n_index  = slab->size[1] > 0 ? 2 : 1;
  const hsize_t block[2] = {slab->count, slab->size[1]};
  const hid_t   file     = store_note(store, H5Dget_space(set));
  const hid_t   memory   = store_note(store, H5Screate_simple(n_index, block, NULL));
  const double  nothing  = 0.0;

  select_rows(store, file, slab->first, slab->count, slab->size[1]);
  if (slab->count == 0) (void)store_note(store, H5Sselect_none(memory));
  errno = 0;
  (void)store_note(store, H5Dwrite(set, slab->type, memory, file, transfer,
                                   slab->count > 0 ? slab->value : &nothing));
  (void)H5Sclose(memory);
  (void)H5Sclose(file);
}

static hid_t create_dataset(Store *store, const StoreSlab *slab, hid_t space, hid_t properties)
{
  if (!slab->path) return H5Dcreate_anon(store->file, slab->type, space, properties, H5P_DEFAULT);
  return H5Dcreate2(store->file, slab->path, slab->type, space, store->links, properties,
                    H5P_DEFAULT);
}

hid_t store_slab_nameless(Store *store, const StoreSlab *slab)
{
  const hid_t space =
    store_note(store, H5Screate_simple(slab->size[1] > 0 ? 2 : 1, slab->size, NULL));
  const hid_t properties = store_note(store, H5Pcreate(H5P_DATASET_CREATE));
  hid_t       set;

  (void)store_note(store, H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER));
  set = store_note(store, create_dataset(store, slab, space, properties));
  write_rows(store, set, store->transfer, slab);
  (void)H5Pclose(properties);
  (void)H5Sclose(space);
  return set;
}

void store_slab(Store *store, const StoreSlab *slab)
{
  (void)store_note(store, H5Dclose(store_slab_nameless(store, slab)));
}

void store_series(Store *store, const char *path, hid_t type, int columns)
{
  const int     n_index    = columns > 0 ? 2 : 1;
  const hsize_t none[2]    = {0, (hsize_t)columns};
  const hsize_t limit[2]   = {H5S_UNLIMITED, (hsize_t)columns};
  const hsize_t chunk[2]   = {ROWS_PER_CHUNK, (hsize_t)columns};
  const hid_t   space      = store_note(store, H5Screate_simple(n_index, none, limit));
  const hid_t   properties = store_note(store, H5Pcreate(H5P_DATASET_CREATE));
  hid_t         set;

  (void)store_note(store, H5Pset_chunk(properties, n_index, chunk));
  (void)store_note(store, H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER));
  set = store_note(
    store, H5Dcreate2(store->file, path, type, space, store->links, properties, H5P_DEFAULT));
  (void)store_note(store, H5Dclose(set));
  (void)H5Pclose(properties);
  (void)H5Sclose(space);
}

// Rank 0 writes on its own: there are many short lists, and nothing to agree upon.
void store_append(Store *store, const char *path, hid_t type, int64_t row, const void *value)
{
  const hid_t set     = store_note(store, H5Dopen2(store->file, path, H5P_DEFAULT));
  const hid_t space   = store_note(store, H5Dget_space(set));
  hsize_t     size[2] = {0, 0};

  (void)store_note(store, H5Sget_simple_extent_dims(space, size, NULL));
  (void)H5Sclose(space);
  size[0] = (hsize_t)row + 1;
  (void)store_note(store, H5Dset_extent(set, size));
  if (store->rank == 0)
    write_rows(store, set, H5P_DEFAULT,
               &(StoreSlab){.path  = path,
                            .type  = type,
                            .size  = {size[0], size[1]},
                            .first = (hsize_t)row,
                            .count = 1,
                            .value = value});
  (void)store_note(store, H5Dclose(set));
}

static hid_t create_text_type(Store *store, size_t length)
{
  const hid_t type = store_note(store, H5Tcopy(H5T_C_S1));

  (void)store_note(store, H5Tset_size(type, length > 0 ? length : 1));
  (void)store_note(store, H5Tset_strpad(type, H5T_STR_NULLPAD));
  return type;
}

void store_text(Store *store, const char *path, const char *text)
{
  const hid_t type = create_text_type(store, strlen(text));

  (void)store_note(store, H5Tset_cset(type, H5T_CSET_UTF8));
  store_slab(store, &(StoreSlab){.path  = path,
                                 .type  = type,
                                 .size  = {1, 0},
                                 .count = store->rank == 0 ? 1 : 0,
                                 .value = text});
  (void)H5Tclose(type);
}

void store_attribute(Store *store, hid_t object, const char *name, hid_t type, int n,
                     const void *value)
{
  const hsize_t size = (hsize_t)n;
  const hid_t   space =
    store_note(store, n > 0 ? H5Screate_simple(1, &size, NULL) : H5Screate(H5S_SCALAR));
  const hid_t attribute =
    store_note(store, H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT));

  (void)store_note(store, H5Awrite(attribute, type, value));
  (void)store_note(store, H5Aclose(attribute));
  (void)H5Sclose(space);
}

void store_attribute_text(Store *store, hid_t object, const char *name, const char *text)
{
  const size_t length = strlen(text);
  const hid_t  type = create_text_type(store, length < ATTRIBUTE_LIMIT ? length : ATTRIBUTE_LIMIT);

  store_attribute(store, object, name, type, 0, text);
  (void)H5Tclose(type);
}

PetscErrorCode store_attribute_texts(Store *store, hid_t object, const char *name, int n,
                                     const char *const text[])
{
  size_t width = 1;
  char  *row;
  hid_t  type;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++)
    if (strlen(text[i]) > width) width = strlen(text[i]);
  PetscCall(PetscCalloc1((size_t)n * width, &row));
  for (int i = 0; i < n; i++) memcpy(row + (size_t)i * width, text[i], strlen(text[i]));
  type = create_text_type(store, width);
  store_attribute(store, object, name, type, n, row);
  (void)H5Tclose(type);
  PetscCall(PetscFree(row));
  PetscFunctionReturn(PETSC_SUCCESS);
}

hid_t store_object(Store *store, const char *path)
{
  return store_note(store, H5Oopen(store->file, path, H5P_DEFAULT));
}

// The names of all steps of a field fit into the first block of names that its group has.
hid_t store_group(Store *store, const char *path)
{
  const hid_t properties = store_note(store, H5Pcreate(H5P_GROUP_CREATE));
  hid_t       group;

  (void)store_note(store, H5Pset_local_heap_size_hint(properties, NAMES_PER_GROUP));
  group = store_note(store, H5Gcreate2(store->file, path, store->links, properties, H5P_DEFAULT));
  (void)H5Pclose(properties);
  return group;
}
