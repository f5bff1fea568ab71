// SPDX-License-Identifier: GPL-3.0-or-later
// Opens, finishes and abandons a result: the order in which the parts of the module write its files.
// Simulate calls it at the beginning and the end of a run.
#include "writer.h"

#include <string.h>

// What HDF5 may need for the mesh, the texts and the empty lists, beside the arrays of the mesh.
enum { OVERHEAD_FILE = 1024 * 1024, OVERHEAD_CLOSE = 64 * 1024 };

// Metadata stay in memory until a flush writes them together: a run that is killed between two
// flushes leaves a file that opens, and no write of its own accord meets a full disk.
static void keep_metadata(Store *store)
{
  H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};

  (void)store_note(store, H5Fget_mdc_config(store->file, &cache));
  cache.evictions_enabled     = false;
  cache.incr_mode             = H5C_incr__off;
  cache.flash_incr_mode       = H5C_flash_incr__off;
  cache.decr_mode             = H5C_decr__off;
  cache.dirty_bytes_threshold = 32 * 1024 * 1024;
  (void)store_note(store, H5Fset_mdc_config(store->file, &cache));
}

// A group grows in place up to this many names, so that a reader never meets one in rebuilding.
enum { NAMES_PER_NODE = 256 };

// Every rank's part of a dataset is one block, so there is nothing to aggregate; and the collective
// write of Open MPI's own MPI-IO loses errors of the disk, while the individual one reports them.
static void choose_transfer(Store *store)
{
  store->transfer = store_note(store, H5Pcreate(H5P_DATASET_XFER));
  (void)store_note(store, H5Pset_dxpl_mpio(store->transfer, H5FD_MPIO_COLLECTIVE));
  (void)store_note(store,
                   H5Pset_dxpl_mpio_collective_opt(store->transfer, H5FD_MPIO_INDIVIDUAL_IO));
}

static void open_file(Store *store)
{
  const hid_t access   = store_note(store, H5Pcreate(H5P_FILE_ACCESS));
  const hid_t creation = store_note(store, H5Pcreate(H5P_FILE_CREATE));

  choose_transfer(store);
  store->links = store_note(store, H5Pcreate(H5P_LINK_CREATE));
  (void)store_note(store, H5Pset_create_intermediate_group(store->links, 1));
  (void)store_note(store, H5Pset_fapl_mpio(access, store->mesh->comm, MPI_INFO_NULL));
  (void)store_note(store, H5Pset_sym_k(creation, 0, NAMES_PER_NODE / 2));
  (void)store_note(store, H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
  store->file =
    store_note(store, H5Fcreate(store->part[STORE_DATA], H5F_ACC_TRUNC, creation, access));
  (void)H5Pclose(creation);
  (void)H5Pclose(access);
  if (store->file < 0) return;
  store_find_descriptor(store);
  keep_metadata(store);
}

// HDF5 belongs to the process, and so does what has become of it.
static bool hdf5_is_lost;

bool store_lost_hdf5(void)
{
  return hdf5_is_lost;
}

static void close_file(Store *store)
{
  if (store->broken || (store->file >= 0 && store_note(store, H5Fclose(store->file)) < 0))
    hdf5_is_lost = true;
  if (store->transfer >= 0) (void)H5Pclose(store->transfer);
  if (store->links >= 0) (void)H5Pclose(store->links);
  store->file = store->transfer = store->links = H5I_INVALID_HID;
}

static PetscErrorCode allocate_store(const Mesh *mesh, const char *folder, Store **store)
{
  static const char *const NAMES[STORE_FILES] = {"run.vtkhdf", "run.xdmf", "open_in_paraview.py"};
  int64_t                  n_cells            = mesh->n_cells_owned;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(store));
  (*store)->mesh       = mesh;
  (*store)->descriptor = -1;
  (*store)->file = (*store)->transfer = (*store)->links = H5I_INVALID_HID;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &(*store)->rank));
  PetscCallMPI(MPI_Exscan(&n_cells, &(*store)->first_cell, 1, MPI_INT64_T, MPI_SUM, mesh->comm));
  for (int i = 0; i < STORE_FILES; i++) {
    (void)snprintf((*store)->final[i], STORE_PATH, "%s/%s", folder, NAMES[i]);
    (void)snprintf((*store)->part[i], STORE_PATH, "%s/%s.part", folder, NAMES[i]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_head(Store *store, const Provenance *provenance, Problems *problems)
{
  const char *const path  = store->part[STORE_DATA];
  const int64_t     texts = provenance->case_text ? (int64_t)strlen(provenance->case_text) : 0;
  bool              good;

  PetscFunctionBeginUser;
  PetscCall(store_reserve(store, OVERHEAD_FILE + texts + store_mesh_bytes(store), &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(store_mesh(store));
  store_steps(store);
  store_provenance(store, provenance);
  store_probe(store);
  store_index_open(store);
  store_state_open(store);
  PetscCall(store_verdict(store, path, "write the mesh", &good, problems));
  if (good) PetscCall(store_flush(store, "write the mesh", &good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_create(const Mesh *mesh, const char *folder, const Provenance *provenance,
                            Store **store, Problems *problems)
{
  Store *made = NULL;
  bool   good;

  PetscFunctionBeginUser;
  *store = NULL;
  (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  PetscCall(allocate_store(mesh, folder, &made));
  store_create_files(made, folder);
  PetscCall(store_verdict(made, made->final[STORE_DATA], "write results there", &good, problems));
  if (good) {
    open_file(made);
    PetscCall(store_verdict(made, made->part[STORE_DATA], "open", &good, problems));
  }
  if (good) PetscCall(write_head(made, provenance, problems));
  if (made->failed) PetscCall(store_abandon(&made));
  *store = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode finish_files(Store *store, Problems *problems)
{
  const char *const path = store->part[STORE_DATA];
  bool              good;

  PetscFunctionBeginUser;
  PetscCall(store_reserve(store, OVERHEAD_CLOSE, &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  close_file(store);
  store_index_close(store);
  store_state_finish(store);
  store_state_close(store);
  PetscCall(store_verdict(store, path, "finish", &good, problems));
  if (!good) PetscFunctionReturn(PETSC_SUCCESS);
  store_rename(store);
  PetscCall(store_verdict(store, store->final[STORE_DATA], "replace", &good, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode free_store(Store **store)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree((*store)->field));
  PetscCall(PetscFree((*store)->table));
  PetscCall(PetscFree(*store));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_close(Store **store, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCheck(!(*store)->in_step || (*store)->failed, (*store)->mesh->comm, PETSC_ERR_ORDER,
             "The last step has not ended");
  if (!(*store)->failed) PetscCall(finish_files(*store, problems));
  if ((*store)->failed) PetscCall(store_abandon(store));
  else PetscCall(free_store(store));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode store_abandon(Store **store)
{
  PetscFunctionBeginUser;
  if (!*store) PetscFunctionReturn(PETSC_SUCCESS);
  store_detach(*store);
  close_file(*store);
  store_index_close(*store);
  store_state_close(*store);
  store_remove(*store);
  PetscCall(free_store(store));
  PetscFunctionReturn(PETSC_SUCCESS);
}
