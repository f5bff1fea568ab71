/** Results on disk: one HDF5 file, laid out as temporal VTKHDF, with an XDMF index beside it.
 *
 * Written collectively under a temporary name and given its final name by store_close(), so that no
 * half-written result ever stands under it; store_abandon() removes it. Layout: docs/results.md.
 * Failure to write (disk full, folder gone) is `problem`: a sentence, the same on every rank.
 *
 * Order: store_create, store_field for each field, then per output store_step_begin,
 * store_write_vertices for every field, store_step_end; store_close or store_abandon.
 */
#pragma once

#include "sij/mesh.h"

typedef struct Store Store;

/** What is written once about the run, beside the versions of the libraries. */
typedef struct {
  const char *case_text; // resolved YAML
  const char *command;   // as it was given
  const char *options;   // PETSc options in use
} Provenance;

/** Makes `folder` if need be and opens folder/run.vtkhdf.part with the mesh in it. Collective. */
PetscErrorCode store_create(const Mesh *mesh, const char *folder, const Provenance *provenance,
                            Store **store, Problems *problems) SIJ_CHECKED;

/** Declares a field on vertices with 1 or 3 components. Collective; before the first step. */
PetscErrorCode store_field(Store *store, const char *name, int components,
                           const char *unit) SIJ_CHECKED;

PetscErrorCode store_step_begin(Store *store, double time, Problems *problems) SIJ_CHECKED;

/** value: [n_owned][components], local owned vertices. Collective. */
PetscErrorCode store_write_vertices(Store *store, const char *name, const double value[],
                                    Problems *problems) SIJ_CHECKED;

/** One row of a named table that grows with the steps (ledger, blocked fractions): n columns whose
 * names are given at the first call. Collective; rank 0's values are written. */
PetscErrorCode store_write_row(Store *store, const char *table, int n, const char *const column[],
                               const double value[], Problems *problems) SIJ_CHECKED;

PetscErrorCode store_step_end(Store *store, Problems *problems) SIJ_CHECKED;

/** Finishes the file, writes the XDMF and gives both their names. Collective. */
PetscErrorCode store_close(Store **store, Problems *problems) SIJ_CHECKED;

/** Closes and removes everything that was written. Collective. Accepts NULL. */
PetscErrorCode store_abandon(Store **store) SIJ_CHECKED;

/** Version of the HDF5 library in use, as text. Not collective. */
PetscErrorCode store_hdf5_version(size_t size, char version[]) SIJ_CHECKED;
