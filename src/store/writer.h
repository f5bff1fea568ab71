// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to store: the open file, and the few ways in which the files of the module write to it.
 *
 * Functions without an error code note what failed on this rank in store->cause; store_verdict()
 * then makes all ranks agree. Between two verdicts no rank leaves early, so that collective calls
 * stay collective. All functions here are collective unless they say otherwise.
 */
#pragma once

#include "sij/store.h"

#include <hdf5.h>

#include <stdint.h>
#include <stdio.h>

enum { STORE_PATH = 1024, STORE_NAME = 96, STORE_UNIT = 32, STORE_CAUSE = 320 };

typedef struct {
  char   name[STORE_NAME];
  char   unit[STORE_UNIT];
  int    components;
  double largest; // magnitude on this rank, of all steps
  hid_t step; // the dataset of the step in work, open and without a name; negative if there is none
} StoreField;

typedef struct {
  char    name[STORE_NAME];
  int     n_columns; // with the time
  int64_t n_rows;
  bool    written; // in this step
} StoreTable;

/** The files of a result. */
enum { STORE_DATA, STORE_INDEX, STORE_STATE, STORE_FILES };

struct Store {
  const Mesh *mesh; // borrowed
  int         rank; // in mesh->comm
  char        part[STORE_FILES][STORE_PATH], final[STORE_FILES][STORE_PATH];
  char        made[STORE_PATH]; // first folder made for this result, "" if none; on rank 0
  hid_t       file;
  int         descriptor; // under `file`, -1 if it was not found
  hid_t       transfer;   // property list of collective writes
  hid_t       links;      // property list that makes missing groups
  int64_t     first_cell;
  char        cause[STORE_CAUSE]; // what failed on this rank since the last verdict, "" for nothing
  bool        failed;             // same on every rank
  bool        broken;             // a flush has failed, on every rank
  int64_t     size, claimed;      // of the file at the last flush, and of what was reserved since
  FILE       *index;              // of the XDMF, on rank 0
  long        index_end;          // where its next grid goes
  FILE       *state;              // of the state of ParaView, on rank 0
  bool        in_step;
  double      time;
  int         n_steps; // complete ones
  int         n_fields, n_tables;
  StoreField *field;
  StoreTable *table;
};

// fault.c

/** Notes a negative result of an HDF5 call with its cause. Not collective. Returns the result. */
hid_t store_note(Store *store, hid_t result);

/** Notes a failure of the operating system. Not collective. */
void store_note_errno(Store *store, int code);

/** True on every rank unless something failed on some; then one sentence, and the store is dead. */
PetscErrorCode store_verdict(Store *store, const char *path, const char *doing, bool *good,
                             Problems *problems) SIJ_CHECKED;

// defer.c

/** Notes the first write of MPI-IO that failed on this rank since the last call; HDF5 was not told. Not collective. */
void store_note_deferred(Store *store);

// files.c

/** Makes the folder, and the empty data file, so that the first failure has a clear cause. */
void store_create_files(Store *store, const char *folder);

/** Claims disk space for the next `bytes` of the data file. HDF5 does not survive a full disk in
 * the middle of its work (ranks wait for each other for ever), so it must never meet one. */
PetscErrorCode store_reserve(Store *store, int64_t bytes, bool *good,
                             Problems *problems) SIJ_CHECKED;

/** Writes all that is known so far to the disk. A write that fails in there is the end of HDF5, so what can be known is
 * asked before; after it the file must not be closed, which would crash the program at its exit. Collective. */
PetscErrorCode store_flush(Store *store, const char *doing, bool *good,
                           Problems *problems) SIJ_CHECKED;

/** Gives the parts their final names. */
void store_rename(Store *store);

/** Removes the parts, and the folders made for them if they are empty. */
void store_remove(Store *store);

// detach.c: not collective

/** Remembers which descriptor MPI-IO has opened for the data file. */
void store_find_descriptor(Store *store);

/** Notes a failure if this rank cannot write to the data file now. */
void store_probe(Store *store);

/** From here on nothing that HDF5 writes reaches the data file, and nothing it writes fails. */
void store_detach(Store *store);

// hdf.c

/** Rows [first, first + count) of a dataset of size[0] rows; size[1] columns, or 0 for one index. */
typedef struct {
  const char *path;
  hid_t       type;
  hsize_t     size[2];
  hsize_t     first, count;
  const void *value;
} StoreSlab;

void store_slab(Store *store, const StoreSlab *slab);

/** The same without a name, left open: nobody finds it until H5Olink() gives it one. */
hid_t store_slab_nameless(Store *store, const StoreSlab *slab);

/** A dataset that grows by rows written by rank 0; `columns` 0 for one index. */
void store_series(Store *store, const char *path, hid_t type, int columns);
void store_append(Store *store, const char *path, hid_t type, int64_t row, const void *value);

/** A text as a dataset. */
void store_text(Store *store, const char *path, const char *text);

/** The object at a path, to be closed by H5Oclose(); a new group likewise, by H5Gclose(). */
hid_t store_object(Store *store, const char *path);
hid_t store_group(Store *store, const char *path);

/** Attributes of an object; n 0 is one value. Texts are cut at what an attribute can hold. */
void           store_attribute(Store *store, hid_t object, const char *name, hid_t type, int n,
                               const void *value);
void           store_attribute_text(Store *store, hid_t object, const char *name, const char *text);
PetscErrorCode store_attribute_texts(Store *store, hid_t object, const char *name, int n,
                                     const char *const text[]) SIJ_CHECKED;

// grid.c

/** The mesh: points, cells and what is constant on cells. */
PetscErrorCode store_mesh(Store *store) SIJ_CHECKED;
int64_t        store_mesh_bytes(const Store *store);

// steps.c

/** The empty lists of /VTKHDF/Steps, and the row that a step adds to them. */
void store_steps(Store *store);
void store_steps_append(Store *store);

// provenance.c
void store_provenance(Store *store, const Provenance *provenance);

// xdmf.c: rank 0 works, failures are noted
void store_index_open(Store *store);
void store_index_step(Store *store);
void store_index_close(Store *store);

// state.c: rank 0 works, failures are noted
void store_state_open(Store *store);
void store_state_curve(Store *store, const char *kind, const char *name, int n, const Vec3 point[]);

/** What is known at the end: tissues, fields with their largest values. Collective. */
void store_state_finish(Store *store);
void store_state_close(Store *store);
